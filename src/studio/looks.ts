/** The looks of a letter: the bytes that would leave as they are, and what some programs make of them. Pure. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { Shown } from '../issue/shown.ts';
import { asClipped } from './clipped-look.ts';
import { asForcedDark } from './forced-dark-look.ts';
import { asOutlook } from './outlook-look.ts';

export const looks = [
  'wide',
  'phone',
  'dark',
  'no-images',
  'text',
  'source',
  'no-style',
  'outlook',
  'partial-dark',
  'forced-dark',
  'clipped',
] as const;
export type Look = (typeof looks)[number];

export function isLook(text: string): text is Look {
  return looks.some((look) => look === text);
}

export type LookWords = { readonly name: string; readonly says: string };

export function shownInWords(shown: Shown, say: Say): string {
  const words: Record<Shown, string> = {
    would_leave: say('La lettre même qui partirait', 'The very letter that would leave'),
    approved: say('La lettre approuvée', 'The approved letter'),
    left: say('La lettre partie', 'The letter that left'),
  };
  return words[shown];
}

/** What each shows, and for simulations what they cannot show. */
export function lookInWords(look: Look, say: Say, shown: Shown = 'would_leave'): LookWords {
  const words: Record<Look, LookWords> = {
    wide: {
      name: '640',
      says: `${shownInWords(shown, say)}${say(', sur un écran large.', ', on a wide screen.')}`,
    },
    phone: {
      name: '375',
      says: say('La même lettre, sur un téléphone.', 'The same letter, on a telephone.'),
    },
    dark: {
      name: say('Sombre', 'Dark'),
      says: say(
        'La même lettre, dans un programme réglé sur sombre qui lit nos couleurs sombres.',
        'The same letter, in a program set to dark that reads our dark colours.',
      ),
    },
    'no-images': {
      name: say('Sans images', 'No images'),
      says: say('La même lettre, images bloquées.', 'The same letter, pictures blocked.'),
    },
    text: { name: say('Texte', 'Text'), says: say('La partie en texte seul.', 'The plain-text part.') },
    source: { name: 'HTML', says: say('La source HTML.', 'The HTML source.') },
    'no-style': {
      name: say('Sans <style>', 'No <style>'),
      says: say(
        'Simulation : les feuilles de style sont ignorées, comme dans l’application Gmail pour les autres comptes et par endroits dans le nouvel Outlook. Les styles en ligne restent. Leurs autres retouches (polices, liens) ne sont pas simulées.',
        'Simulation: style sheets are ignored, as in the Gmail app for other accounts and in places in the new Outlook. Inline styles stay. What else they change (fonts, links) is not simulated.',
      ),
    },
    outlook: {
      name: 'Outlook',
      says: say(
        'Simulation d’Outlook pour Windows : ses conditions [if mso] sont lues, celles des autres non ; coins arrondis, images de fond, largeurs maximales, media queries et marges intérieures hors tableaux tombent. Le moteur de Word (interlignes, césures, polices de remplacement) n’est pas simulé.',
        'Simulation of Outlook for Windows: its [if mso] conditions are read, those for others are not; round corners, background pictures, maximum widths, media queries and paddings outside tables are dropped. Word’s engine (line heights, breaks, fallback fonts) is not simulated.',
      ),
    },
    'partial-dark': {
      name: say('Sombre imposé', 'Dark, in part'),
      says: say(
        'Simulation : les fonds clairs deviennent sombres et les textes sombres clairs, le reste demeure, à peu près comme Outlook.com et Gmail sur Android. Nos couleurs sombres ne sont pas lues. Les teintes exactes de chaque programme ne sont pas simulées.',
        'Simulation: light grounds become dark and dark texts light, the rest stays, roughly as in Outlook.com and Gmail on Android. Our dark colours are not read. The exact shades of each program are not simulated.',
      ),
    },
    'forced-dark': {
      name: say('Sombre inversé', 'Dark, inverted'),
      says: say(
        'Simulation : toutes les couleurs sont retournées, même celles qui étaient sombres, à peu près comme Gmail sur iPhone et Outlook pour Windows. Les images restent. Les teintes exactes de chaque programme ne sont pas simulées.',
        'Simulation: every colour is turned round, those that were dark too, roughly as in Gmail on iPhone and Outlook for Windows. Pictures stay. The exact shades of each program are not simulated.',
      ),
    },
    clipped: {
      name: say('102 ko', '102 kB'),
      says: say(
        'Simulation : Gmail coupe le message après 102 ko de HTML, à cet endroit ou peu avant. Une lettre plus légère se montre entière. Ce que Gmail réécrit avant de peser n’est pas simulé.',
        'Simulation: Gmail clips the message after 102 kB of HTML, here or a little before. A lighter letter shows whole. What Gmail rewrites before it weighs is not simulated.',
      ),
    },
  };
  return words[look];
}

/** What the letters that leave have in their HTML and the source that is shown has not, after what the newsletter counts. */
export function unseenInWords({ clicks, opens }: Newsletter['tracking'], say: Say): string {
  const own = say(
    'Le nom, les liens de désabonnement et de préférences sont ceux d’une lectrice inventée.',
    'The name and the links to unsubscribe and to preferences are those of an invented reader.',
  );
  const links = {
    off: null,
    aggregate: say(
      'Dans les lettres qui partent, les liens comptés passent par /r/… et un lien caché, que seuls des programmes suivent, s’y ajoute.',
      'In the letters that leave, counted links go by /r/… and a hidden link, which only programs follow, is added.',
    ),
    consented: say(
      'Chez qui l’accepte, les liens comptés passent par /r/… et un lien caché, que seuls des programmes suivent, s’y ajoute.',
      'For whoever agrees, counted links go by /r/… and a hidden link, which only programs follow, is added.',
    ),
  }[clicks];
  const pixel =
    opens === 'off'
      ? null
      : say(
          'Chez qui l’accepte, un pixel compte l’ouverture.',
          'For whoever agrees, a pixel counts the opening.',
        );
  return [own, links, pixel].filter((one) => one !== null).join(' ');
}

/** The document for the frame: the very bytes, or what a program is known to make of them. */
export function showAs(look: Look, html: string): string {
  switch (look) {
    case 'dark':
      return html.replaceAll(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, '(min-width:0)');
    case 'partial-dark':
      return asForcedDark(html, 'partial');
    case 'forced-dark':
      return asForcedDark(html, 'full');
    case 'outlook':
      return asOutlook(html);
    case 'clipped':
      return asClipped(html);
    default:
      return html;
  }
}

/**
 * What the frame's document may do: nothing but its own styles and pictures, less where the look forbids them. It is of
 * our origin, so that the page's script can renew it; it has no script of its own that could make use of that.
 */
export function lookPolicy(look: Look): string {
  return [
    'sandbox allow-same-origin',
    "default-src 'none'",
    look === 'no-style' ? "style-src-elem 'none'" : "style-src-elem 'unsafe-inline'",
    "style-src-attr 'unsafe-inline'",
    look === 'no-images' ? "img-src 'none'" : "img-src 'self' https: http: data:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}
