/** What a row of a segment may ask, as a list to choose from: the paper's own newsletters, communes and rubriques. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { typeset } from '../issue/typography.ts';

type Choice = {
  readonly what: string;
  readonly words: string;
  /** What is typed beside it. */
  readonly takes: 'nothing' | 'value' | 'name' | 'both';
};
export type ChoiceGroup = { readonly words: string; readonly choices: readonly Choice[] };

export function choiceGroups(
  newsletters: readonly Newsletter[],
  segments: readonly { readonly name: string; readonly title: string }[],
  say: Say,
): readonly ChoiceGroup[] {
  const groups: readonly ChoiceGroup[] = [
    { words: say('Lettres', 'Newsletters'), choices: newsletters.flatMap((one) => ofNewsletter(one, say)) },
    {
      words: say('Lecteur', 'Reader'),
      choices: [
        plain('premium', say('abonné payant', 'paying reader')),
        plain('language:fr', say('lit en français', 'reads in French')),
        plain('language:en', say('lit en anglais', 'reads in English')),
        typed('signed_up:from', say('inscrit à partir du (jour)', 'signed up from (day)')),
        typed('signed_up:before', say('inscrit avant le (jour)', 'signed up before (day)')),
      ],
    },
    {
      words: say(
        'Activité, seulement chez qui y consent, même avec « sauf »',
        'Activity, only of who consents, also with “not”',
      ),
      choices: [
        typed('opened', say('a ouvert depuis (jours)', 'opened within (days)')),
        typed('clicked', say('a cliqué depuis (jours)', 'clicked within (days)')),
      ],
    },
    {
      words: say('Communes, la leur ou une qu’ils suivent', 'Towns, their own or one they follow'),
      choices: named('commune', newsletters, 'communes', say),
    },
    { words: say('Rubriques', 'Sections'), choices: named('rubrique', newsletters, 'sections', say) },
    {
      words: say('Autres segments', 'Other segments'),
      choices: segments.map(({ name, title }) =>
        plain(`segment:${name}`, say(`est du segment « ${title} »`, `is in the segment “${title}”`)),
      ),
    },
    { words: say('Attributs', 'Attributes'), choices: attributeChoices(say) },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}

function ofNewsletter({ name, title, language }: Newsletter, say: Say): readonly Choice[] {
  const shown = typeset(title, language);
  return [
    plain(`newsletter:${name}:active`, say(`reçoit ${shown}`, `receives ${shown}`)),
    plain(`newsletter:${name}:unsubscribed`, say(`s’est désabonné de ${shown}`, `left ${shown}`)),
    plain(`newsletter:${name}:bounced`, say(`${shown} ne lui parvient plus`, `${shown} bounces`)),
  ];
}

function named(
  kind: 'commune' | 'rubrique',
  newsletters: readonly Newsletter[],
  list: 'communes' | 'sections',
  say: Say,
): readonly Choice[] {
  const names = new Map(newsletters.flatMap((one) => one[list].map(({ id, name }) => [id, name] as const)));
  return [...names].map(([id, name]) =>
    plain(
      `${kind}:${id}`,
      kind === 'commune'
        ? say(`commune : ${name}`, `commune: ${name}`)
        : say(`préfère ${name}`, `prefers ${name}`),
    ),
  );
}

function attributeChoices(say: Say): readonly Choice[] {
  return [
    both('attribute:is', say('attribut est (texte)', 'attribute is (text)')),
    both('attribute:contains', say('attribut contient', 'attribute contains')),
    both('attribute:is_number', say('attribut est (nombre)', 'attribute is (number)')),
    both('attribute:at_least', say('attribut au moins', 'attribute at least')),
    both('attribute:at_most', say('attribut au plus', 'attribute at most')),
    { what: 'attribute:is_true', words: say('attribut est vrai', 'attribute is true'), takes: 'name' },
    { what: 'attribute:exists', words: say('a un attribut', 'has an attribute'), takes: 'name' },
  ];
}

const plain = (what: string, words: string): Choice => ({ what, words, takes: 'nothing' });
const typed = (what: string, words: string): Choice => ({ what, words, takes: 'value' });
const both = (what: string, words: string): Choice => ({ what, words, takes: 'both' });
