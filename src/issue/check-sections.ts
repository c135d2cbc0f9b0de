/** Checks that the letter has what its readers look for: a lead story, and the rubriques that newsletter.yaml promises. Pure. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { Finding } from './finding.ts';
import type { ChosenArticle } from './issue.ts';

export function checkSections(newsletter: Newsletter, chosen: readonly ChosenArticle[], say: Say): Finding[] {
  const lead: Finding = {
    level: 'warn',
    check: 'section',
    place: say('À la une', 'Lead story'),
    message: say('La lettre n’a pas d’article à la une.', 'The letter has no lead story.'),
    fix: say('Mettez un article à la une.', 'Make an article the lead story.'),
  };
  const has = (id: string) => chosen.some(({ block }) => block.kind === 'section' && block.section === id);
  const empty = newsletter.sections
    .filter(({ id, quota }) => quota.min > 0 && !has(id))
    .map(
      ({ name, quota }): Finding => ({
        level: 'note',
        check: 'section',
        place: name,
        message: say(
          `La rubrique est vide, et newsletter.yaml en veut ${quota.min} au moins.`,
          `The section is empty, and newsletter.yaml asks for ${quota.min} at least.`,
        ),
        fix: say(
          'Ajoutez un article, ou laissez-la : une rubrique vide n’est pas imprimée.',
          'Add an article, or leave it: an empty section is not printed.',
        ),
      }),
    );
  return [...(chosen.some(({ block }) => block.kind === 'lead') ? [] : [lead]), ...empty];
}
