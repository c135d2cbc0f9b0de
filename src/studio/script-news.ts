/** The part of the studio's script that renews the page: after a change, and when others changed something, but never under a hand. */
export const news = `
const askEvery = 3000;
const isLooking = () => document.querySelector('#work a.htmx-request, #work form.htmx-request') !== null;
/** A look that was asked for comes first: with it comes the address to ask for. */
const looked = () => new Promise((go) =>
  isLooking() ? addEventListener('htmx:afterRequest', () => go(looked()), { once: true }) : go());
let renewing = null;
/** Asked for while one is under way: that one may know less. */
let isWanted = false;
function renew() {
  isWanted = true;
  renewing ??= renewAll().finally(() => { renewing = null; });
  return renewing;
}
async function renewAll() {
  while (isWanted) {
    isWanted = false;
    await withHtmx(() => looked().then(() => htmx.ajax('GET', here(),
      { target: '#work', select: '#work', swap: 'outerHTML show:none settle:0ms' })).catch(() => {}));
  }
}
// Another page came into its place: what this one brings may be older, and is not for a place that is gone.
document.addEventListener('htmx:beforeOnLoad', (event) => {
  if (event.target !== document.body || event.detail.target.isConnected) return;
  event.preventDefault();
  isWanted = true;
});

/** Buttons and keys that are down. Not :active: that stays where a drag has begun, until the pointer moves again. */
const down = new Set();
document.addEventListener('pointerdown', ({ pointerId }) => down.add(pointerId), true);
document.addEventListener('keydown', ({ code, target }) => code === 'Space' && !isText(target) && down.add(code), true);
/** A page that was held back because of them, or of an item in the hand. */
let isLate = false;
function mayComeIn(path) {
  // What waits to be saved brings a page of its own; a refusal stays until it was read.
  if (waiting.length > 0 || isRefused()) return false;
  // A look that was chosen meanwhile comes first.
  isWanted = isLooking() || path !== here();
  if (isWanted) return false;
  isLate = down.size > 0 || document.querySelector('.sortable-chosen') !== null;
  return !isLate;
}
function letGo(...released) {
  for (const one of released) down.delete(one);
  if (!isLate) return;
  isLate = false;
  setTimeout(renew);
}
for (const name of ['pointerup', 'pointercancel']) document.addEventListener(name, ({ pointerId }) => letGo(pointerId), true);
document.addEventListener('keyup', ({ code }) => letGo(code), true);
// Released where nothing tells this page of it: in a drag, over another window.
document.addEventListener('dragend', () => letGo(...down), true);
addEventListener('blur', () => letGo(...down));

const isBusy = () => document.body.classList.contains('busy') || isLooking() || document.querySelector('.sortable-chosen') !== null;
async function askForNews() {
  const place = document.querySelector('[data-news]');
  if (place === null || document.hidden || isBusy()) return;
  // Not followed: where a session has ended the answer is the way in, and no news.
  const answer = await fetch(place.dataset.news, { redirect: 'manual' }).catch(() => null);
  if (answer?.ok && waiting.length === 0) lose(false);
  if (answer?.status !== 200) return;
  const told = await answer.text();
  if (!place.isConnected || isBusy()) return;
  if ([...document.querySelectorAll(texts)].some(dirty)) return tell(place, told);
  await renew();
  const fresh = document.querySelector('[data-news]');
  if (fresh) fresh.innerHTML = told;
}
/** To whoever is typing: the page stays as it is until they ask for it. */
function tell(place, told) {
  if (place.dataset.told === told) return;
  place.dataset.told = told;
  const see = Object.assign(document.createElement('button'), { type: 'button', className: 'small quiet', textContent: say('see') });
  see.addEventListener('click', renew);
  place.innerHTML = told;
  place.append(see);
}
setInterval(askForNews, askEvery);
`;
