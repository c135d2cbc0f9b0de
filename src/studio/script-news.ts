/** The part of the studio's script that lets others' changes in, unless somebody types, presses or drags. */
export const news = `
const askEvery = 3000;
const renew = () => withHtmx(() => htmx.ajax('GET', location.pathname + location.search,
  { target: '#work', select: '#work', swap: 'outerHTML show:none' }).catch(() => {}));
/** A page that is renewed under a finger or a key that is down would lose the press. */
const inHand = () => document.body.classList.contains('busy') ||
  document.querySelector('a.htmx-request, .sortable-chosen, button:active') !== null;
async function askForNews() {
  const place = document.querySelector('[data-news]');
  if (place === null || document.hidden || inHand()) return;
  // Not followed: where a session has ended the answer is the way in, and no news.
  const answer = await fetch(place.dataset.news, { redirect: 'manual' }).catch(() => null);
  if (answer === null || answer.status !== 200) return;
  const told = await answer.text();
  if (!place.isConnected || inHand()) return;
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
