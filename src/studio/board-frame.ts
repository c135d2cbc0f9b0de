/** What the queue's board, another program's page, lacks for everybody to use it: a language, a title, names, colours that can be read. */
import { createHash } from 'node:crypto';
import type { Visit } from './page.tsx';

/** Its page as the editor may read it. Where a new version is built otherwise, its test says what is missing. */
export function frameBoard(html: string, { language, say }: Pick<Visit, 'language' | 'say'>): string {
  const title = say('File d’attente', 'Queue');
  const back = say('Retour au studio', 'Back to the studio');
  const way = `<nav class="way" aria-label="Hebdo"><h1>${title}</h1> <a href="/studio">${back}</a></nav>`;
  const settings = {
    locale: { lng: language === 'fr' ? 'fr-FR' : 'en-GB' },
    miscLinks: [{ text: back, url: '/studio' }],
  };
  return (
    html
      .replace(/<html lang="[^"]*"/, `<html lang="${language}"`)
      .replace(/<title>[^<]*<\/title>/, `<title>${title} · Hebdo</title>`)
      // It asks another host for its letters; they are drawn with those of the machine.
      .replace(/<link[^>]*fonts\.googleapis\.com[^>]*>/g, '')
      .replace('</head>', `<style>${style}</style><script>${script}</script></head>`)
      .replace(/<body[^>]*>/, (body) => `${body}${way}`)
      .replace(/(<script id="__UI_CONFIG__"[^>]*>)([^<]*)/, (_, open: string, given: string) => {
        const whole = { ...JSON.parse(given), ...settings };
        return `${open}${JSON.stringify(whole).replaceAll('<', '\\u003c')}`;
      })
  );
}

/** Darker where its grey and orange are too faint on white, lighter where its grey is on black (WCAG 1.4.3). */
const style = `html:root{--muted-foreground:#4b5661;--hl-meta:#5a6570;--primary:#0b5a51;--status-waiting:#a34a06}
body.dark-mode{--muted-foreground:#a3aebb}
.way{position:absolute;left:-100rem}.way:focus-within{left:1rem;top:.5rem;z-index:9999;padding:.5rem 1rem;background:#fff;color:#1c1a17}
.way h1{display:inline;margin:0;font-size:1rem}.way a{color:#0b5a78}`;

/** Names buttons that are a picture alone, by the picture; a name that is not what is seen gets that before it (WCAG 2.5.3). */
const script = `(() => {
  const words = {
    fr: { maximize: 'Plein écran', settings: 'Réglages', 'circle-user': 'Liens', 'ellipsis-vertical': 'Actions', redis: 'Redis',
      copy: 'Copier', files: 'Dupliquer', pencil: 'Modifier', 'rotate-cw': 'Réessayer', trash2: 'Supprimer' },
    en: { maximize: 'Full screen', settings: 'Settings', 'circle-user': 'Links', 'ellipsis-vertical': 'Actions', redis: 'Redis',
      copy: 'Copy', files: 'Duplicate', pencil: 'Edit', 'rotate-cw': 'Retry', trash2: 'Remove' },
  }[document.documentElement.lang];
  const textOf = (button) => [...button.childNodes].filter(({ nodeName }) => nodeName !== 'svg')
    .map(({ textContent }) => textContent).join('').trim();
  const pictureIn = (button) => [...(button.querySelector('svg')?.classList ?? [])]
    .find((name) => name.startsWith('lucide-'))?.slice('lucide-'.length) ?? 'redis';
  const look = () => {
    for (const button of document.querySelectorAll('button')) {
      const seen = textOf(button);
      const name = button.getAttribute('aria-label');
      if (seen === '' && name === null && button.title === '') {
        const picture = pictureIn(button);
        button.setAttribute('aria-label', words[picture] ?? picture);
      } else if (seen !== '' && name !== null && !name.includes(seen)) button.setAttribute('aria-label', seen + ', ' + name);
    }
    for (const picture of document.querySelectorAll('button svg[role=img]')) picture.setAttribute('role', 'presentation');
    for (const heading of document.querySelectorAll('h5:not([aria-level])')) heading.setAttribute('aria-level', '2');
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})();`;

/** For the policy: this script and no other that stands in the page. */
export const frameScript = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
