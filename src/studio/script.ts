/** The studio's own script, served as a file: dragging, counting, live figures. Every page works without it. */
import { coming } from './script-coming.ts';
import { handing } from './script-hand.ts';
import { keeping } from './script-keep.ts';
import { lettering } from './script-letter.ts';
import { news } from './script-news.ts';
import { offering } from './script-offer.ts';
import { progress } from './script-progress.ts';
import { saving } from './script-save.ts';

export const script = `
'use strict';
const here = () => location.pathname + location.search;
// What was done is told once: this page renews itself, and would tell it of another state of things.
if (new URLSearchParams(location.search).has('said')) history.replaceState(null, '', location.pathname);
/** A form that brings another page: nothing here may come before it, and where nothing comes of it the page goes on. */
let isGoneUntil = 0;
addEventListener('submit', (event) => { if (!event.defaultPrevented) isGoneUntil = performance.now() + 30_000; });
addEventListener('pageshow', ({ persisted }) => { if (persisted) isGoneUntil = 0; });
/** Asked for anew: a reload would repeat the form that brought the page. */
const lookAgain = () => performance.now() < isGoneUntil ? setTimeout(lookAgain, 1000) : location.replace(here());
/** The page itself is a refusal: whatever a part of it holds. */
const isRefused = () => document.querySelector('#work > [data-refused]') !== null;
const open = new Set();
document.addEventListener('toggle', ({ target }) => {
  if (target.id) target.open ? open.add(target.id) : open.delete(target.id);
}, true);
/** What a field says is counted, and shown where the letter will say it. */
function echo({ dataset, id, value }) {
  if (!dataset.count) return;
  const count = document.getElementById(id + '-count');
  if (count) count.textContent = [...value].length;
  for (const mirror of document.querySelectorAll('[data-mirror="' + id + '"]')) mirror.textContent = value;
}
document.addEventListener('input', ({ target }) => echo(target));
function drop({ item, to, newIndex }) {
  const form = document.getElementById('drag');
  // Not form.elements.item: that is the collection's own method.
  const values = { item: item.dataset.item, block: to.dataset.block, position: newIndex };
  for (const name in values) form.querySelector('[name=' + name + ']').value = values[name];
  form.requestSubmit();
}
function countDown(panel) {
  const begun = performance.now();
  const left = panel.querySelector('[data-left]');
  const timer = setInterval(() => {
    if (!panel.isConnected) return clearInterval(timer);
    const seconds = Number(panel.dataset.leaves) - (performance.now() - begun) / 1000;
    left.textContent = Math.max(0, Math.ceil(seconds));
    if (seconds > -1) return;
    clearInterval(timer);
    lookAgain();
  }, 250);
}
/** Drawn, and all of its own there: what a page can be used without comes after that. */
const settled = new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))).then(
  () => document.readyState === 'complete' || new Promise((resolve) => addEventListener('load', resolve, { once: true })));
const library = (name) => new Promise((resolve) => {
  const script = Object.assign(document.createElement('script'), { src: '/studio/assets/' + name, onload: resolve, onerror: resolve });
  document.head.append(script);
});
const libraries = settled.then(() => Promise.all(['htmx.js', 'sortable.js'].map(library)));
/** Where it does not come, the page asks for itself as it would without script. */
const withHtmx = (act) => Promise.race([libraries, new Promise((go) => setTimeout(go, 20_000))])
  .then(() => (window.htmx ? act() : lookAgain()));
// A choice made before htmx is there: it hears of it when it comes.
const early = new Set();
document.addEventListener('change', ({ target }) => {
  const listener = window.htmx ? null : target.closest('[hx-trigger^="change"]');
  if (listener) early.add(listener);
});
let draggable = [];
function letDrag(root) {
  // Sortable holds on to every list it was given, and so to the page around it.
  for (const list of draggable.splice(0)) list.el.isConnected ? draggable.push(list) : list.destroy();
  for (const list of root.isConnected ? root.querySelectorAll('.items') : [])
    draggable.push(Sortable.create(list, {
      group: { name: 'letter', put: !list.dataset.gone }, sort: !list.dataset.gone,
      handle: '.grip', animation: 120, onEnd: drop
    }));
}
function prepare(root) {
  // The panel of checks outlives the page's changes.
  if (root.id === 'work' && document.getElementById('checks')) htmx.trigger('#checks', 'hebdo:changed');
  const preview = root.querySelector('[data-letter]');
  if (preview) renewLetter(preview);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  putBack(root);
  if (root.id === 'work') keepHand();
  if (document.getElementById('drag')) libraries.then(() => window.Sortable && letDrag(root));
  for (const panel of root.querySelectorAll('[data-progress]')) follow(panel);
  for (const panel of root.querySelectorAll('[data-leaves]')) countDown(panel);
}
${handing}
${lettering}
${keeping}
${offering}
${saving}
${news}
${coming}
${progress}
prepare(document.body);
// htmx tells of the page that was there when it came, too.
libraries.then(() => {
  window.htmx?.onLoad((root) => root === document.body || prepare(root));
  for (const element of early) window.htmx?.trigger(element, 'change');
});`.trim();
