/** The part of the studio's script that looks after what comes into a page by itself: where it does not, it says so and asks anew. */
export const coming = `
const askAnewIn = 10_000;
/** The event by which it is asked for anew, where an element of the page asks for a part of its own. */
const eventOf = (element) => element.dataset?.anew;
document.addEventListener('htmx:beforeSwap', ({ detail: { requestConfig, pathInfo, xhr, target }, detail }) => {
  if (!eventOf(requestConfig.elt)) return;
  // Where a session has ended the answer is the way in; what tells of a fault is a page for the whole window.
  if (xhr.status === 200 && pathInfo.responsePath === pathInfo.finalRequestPath) return;
  detail.shouldSwap = false;
  miss(requestConfig.elt, target, 'missed');
});
document.addEventListener('htmx:sendError', ({ target, detail }) => eventOf(target) && miss(target, detail.target, 'missed'));
document.addEventListener('htmx:timeout', ({ target, detail }) => eventOf(target) && miss(target, detail.target, 'late'));
/** What was there stays. Where the server was slow, only a hand asks anew. */
function miss(part, place, why) {
  let note = place.querySelector('[data-missed]');
  // Told already: not every try is news.
  if (note?.dataset.missed !== why) {
    note?.remove();
    note = noteOf(part, place, why);
  }
  if (why === 'missed') setTimeout(() => note.isConnected && htmx.trigger(part, eventOf(part)), askAnewIn);
}
function noteOf(part, place, why) {
  const meanwhile = place.querySelector('[data-meanwhile]');
  const note = Object.assign(document.createElement('p'), { className: 'said warn small' });
  note.dataset.missed = why;
  note.setAttribute('role', 'status');
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'small quiet', textContent: say('anew') });
  button.addEventListener('click', () => {
    note.remove();
    if (meanwhile) meanwhile.hidden = false;
    htmx.trigger(part, eventOf(part));
  });
  note.append(say(why), ' ', button);
  if (meanwhile) meanwhile.hidden = true;
  const heading = place.querySelector(':scope > h2');
  heading ? heading.after(note) : place.prepend(note);
  return note;
}
`;
