/** Checks that what readers can follow and see is there: addresses well formed, pages and pictures alive. */
import type { ArticleId } from '../audience/ids.ts';
import type { Say } from '../config/say.ts';
import type { NotFetched } from '../gather/fetched.ts';
import { troubleInWords } from '../gather/trouble-words.ts';
import type { LetterMarkup } from './check-markup.ts';
import { atArticle, type Finding } from './finding.ts';

/** What became of asking for an address. dead: the server says that there is nothing (404, 410). */
export type Reached =
  | { readonly kind: 'alive' }
  | { readonly kind: 'dead'; readonly status: number }
  | { readonly kind: 'private' }
  /** Nobody answered, or not clearly. */
  | { readonly kind: 'doubtful'; readonly doubt: Doubt };

type Doubt =
  | NotFetched
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'no_time' };

export type Reach = (url: string, signal: AbortSignal) => Promise<Reached>;

/** How many addresses are asked for at once. */
const together = 8;

/** Asks for every address of the letter once. Well-formed addresses only; the others are findings of their own. */
export async function reachAll(
  markup: LetterMarkup,
  reach: Reach,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Reached>> {
  const all = [...markup.links, ...markup.images]
    .map(({ url }) => url)
    .filter((url) => faultOf(url) === null);
  const asked = [...new Set(all)].filter((url) => /^https?:/i.test(url));
  const reached = new Map<string, Reached>();
  const queue = asked.values();
  const worker = async () => {
    for (const url of queue) reached.set(url, await reach(url, signal));
  };
  await Promise.all(Array.from({ length: together }, worker));
  return reached;
}

/** `essential` are the articles' own addresses: one of them dead blocks, any other is pointed out. */
export function checkLinks(
  markup: LetterMarkup,
  reached: ReadonlyMap<string, Reached>,
  essential: ReadonlyMap<string, ArticleId>,
  say: Say,
): Finding[] {
  const byUrl = new Map(markup.links.map((link) => [link.url, link]));
  return [...byUrl.values()].flatMap(({ url, text }): Finding[] => {
    const article = essential.get(url);
    const place = { place: text ? `${text} <${url}>` : url, ...(article && atArticle(article)) };
    const fault = faultOf(url);
    if (fault !== null)
      return [
        {
          level: 'block',
          check: 'link',
          ...place,
          message: say(`Adresse mal formée : ${fault[0]}.`, `A malformed address: ${fault[1]}.`),
          fix: say('Corrigez-la.', 'Correct it.'),
        },
      ];
    return troubleOf(reached.get(url), say).map(({ dead, message }) => ({
      level: dead && article ? 'block' : 'warn',
      check: 'link',
      ...place,
      message,
      fix: say('Ouvrez le lien ; corrigez-le ou retirez-le.', 'Open the link; correct it or take it out.'),
    }));
  });
}

/** address: where what a letter adds of its own would lead from here; null where readers reach that. */
export function checkPublicUrl(address: string | null, say: Say): Finding[] {
  if (address === null) return [];
  return [
    {
      level: 'block',
      check: 'link',
      place: 'PUBLIC_URL',
      message: say(
        `Les liens de chaque lettre, dont celui de désinscription, mèneraient à ${address}, où aucun lecteur n’arrive.`,
        `The links of every letter, that to leave among them, would lead to ${address}, which no reader reaches.`,
      ),
      fix: say(
        'À l’exploitant : donnez à PUBLIC_URL l’adresse https du site, puis redémarrez.',
        'For the operator: set PUBLIC_URL to the https address of the site, then start again.',
      ),
    },
  ];
}

/** A picture needs a text for those who do not see it, its size, and to be there. */
export function checkImages(
  markup: LetterMarkup,
  reached: ReadonlyMap<string, Reached>,
  essential: ReadonlyMap<string, ArticleId>,
  say: Say,
): Finding[] {
  return markup.images.flatMap(({ url, alt, width, height, link }): Finding[] => {
    const article = essential.get(link ?? '');
    const of = (level: Finding['level'], message: string, fix: string): Finding => ({
      level,
      check: 'image',
      place: url,
      ...(article && atArticle(article)),
      message,
      fix,
    });
    const fault = faultOf(url);
    if (fault !== null)
      return [
        of(
          'block',
          say(`Adresse d’image mal formée : ${fault[0]}.`, `A malformed picture address: ${fault[1]}.`),
          say('Choisissez une autre image.', 'Choose another picture.'),
        ),
      ];
    return [
      ...(alt === undefined
        ? [
            of(
              'block',
              say('L’image n’a pas de texte de remplacement.', 'The picture has no alternative text.'),
              say('Ajoutez alt="…" dans le modèle.', 'Add alt="…" in the template.'),
            ),
          ]
        : []),
      ...(!width || !height
        ? [
            of(
              'warn',
              say(
                'L’image n’a pas de dimensions : Outlook la montrera à sa taille d’origine.',
                'The picture has no size: Outlook shows it as large as it is.',
              ),
              say('Ajoutez width et height.', 'Add width and height.'),
            ),
          ]
        : []),
      ...troubleOf(reached.get(url), say).map(({ dead, message }) =>
        of(dead ? 'block' : 'warn', message, say('Choisissez une autre image.', 'Choose another picture.')),
      ),
    ];
  });
}

function troubleOf(reached: Reached | undefined, say: Say): { dead: boolean; message: string }[] {
  switch (reached?.kind) {
    case undefined:
    case 'alive':
      return [];
    case 'dead':
      return [
        {
          dead: true,
          message: say(
            `Il n’y a rien à cette adresse (réponse ${reached.status}).`,
            `There is nothing at this address (answer ${reached.status}).`,
          ),
        },
      ];
    case 'private':
      return [
        {
          dead: true,
          message: say(
            'Cette adresse est celle d’un réseau privé : les lecteurs ne l’atteindront pas.',
            'This address is of a private network: readers will not reach it.',
          ),
        },
      ];
    case 'doubtful':
      return [
        {
          dead: false,
          message: `${say('Adresse non vérifiée : ', 'Could not be verified: ')}${doubtInWords(reached.doubt, say)}.`,
        },
      ];
  }
}

function doubtInWords(doubt: Doubt, say: Say): string {
  switch (doubt.kind) {
    case 'answered':
      return say(`la réponse est ${doubt.status}`, `the answer is ${doubt.status}`);
    case 'no_time':
      return say('le temps a manqué pour le demander', 'no time was left to ask');
    default:
      return troubleInWords(doubt, say);
  }
}

/** Why an address cannot be followed, in French and English; null when it can. */
function faultOf(url: string): readonly [string, string] | null {
  if (url.trim() === '') return ['elle est vide', 'it is empty'];
  const parsed = URL.parse(url);
  if (!parsed) return ['elle n’est pas complète', 'it is not complete'];
  if (!['http:', 'https:', 'mailto:', 'tel:'].includes(parsed.protocol))
    return [
      `${parsed.protocol} ne s’ouvre pas depuis une lettre`,
      `${parsed.protocol} does not open from a letter`,
    ];
  if (/\s/.test(url)) return ['elle contient une espace', 'it contains a space'];
  return null;
}
