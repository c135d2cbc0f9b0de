/** The part of the studio's script that shows a change in the letter: in the frame that is there, before anything else is drawn. */
export const lettering = `
const letterAddress = ({ dataset }, version) => dataset.letter + version;
/** By frame: the address of what it shows, or is about to. */
const shown = new WeakMap();

/** Text of a letter; null where it has faults, the session is over, the network gone: the frame says it itself. */
async function fetchLetter(address) {
  const answer = await fetch(address, { redirect: 'manual' }).catch(() => null);
  return answer?.ok && answer.headers.get('content-type').startsWith('text/html') ? answer.text().catch(() => null) : null;
}
/** The letter of a page that was just drawn, in the place where it stands without script. */
function letIn(preview) {
  const place = preview.querySelector('noscript');
  if (place) place.outerHTML = place.innerHTML;
}
/** The page comes with the same frame: the one that is there goes on, and no second one is made to be thrown away. */
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  detail.serverResponse = detail.serverResponse.replace(/<noscript>(<iframe.*?<\\/iframe>)<\\/noscript>/gs, '$1');
  const preview = document.querySelector('[data-letter]');
  const version = /data-version="(\\d+)"/.exec(detail.serverResponse)?.[1];
  const frame = '<iframe id="' + preview?.querySelector('iframe')?.id + '"';
  if (!version || !detail.serverResponse.includes(frame)) return;
  const place = frame.replace('<iframe', '<div hx-preserve="true"') + '></div>';
  detail.serverResponse = detail.serverResponse.replace(new RegExp(frame + '.*?</iframe>', 's'), place);
  renewLetter(preview, version);
});
/** What stays is not fetched again, and the place that is being read stays where it is. */
async function renewLetter(preview, version = preview.dataset.version) {
  const frame = preview.querySelector('iframe');
  if (!frame) return settled.then(() => letIn(preview));
  const address = letterAddress(preview, version);
  const before = shown.get(frame) ?? frame.getAttribute('src');
  shown.set(frame, address);
  if (before === address) return;
  const html = await fetchLetter(address);
  // A later change may have been faster.
  if (shown.get(frame) !== address) return;
  const paper = frame.contentDocument;
  // Not while it loads, nor where a link in it was followed.
  if (html === null || paper?.URL !== frame.src || paper.readyState !== 'complete') frame.src = address;
  // Read by the letter's own document: this one's policy allows no style of its own.
  else paper.documentElement.innerHTML = html;
}
`;
