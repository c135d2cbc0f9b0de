/** The part of the studio's script that follows a send: a stream of figures while its tab is looked at, and its end. */
export const progress = `
// A stream holds one of the six connections that a browser has for a host: only a tab that is looked at has one.
function follow(panel) {
  const address = panel.dataset.progress;
  /** Milliseconds without a figure, of which there is one a second, after which nothing more is hoped for. */
  const patience = 8000;
  let source = null;
  let timer = 0;
  let silence = 0;
  const show = (figures) => { panel.innerHTML = figures; };
  const stop = () => {
    source?.close();
    source = null;
    clearInterval(timer);
    clearTimeout(silence);
    timer = silence = 0;
  };
  const settle = () => { stop(); lookAgain(); };
  async function look() {
    if (!panel.isConnected) return stop();
    const asked = { headers: { Accept: 'text/html' }, redirect: 'manual', signal: AbortSignal.timeout(patience) };
    const answer = await fetch(address, asked).catch(() => null);
    const figures = answer?.status === 200 ? await answer.text().catch(() => null) : null;
    // The send has ended; or the session, and the page leads to the way in.
    if (answer?.status === 204 || answer?.type === 'opaqueredirect') settle();
    else figures === null ? tellOld(panel) : show(figures);
  }
  // Where no stream comes through, it is asked for again and again.
  const ask = () => { stop(); timer = setInterval(look, 2000); look(); };
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(ask, patience);
  };
  function start() {
    if (source || timer) return;
    if (!window.EventSource) return ask();
    source = new EventSource(address);
    listen();
    source.addEventListener('figures', ({ data }) => {
      if (!panel.isConnected) return stop();
      listen();
      show(data);
    });
    source.addEventListener('settled', settle);
    source.addEventListener('error', () => { if (source?.readyState === EventSource.CLOSED) ask(); });
  }
  document.addEventListener('visibilitychange', () => (document.hidden || !panel.isConnected ? stop() : start()));
  if (!document.hidden) start();
}
/** Until the next figures come in their place. */
function tellOld(panel) {
  if (panel.querySelector('[data-old]')) return;
  const note = Object.assign(document.createElement('p'), { className: 'said warn', textContent: say('old') });
  note.dataset.old = '';
  note.setAttribute('role', 'status');
  panel.prepend(note);
}
`;
