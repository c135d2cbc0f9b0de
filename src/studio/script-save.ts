/** The part of the studio's script that saves: each press and text goes to the server in its turn, and stays until it is there. */
export const saving = `
const waiting = [];
/** This page as it is open here, and the presses on it: one that is asked again is known, and the page has seen its own. */
const pageId = [...crypto.getRandomValues(new Uint32Array(4))].join('-');
let presses = 0;
let latest = { press: '', at: 0 };
let saves = Promise.resolve();
/** Where somebody goes once everything is saved. */
let leaving = null;

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
  if (form.dataset.saves === 'settled' && document.body.classList.contains('busy')) return;
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  const press = form.action + ' ' + body;
  const at = performance.now();
  // Two clicks at once are one press.
  if (press === latest.press && at - latest.at < 500) return;
  latest = { press, at };
  body.append('page', pageId);
  body.append('press', ++presses);
  const typed = [...form.querySelectorAll(texts)].map((field) => ({ key: keyOf(field), id: field.id, value: field.value }));
  waiting.push({ address: form.action, body, typed, faults: 0 });
  if (!document.body.classList.contains('busy')) saves = saveAll();
}
async function saveAll() {
  document.body.classList.add('busy');
  try {
    while (waiting.length > 0) {
      const refusal = await saveWaiting();
      await (refusal === null ? renew() : showRefusal(refusal));
    }
  } finally {
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
    else if (answer.page === undefined) await took(waiting.shift(), answer.version);
    else if (waiting.shift()) refusal ??= answer.page;
  }
  return refusal;
}
/** The version that was made; the page of a refusal; null where the studio does not answer, or not yet. */
async function post(one) {
  const { address, body } = one;
  // A browser takes what is not too long along when the page is left.
  const keepalive = String(body).length < 50_000;
  const headers = { Prefer: 'return=minimal' };
  try {
    const answer = await fetch(address, { method: 'POST', body, keepalive, headers, signal: AbortSignal.timeout(30_000) });
    if (answer.status === 204) return { version: answer.headers.get('Issue-Version') };
    // A proxy whose studio starts anew; a studio whose database does.
    if (answer.status > 500 || (answer.status === 500 && ++one.faults < 10)) return null;
    return { page: await answer.text() };
  } catch {
    return null;
  }
}
/** The letter comes first, it is what is looked at; the page with its new order waits for it, but not for long. */
async function took({ typed }, version) {
  for (const { key, id, value } of typed) {
    if (localStorage.getItem(key) === value) localStorage.removeItem(key);
    const field = document.getElementById(id);
    if (!field) continue;
    field.defaultValue = value;
    // Typed on, or back to what was there before.
    if (dirty(field)) localStorage.setItem(key, field.value);
  }
  const preview = document.querySelector('[data-letter]');
  if (!preview || !version || waiting.length > 0) return;
  await Promise.race([renewLetter(preview, version), new Promise((go) => setTimeout(go, 250))]);
}
/** Needs no library; an answer that is not the studio's is for the whole window. */
function showRefusal(page) {
  const told = new DOMParser().parseFromString(page, 'text/html');
  const work = told.getElementById('work');
  if (work === null) return lookAgain();
  document.title = told.title;
  document.getElementById('work').replaceWith(work);
  const heading = work.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
}
function lose(isLost) {
  if (isLost) leaving = null;
  document.body.classList.toggle('lost', isLost);
  document.querySelector('.saving')?.replaceChildren(say(isLost ? 'lost' : 'saving'));
}
document.addEventListener('htmx:sendError', () => lose(true));
document.addEventListener('htmx:beforeSwap', () => lose(false));
/** When the network is back, or may be. */
const again = () => new Promise((go) => {
  const timer = setTimeout(goOn, askEvery);
  function goOn() {
    clearTimeout(timer);
    removeEventListener('online', goOn);
    go();
  }
  addEventListener('online', goOn);
});

// Who leaves the page goes when everything is saved; where that cannot be, the browser asks.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  const isPlain = link && !link.target && !link.hasAttribute('hx-get') && !event.defaultPrevented;
  if (!isPlain || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (waiting.length === 0 || document.body.classList.contains('lost')) return;
  event.preventDefault();
  leaving = link.href;
  saves.then(() => {
    // A refusal is read first.
    if (leaving && !isRefused()) location.assign(leaving);
    leaving = null;
  });
});
addEventListener('beforeunload', (event) => {
  if (waiting.length > 0) event.preventDefault();
});
`;
