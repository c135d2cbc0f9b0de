/** The studio's own script, served as a file: dragging, counting, live figures. Every page works without it. */
import { keeping } from './script-keep.ts';

export const script = `
'use strict';
const open = new Set();
document.addEventListener('toggle', ({ target }) => {
  if (target.id) target.open ? open.add(target.id) : open.delete(target.id);
}, true);
document.addEventListener('input', ({ target }) => {
  if (!target.dataset.count) return;
  const count = document.getElementById(target.id + '-count');
  if (count) count.textContent = [...target.value].length;
  for (const mirror of document.querySelectorAll('[data-mirror="' + target.id + '"]')) mirror.textContent = target.value;
});
function drop({ item, to, newIndex }) {
  const form = document.getElementById('drag');
  // Not form.elements.item: that is the collection's own method.
  const values = { item: item.dataset.item, block: to.dataset.block, position: newIndex };
  for (const name in values) form.querySelector('[name=' + name + ']').value = values[name];
  form.requestSubmit();
}
function follow(panel) {
  const source = new EventSource(panel.dataset.progress);
  source.addEventListener('figures', ({ data }) => { panel.innerHTML = data; });
  source.addEventListener('settled', () => { source.close(); location.reload(); });
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
    location.reload();
  }, 250);
}
function prepare(root) {
  // The panel of checks outlives the page's changes.
  if (root.id === 'work' && document.getElementById('checks')) htmx.trigger('#checks', 'hebdo:changed');
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  putBack(root);
  if (document.getElementById('drag'))
    for (const list of root.querySelectorAll('.items'))
      Sortable.create(list, { group: 'letter', handle: '.grip', animation: 120, onEnd: drop });
  for (const panel of root.querySelectorAll('[data-progress]')) follow(panel);
  for (const panel of root.querySelectorAll('[data-leaves]')) countDown(panel);
}
htmx.onLoad(prepare);
${keeping}`.trim();
