/** The part of the studio's script that keeps a keyboard's place: where the thing in hand goes, the next one of its kind is in hand. */
export const handing = `
/** Of the last press: its button, and the buttons of its kind in their order. */
let hand = null;
const kindOf = (button) => '#work button[name="' + button.name + '"]' + (button.name === 'what' ? '[value="' + button.value + '"]' : '');
document.addEventListener('submit', ({ submitter }) => {
  const kind = submitter?.name && submitter.matches(':focus') ? kindOf(submitter) : null;
  hand = kind && { kind, id: submitter.id, at: [...document.querySelectorAll(kind)].indexOf(submitter) };
}, true);
function keepHand() {
  if (hand === null) return;
  const { kind, id, at } = hand;
  hand = null;
  if (document.activeElement !== document.body) return;
  const others = document.querySelectorAll(kind);
  (document.getElementById(id) ?? others[at] ?? others[at - 1] ?? document.querySelector('#work h1'))?.focus();
}`;
