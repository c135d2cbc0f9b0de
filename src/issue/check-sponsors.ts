/** Checks the partners against the issue's date: who stands in the letter, who does not and why. Pure. */
import type { Newsletter, Sponsor } from '../config/newsletter.ts';
import { dayInWords } from './calendar.ts';
import type { Finding, Say } from './finding.ts';
import type { Issue } from './issue.ts';
import { flightOn, sponsorAt, sponsorsOf } from './sponsors.ts';

/** A flight that is ahead or over is no fault: the letter goes without it, and an editor should know. */
export function checkSponsors(newsletter: Newsletter, issue: Issue, say: Say): Finding[] {
  const partners = sponsorsOf(newsletter, issue);
  return partners.map((one): Finding => {
    const days = say(
      `du ${dayInWords(one.from, 'fr')} au ${dayInWords(one.until, 'fr')}`,
      `from ${dayInWords(one.from, 'en')} to ${dayInWords(one.until, 'en')}`,
    );
    return {
      level: 'note',
      check: 'sponsor',
      place: one.title,
      ...wordsFor(one, sponsorAt(partners, one.place, issue), issue, { days, say }),
    };
  });
}

function wordsFor(
  one: Sponsor,
  standing: Sponsor | null,
  { date }: Issue,
  { days, say }: { readonly days: string; readonly say: Say },
): Pick<Finding, 'message' | 'fix'> {
  const flight = flightOn(one, date);
  if (flight === 'flying' && standing?.id === one.id)
    return {
      message: say(
        `Ce partenaire paraît dans ce numéro (${days}).`,
        `This partner appears in this issue (${days}).`,
      ),
      fix: say('Rien à faire.', 'Nothing to do.'),
    };
  if (flight === 'flying')
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
  return {
    message:
      flight === 'ahead'
        ? say(`Ce partenaire ne paraît pas encore (${days}).`, `This partner does not appear yet (${days}).`)
        : say(`Ce partenaire ne paraît plus (${days}).`, `This partner does not appear any more (${days}).`),
    fix: say(
      'Changez ses dates dans le studio s’il doit paraître.',
      'Change its dates in the studio if it should.',
    ),
  };
}
