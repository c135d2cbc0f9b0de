/** The part of the studio's script that keeps what is typed: it outlives sessions, networks, and the page that is renewed around it. */
export const keeping = `
const language = document.documentElement.lang === 'en' ? 1 : 0;
const words = {
  saving: ['Enregistrement\\u2026', 'Saving\\u2026'],
  lost: ['Connexion perdue : rien n\\u2019est effac\\u00e9, l\\u2019envoi reprendra.', 'Connection lost: nothing is cleared, saving will go on.'],
  chosen: ['Un choix fait ici n\\u2019a pas \\u00e9t\\u00e9 enregistr\\u00e9 : ', 'A choice made here was not saved: '],
  unticked: ['non coch\\u00e9 : ', 'not ticked: '],
  typed: ['Un texte tap\\u00e9 ici n\\u2019a pas \\u00e9t\\u00e9 enregistr\\u00e9 : ', 'A text typed here was not saved: '],
  back: ['Le remettre', 'Put it back'],
  whole: ['Ce formulaire n\\u2019a pas \\u00e9t\\u00e9 enregistr\\u00e9. ', 'This form was not saved. '],
  allBack: ['Tout remettre', 'Put it all back'],
  forgetAll: ['Tout oublier', 'Forget it all'],
  forget: ['L\\u2019oublier', 'Forget it'],
  see: ['Voir', 'Show'],
  missed: ['Ceci n\\u2019a pas pu \\u00eatre charg\\u00e9 ; un nouvel essai suit.', 'This could not be loaded; it will be tried again.'],
  late: ['La r\\u00e9ponse n\\u2019est pas venue \\u00e0 temps.', 'The answer did not come in time.'],
  anew: ['R\\u00e9essayer', 'Try again'],
  old: ['Ces chiffres datent : les suivants n\\u2019arrivent pas.', 'These figures are old: the next ones do not come.'],
};
const say = (name) => words[name][language];
// No addresses of people (type=email): they stay in no browser.
const kinds = ['text', 'url', 'number', 'date', 'datetime-local'].map((kind) => 'input[type=' + kind + ']');
const texts = ['textarea', ...kinds].map((kind) => 'form[method=post] ' + kind + '[id]:not([readonly])').join(', ');
const mine = 'hebdo-typed ' + (document.body.dataset.editor ?? '') + ' ';
/** A form that came back by an answer belongs to the page that it was first on. */
const keyOf = ({ id, form }) => mine + (form?.dataset.page ?? location.pathname) + ' ' + id;
/** It was counted, or refused: what stands in it is saved nowhere yet. */
const isUnsaved = ({ form }) => form?.dataset.unsaved !== undefined;
const isText = (target) => document.body.dataset.editor !== undefined && target.matches?.(texts);
/** Half a date has no value yet. */
const isHalf = (field) => field.validity.badInput;
const dirty = (field) => field.value !== field.defaultValue || isHalf(field) || isUnsaved(field);

// What is typed is kept in this browser until the server has it: a session may end, a network may go.
document.addEventListener('input', ({ target }) => {
  if (!isText(target)) return;
  if (dirty(target) && !isHalf(target)) localStorage.setItem(keyOf(target), target.value);
  else localStorage.removeItem(keyOf(target));
});
document.addEventListener('submit', ({ target }) => {
  if (target.getAttribute('action') === '/studio/leave') {
    for (const key of Object.keys(localStorage)) if (key.startsWith(mine)) localStorage.removeItem(key);
    return;
  }
  if (target.dataset.saves) return;
  keepChoices(target);
  const { page } = target.dataset;
  const keys = page
    ? Object.keys(localStorage).filter((key) => key.startsWith(mine + page + ' '))
    : [...target.querySelectorAll(texts + ', ' + choices)].map(keyOf);
  sessionStorage.setItem('hebdo-posted', JSON.stringify({ from: location.origin + here(), keys }));
});
/** A form that is not saved in place leads to another page: one that answers it, and refuses nothing, has taken the text. */
function settlePosted() {
  const { from, keys } = JSON.parse(sessionStorage.getItem('hebdo-posted') ?? '{"keys":[]}');
  sessionStorage.removeItem('hebdo-posted');
  const { type, redirectCount } = performance.getEntriesByType('navigation')[0] ?? {};
  // Where the network failed the next page is one that somebody typed, chose or went back to.
  const isAnswer = type !== 'back_forward' && (document.referrer === from || redirectCount > 0);
  if (isAnswer && !isRefused() && !document.querySelector('form[data-unsaved]') && document.body.dataset.editor !== undefined)
    for (const key of keys) localStorage.removeItem(key);
}
settlePosted();
addEventListener('pageshow', ({ persisted }) => persisted && sessionStorage.removeItem('hebdo-posted'));

let held = [];
/** A text that was saved comes back without the spaces around it. */
const plain = (text) => text.trim().replace(/\\s+/g, ' ');
function hold(work) {
  held = [...work.querySelectorAll(texts)]
    .filter((field) => dirty(field) && localStorage.getItem(keyOf(field)) === field.value)
    .map((field) => ({ id: field.id, value: field.value, before: field.defaultValue, caret: [field.selectionStart, field.selectionEnd] }));
}
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.target.id !== 'work') return;
  const { elt, path } = detail.requestConfig;
  if (elt === document.body && !mayComeIn(path)) detail.shouldSwap = false;
  else hold(detail.target);
});
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
  for (const { id, value, before, caret } of held) {
    const field = document.getElementById(id);
    if (!field?.matches(texts) || plain(field.defaultValue) !== plain(before)) continue;
    field.value = value;
    echo(field);
    // A date has no caret.
    if (document.activeElement === field && caret[0] !== null) field.setSelectionRange(...caret);
    restored.add(field);
    // Left already: its own request went with the form that is not there any more.
    if (document.activeElement !== field) setTimeout(changed, 0, field);
  }
  held = [];
  for (const field of root.querySelectorAll(texts)) {
    const kept = isText(field) ? localStorage.getItem(keyOf(field)) : null;
    if (kept === field.defaultValue) isUnsaved(field) || localStorage.removeItem(keyOf(field));
    else if (kept !== null && kept !== field.value) offer(field, 'typed', [quoted(asWritten(field, kept))], () => { field.value = kept; });
  }
  offerChoices(root);
  for (const form of root.querySelectorAll('form')) offerAll(form);
}
`;
