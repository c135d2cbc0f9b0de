/**
 * What a sign-up page with a proof of work runs. The widget's tick is required, so a browser refuses a press while it computes
 * and forgets it: here the press is kept, and sent once the proof is there.
 */
export const proofScript = `import '/altcha/widget.js';
import '/altcha/french.js';
// The package leaves it to the page which workers there are.
globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker('/altcha/worker.js', { type: 'module' }));

for (const widget of document.querySelectorAll('altcha-widget')) {
  const form = widget.closest('form');
  const working = form.querySelector('[data-working]');
  let pressed = null;
  // Enter in a field is a click on the button, too.
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button[type=submit]');
    if (!button || widget.contains(button) || widget.getState() === 'verified') return;
    // A mistake in a field is the browser's to show.
    if ([...form.elements].some((one) => !widget.contains(one) && !one.validity.valid)) return;
    event.preventDefault();
    if (pressed) return;
    pressed = button;
    working.hidden = false;
    if (widget.getState() !== 'verifying') widget.verify();
  });
  widget.addEventListener('statechange', ({ detail: { state } }) => {
    if (!pressed || state === 'verifying') return;
    // By then the widget has put the proof into the form.
    setTimeout(send, 0, pressed);
    pressed = null;
  });
  function send(button) {
    working.hidden = true;
    // Where no proof comes about, it is sent without one, as without script: few are taken, which is more than none.
    form.noValidate = widget.getState() !== 'verified';
    form.requestSubmit(button);
    form.noValidate = false;
  }
}
`;
