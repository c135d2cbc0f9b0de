/** Checks the partners against the issue's date: who stands in the letter, who does not and why. Pure. */
import type { Newsletter, Sponsor } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { dayInWords } from './calendar.ts';
import type { Finding } from './finding.ts';
import type { Issue } from './issue.ts';
import { flightOn, sponsorAt, sponsorsOf } from './sponsors.ts';

/** A flight that is ahead or over is no fault: the letter goes without it, and an editor should know. */
export function checkSponsors(newsletter: Newsletter, issue: Issue, say: Say): Finding[] {
  const partners = sponsorsOf(newsletter, issue);
  return partners.flatMap((one): Finding[] => {
    const standing = sponsorAt(partners, one.place, issue);
    if (standing?.id === one.id) return [];
    return [{ level: 'note', check: 'sponsor', place: one.title, ...wordsFor(one, standing, issue, say) }];
  });
}

function wordsFor(
  one: Sponsor,
  standing: Sponsor | null,
  { date }: Issue,
  say: Say,
): Pick<Finding, 'message' | 'fix'> {
  const days = say(
    `du ${dayInWords(one.from, 'fr')} au ${dayInWords(one.until, 'fr')}`,
    `from ${dayInWords(one.from, 'en')} to ${dayInWords(one.until, 'en')}`,
  );
  const dates = say('Changez ses dates s’il doit paraître.', 'Change its dates if it should appear.');
  switch (flightOn(one, date)) {
    case 'flying':
      return {
        message: say(
          `Ce partenaire laisse la place à « ${standing?.title} » : ils paraissent tour à tour (${days}).`,
          `This partner makes room for “${standing?.title}”: they take turns (${days}).`,
        ),
        fix: say(
          'Donnez-lui l’autre place pour que les deux paraissent.',
          'Give it the other place for both to appear.',
        ),
      };
    case 'ahead':
      return {
        message: say(
          `Ce partenaire ne paraît pas encore (${days}).`,
          `This partner does not appear yet (${days}).`,
        ),
        fix: dates,
      };
    case 'over':
      return {
        message: say(
          `Ce partenaire ne paraît plus (${days}).`,
          `This partner does not appear any more (${days}).`,
        ),
        fix: dates,
      };
  }
}
