/** The part of the studio's script that saves: each press and text goes to the server in its turn, and stays until it is there. */
export const saving = `
const waiting = [];
/** The same again before its page has come is one press, with two clicks. */
let latest = '';
/** Versions of the issue, from and to: whoever made the change between them has seen both. */
const ours = new Map();
const seen = (version) => (ours.has(version) ? seen(ours.get(version)) : version);

// For all forms at once, also for those to come: a press never meets one that is not ready for it.
document.addEventListener('submit', (event) => {
  if (!event.target.dataset.saves) return;
  event.preventDefault();
  save(event.target, event.submitter);
});
document.addEventListener('change', ({ target }) => {
  if (target.form?.dataset.saves === 'change') save(target.form, null);
});
function save(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const press = form.action + ' ' + body;
  if (press === latest) return;
  latest = press;
  const typed = [...form.querySelectorAll(texts)].map((field) => [keyOf(field), field.value]);
  waiting.push({ address: form.action, body, typed });
  if (!document.body.classList.contains('busy')) saveAll();
}
async function saveAll() {
  document.body.classList.add('busy');
  try {
    while (waiting.length > 0) {
      const refusal = await saveWaiting();
      await (refusal === null ? renew() : showRefusal(refusal));
    }
  } finally {
    latest = '';
    document.body.classList.remove('busy');
  }
}
/** The page of the first refusal, if there is one. */
async function saveWaiting() {
  let refusal = null;
  while (waiting.length > 0) {
    const answer = await post(waiting[0]);
    lose(answer === null);
    if (answer === null) await again();
    else if (answer.page === undefined) took(waiting.shift(), answer.version);
    else if (waiting.shift()) refusal ??= answer.page;
  }
  return refusal;
}
/** The version that was made; the page of a refusal; null where no answer of the studio came. */
async function post({ address, body }) {
  body.set('version', seen(body.get('version')));
  try {
    const answer = await fetch(address, { method: 'POST', body, headers: { Prefer: 'return=minimal' } });
    if (answer.status === 204) return { version: /\\d+/.exec(answer.headers.get('ETag'))[0] };
    const page = await answer.text();
    return page.includes('id="work"') ? { page } : null;
  } catch {
    return null;
  }
}
/** The letter first, it is what is looked at; the page with its new order comes beside it. */
function took({ body, typed }, version) {
  const from = body.get('version');
  if (Number(version) === Number(from) + 1) ours.set(from, version);
  for (const [key, value] of typed) if (localStorage.getItem(key) === value) localStorage.removeItem(key);
  const preview = document.querySelector('[data-letter]');
  if (preview) renewLetter(preview, version);
}
const showRefusal = (page) => withHtmx(() =>
  htmx.swap('#work', page, { swapStyle: 'outerHTML', swapDelay: 0, settleDelay: 20 }, { select: '#work' }));
function lose(isLost) {
  document.body.classList.toggle('lost', isLost);
  if (isLost) document.querySelector('.saving')?.replaceChildren(say('lost'));
}
document.addEventListener('htmx:sendError', () => lose(true));
document.addEventListener('htmx:beforeSwap', () => lose(false));
/** When the network is back, or may be. */
const again = () => new Promise((go) => {
  setTimeout(go, askEvery);
  addEventListener('online', go, { once: true });
});
`;
