/** The looks of a letter: the bytes that would leave as they are, and what some programs make of them. Pure. */
import type { Say } from '../issue/finding.ts';

export const looks = [
  'wide',
  'phone',
  'dark',
  'no-images',
  'text',
  'source',
  'no-style',
  'forced-dark',
  'outlook',
  'clipped',
] as const;
export type Look = (typeof looks)[number];

export function isLook(text: string): text is Look {
  return looks.some((look) => look === text);
}

export type LookWords = { readonly name: string; readonly says: string };

/** What each shows, and for simulations what they cannot show. */
export function lookInWords(look: Look, say: Say): LookWords {
  const words: Record<Look, LookWords> = {
    wide: {
      name: '640',
      says: say(
        'Les octets qui partiraient, sur un écran large.',
        'The bytes that would leave, on a wide screen.',
      ),
    },
    phone: {
      name: '375',
      says: say('Les mêmes octets, sur un téléphone.', 'The same bytes, on a telephone.'),
    },
    dark: {
      name: say('Sombre', 'Dark'),
      says: say(
        'Les mêmes octets, dans un programme réglé sur sombre qui lit nos couleurs sombres.',
        'The same bytes, in a program set to dark that reads our dark colours.',
      ),
    },
    'no-images': {
      name: say('Sans images', 'No images'),
      says: say('Les mêmes octets, images bloquées.', 'The same bytes, pictures blocked.'),
    },
    text: { name: say('Texte', 'Text'), says: say('La partie en texte seul.', 'The plain-text part.') },
    source: { name: 'HTML', says: say('La source HTML.', 'The HTML source.') },
    'no-style': {
      name: say('Sans <style>', 'No <style>'),
      says: say(
        'Simulation : les blocs <style> sont ignorés, comme dans l’application Gmail pour d’autres comptes et par endroits dans le nouvel Outlook. Leurs autres retouches ne sont pas simulées.',
        'Simulation: <style> blocks are ignored, as in the Gmail app for other accounts and in places in the new Outlook. What else they change is not simulated.',
      ),
    },
    'forced-dark': {
      name: say('Sombre forcé', 'Forced dark'),
      says: say(
        'Simulation : toutes les couleurs inversées, images exceptées, à peu près comme Gmail sur iOS. Les vrais programmes inversent plus finement.',
        'Simulation: every colour inverted but the pictures, roughly as Gmail does on iOS. Real programs invert with more care.',
      ),
    },
    outlook: {
      name: 'Outlook',
      says: say(
        'Simulation : les conditions [if mso] sont lues comme par Outlook pour Windows. Son moteur de mise en page, celui de Word, n’est pas simulé.',
        'Simulation: [if mso] conditions are read as by Outlook for Windows. Its layout engine, that of Word, is not simulated.',
      ),
    },
    clipped: {
      name: '102 kB',
      says: say(
        'Simulation : Gmail coupe le message après 102 kB de HTML. Une lettre plus légère se montre entière.',
        'Simulation: Gmail clips the message after 102 kB of HTML. A lighter letter shows whole.',
      ),
    },
  };
  return words[look];
}

const clipBytes = 102 * 1024;

/** The document for the frame. Only dark, forced-dark, outlook and clipped touch the bytes; the others are policies. */
export function showAs(look: Look, html: string): string {
  switch (look) {
    case 'dark':
      return html.replaceAll(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, '(min-width:0)');
    case 'forced-dark':
      return html.replace(
        /<\/head>/i,
        '<style>html{background:#fff;filter:invert(1) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}</style></head>',
      );
    case 'outlook':
      return html
        .replaceAll(/<!--\[if !mso\]><!-->[\s\S]*?<!--<!\[endif\]-->/g, '')
        .replaceAll(/<!--\[if (?:\(?\s*(?:gte )?mso[^\]]*)\]>([\s\S]*?)<!\[endif\]-->/g, '$1');
    case 'clipped':
      return clip(html);
    default:
      return html;
  }
}

function clip(html: string): string {
  const bytes = Buffer.from(html);
  if (bytes.length <= clipBytes) return html;
  // A character cut in two is left out.
  const kept = bytes
    .subarray(0, clipBytes)
    .toString()
    .replace(/\uFFFD+$/, '');
  return `${kept}<hr><p>[Message tronqué · Message clipped] <u>Afficher le message entier · View entire message</u></p>`;
}

/** What the frame's document may do: nothing but its own styles and pictures, less where the look forbids them. */
export function lookPolicy(look: Look): string {
  return [
    'sandbox',
    "default-src 'none'",
    look === 'no-style' ? "style-src-elem 'none'" : "style-src-elem 'unsafe-inline'",
    "style-src-attr 'unsafe-inline'",
    look === 'no-images' ? "img-src 'none'" : "img-src 'self' https: http: data:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}
