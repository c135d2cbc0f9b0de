/** The part of the studio's script that loses nothing: typed text outlives sessions and networks, others' changes come in. */
export const keeping = `
const language = document.documentElement.lang === 'en' ? 1 : 0;
const words = {
  lost: ['Connexion perdue : rien n\\u2019est effac\\u00e9, l\\u2019envoi reprendra.', 'Connection lost: nothing is cleared, saving will go on.'],
  typed: ['Un texte tap\\u00e9 ici n\\u2019a pas \\u00e9t\\u00e9 enregistr\\u00e9 : ', 'A text typed here was not saved: '],
  back: ['Le remettre', 'Put it back'],
  forget: ['L\\u2019oublier', 'Forget it'],
  see: ['Voir', 'Show'],
};
const say = (name) => words[name][language];
const texts = 'form[method=post] textarea[id]:not([readonly]), form[method=post] input[type=text][id]:not([readonly])';
const mine = 'hebdo-typed ' + (document.body.dataset.editor ?? '') + ' ';
const keyOf = ({ id }) => mine + location.pathname + ' ' + id;
const isText = (target) => document.body.dataset.editor !== undefined && target.matches?.(texts);
const dirty = (field) => field.value !== field.defaultValue;

// What is typed is kept in this browser until the server has it: a session may end, a network may go.
document.addEventListener('input', ({ target }) => {
  if (!isText(target)) return;
  if (dirty(target)) localStorage.setItem(keyOf(target), target.value);
  else localStorage.removeItem(keyOf(target));
});
document.addEventListener('submit', ({ target }) => {
  if (target.getAttribute('action') === '/studio/leave') {
    for (const key of Object.keys(localStorage)) if (key.startsWith(mine)) localStorage.removeItem(key);
    return;
  }
  if (!target.hasAttribute('hx-post'))
    sessionStorage.setItem('hebdo-sent', JSON.stringify([...target.querySelectorAll(texts)].map(keyOf)));
});
/** A form without htmx leads to another page: one that refuses nothing has taken the text. */
function settleSent() {
  const keys = JSON.parse(sessionStorage.getItem('hebdo-sent') ?? '[]');
  sessionStorage.removeItem('hebdo-sent');
  const { type } = performance.getEntriesByType('navigation')[0] ?? {};
  if (type !== 'back_forward' && !document.querySelector('[data-refused]'))
    for (const key of keys) localStorage.removeItem(key);
}
settleSent();

const sent = new WeakMap();
const failed = new Set();
document.addEventListener('htmx:beforeRequest', ({ detail: { elt } }) => {
  if (elt.tagName === 'FORM') sent.set(elt, [...elt.querySelectorAll(texts)].map((field) => [keyOf(field), field.value]));
});
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  const { xhr, requestConfig } = detail;
  const form = requestConfig?.elt;
  failed.delete(form);
  document.body.classList.toggle('lost', failed.size > 0);
  if (xhr.status >= 200 && xhr.status < 300)
    for (const [key, value] of sent.get(form) ?? []) if (localStorage.getItem(key) === value) localStorage.removeItem(key);
  if (detail.target.id === 'work') held = [...detail.target.querySelectorAll(texts)].filter((field) =>
    dirty(field) && localStorage.getItem(keyOf(field)) === field.value)
    .map(({ id, value, defaultValue }) => ({ id, value, defaultValue }));
});
document.addEventListener('htmx:sendError', ({ detail: { elt } }) => {
  failed.add(elt);
  document.body.classList.add('lost');
  document.querySelector('.saving')?.replaceChildren(say('lost'));
});
addEventListener('online', () => {
  for (const form of failed) if (form.isConnected) form.requestSubmit?.();
});

let held = [];
/** A value that a script set makes no change event of its own when the field is left. */
const restored = new WeakSet();
const changed = (field) => {
  restored.delete(field);
  field.dispatchEvent(new Event('change', { bubbles: true }));
};
document.addEventListener('change', ({ target }) => restored.delete(target));
document.addEventListener('focusout', ({ target }) => {
  if (restored.has(target) && dirty(target)) changed(target);
});
/** What was being typed goes on where the page was renewed; where somebody changed the same thing, both are shown. */
function putBack(root) {
  for (const { id, value, defaultValue } of held) {
    const field = document.getElementById(id);
    if (!field?.matches(texts) || field.defaultValue !== defaultValue) continue;
    field.value = value;
    restored.add(field);
    // Left already: its own request went with the form that is not there any more.
    if (document.activeElement !== field) setTimeout(changed, 0, field);
  }
  held = [];
  for (const field of root.querySelectorAll(texts)) {
    const kept = isText(field) ? localStorage.getItem(keyOf(field)) : null;
    if (kept === field.defaultValue) localStorage.removeItem(keyOf(field));
    else if (kept !== null && kept !== field.value) offer(field, kept);
  }
}
function offer(field, kept) {
  const box = document.createElement('div');
  box.className = 'said warn small typed';
  box.setAttribute('role', 'status');
  const quote = document.createElement('q');
  quote.textContent = kept.length > 300 ? kept.slice(0, 300) + '\\u2026' : kept;
  const button = (text, act) => {
    const one = Object.assign(document.createElement('button'), { type: 'button', className: 'small quiet', textContent: text });
    one.addEventListener('click', () => { act(); box.remove(); field.focus(); });
    return one;
  };
  box.append(say('typed'), quote, ' ', button(say('back'), () => {
    field.value = kept;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }), ' ', button(say('forget'), () => localStorage.removeItem(keyOf(field))));
  field.after(box);
  field.closest('details')?.setAttribute('open', '');
}

// What others change is asked for every few seconds, and comes in unless somebody is typing or dragging.
const askEvery = 3000;
const renew = () => htmx.ajax('GET', location.pathname + location.search,
  { target: '#work', select: '#work', swap: 'outerHTML show:none' });
async function askForNews() {
  const place = document.querySelector('[data-news]');
  if (place === null || document.hidden || document.querySelector('form.htmx-request, a.htmx-request, .sortable-chosen')) return;
  // Not followed: where a session has ended the answer is the way in, and no news.
  const answer = await fetch(place.dataset.news, { redirect: 'manual' }).catch(() => null);
  if (answer === null || answer.status !== 200 || !place.isConnected) return;
  const told = await answer.text();
  if ([...document.querySelectorAll(texts)].some(dirty)) {
    if (place.dataset.told === told) return;
    place.dataset.told = told;
    const see = Object.assign(document.createElement('button'), { type: 'button', className: 'small quiet', textContent: say('see') });
    see.addEventListener('click', renew);
    place.innerHTML = told;
    place.append(see);
    return;
  }
  await renew();
  const fresh = document.querySelector('[data-news]');
  if (fresh) fresh.innerHTML = told;
}
setInterval(askForNews, askEvery);
`;
