/** What needs a person now, each with the way to it; nothing when all goes by itself. */
import { sayCount } from '../config/say.ts';
import { departureOf } from '../issue/departure.ts';
import type { LetterOnDesk } from './desk-facts.ts';
import type { Visit } from './page.tsx';
import { momentInWords, numberInWords } from './words.ts';

type Need = {
  readonly about: 'issue' | 'past' | 'feeds';
  readonly text: string;
  readonly href: string;
  readonly grave: boolean;
};
type LetterShown = { readonly letter: LetterOnDesk; readonly visit: Visit };

export function Needs({ letter, visit }: LetterShown) {
  const needs = needsOf(letter, visit);
  const { say } = visit;
  if (needs.length === 0)
    return (
      <p className="said good">
        {say('Rien n’attend personne : tout va tout seul.', 'Nothing waits for anybody: all goes by itself.')}
      </p>
    );
  return (
    <>
      <h2>{say('Ce qui attend quelqu’un', 'What waits for somebody')}</h2>
      <NeedsList needs={needs} visit={visit} />
    </>
  );
}

export function NeedsList({
  needs,
  visit: { say },
}: {
  readonly needs: readonly Need[];
  readonly visit: Visit;
}) {
  return (
    needs.length > 0 && (
      <ul className="list">
        {needs.map(({ text, href, grave }) => (
          <li key={`${href} ${text}`}>
            <span className={`badge ${grave ? 'bad' : 'warn'}`}>
              {grave ? say('urgent', 'urgent') : say('à faire', 'to do')}
            </span>{' '}
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    )
  );
}

export function needsOf(letter: LetterOnDesk, visit: Visit): readonly Need[] {
  return [
    ...issueNeeds(letter, visit).map((need) => ({ ...need, about: 'issue' as const })),
    ...missingNeeds(letter, visit).map((need) => ({ ...need, about: 'past' as const })),
    ...feedNeeds(letter, visit),
  ];
}

/** A slot within this many hours is near, for an issue that nobody approved. */
const nearHours = 24;

function issueNeeds(
  { newsletter, period, issue, slot, now }: LetterOnDesk,
  visit: Visit,
): readonly Omit<Need, 'about'>[] {
  const { say, language } = visit;
  if (issue === null) return [];
  const place = `/studio/issue/${newsletter.name}/${period}`;
  const leaving = `${place}/leaving`;
  const leaves = issue.sendAt ?? slot;
  if (issue.state === 'paused')
    return [
      {
        text: say(
          `Le départ est suspendu : ${issue.pausedReason ?? ''}`,
          `The sending is paused: ${issue.pausedReason ?? ''}`,
        ),
        href: leaving,
        grave: true,
      },
    ];
  const departure = departureOf(newsletter, issue, now);
  if (departure?.kind === 'counting')
    return [
      {
        text: say('Les lettres partent dans un instant', 'The letters leave in a moment'),
        href: leaving,
        grave: true,
      },
    ];
  if (departure?.kind === 'late' || departure?.kind === 'missed') {
    const when = momentInWords(departure.at, newsletter.time_zone, language, now);
    return [
      {
        text: say(
          `Son heure est passée (${when}) et il n’est pas parti`,
          `Its time has passed (${when}) and it has not left`,
        ),
        href: leaving,
        grave: true,
      },
    ];
  }
  if (issue.state === 'approved' && issue.sendAt === null)
    return [
      {
        text: say('Approuvé, mais rien ne le fait partir', 'Approved, but nothing lets it leave'),
        href: leaving,
        grave: false,
      },
    ];
  if (issue.state !== 'draft' || newsletter.approval === 'none' || leaves === null) return [];
  const hours = (leaves.getTime() - now.getTime()) / 3_600_000;
  const when = momentInWords(leaves, newsletter.time_zone, language, now);
  if (issue.sendAt === null && hours >= 0)
    return [
      {
        text: say('À approuver, puis à programmer ou à envoyer', 'To be approved, then scheduled or sent'),
        href: leaving,
        grave: false,
      },
    ];
  if (hours < 0)
    return [
      {
        text: say(
          `Son heure est passée (${when}) et personne ne l’a approuvé`,
          `Its time has passed (${when}) and nobody approved it`,
        ),
        href: leaving,
        grave: true,
      },
    ];
  return [
    {
      text: say(`À approuver avant ${when}`, `To be approved before ${when}`),
      href: leaving,
      grave: hours < nearHours,
    },
  ];
}

function missingNeeds(
  { newsletter, past }: LetterOnDesk,
  { say, language }: Visit,
): readonly Omit<Need, 'about'>[] {
  return past
    .filter(({ unknown, state }) => unknown > 0 && state === 'sent')
    .slice(0, 1)
    .map(({ number, period, unknown }) => ({
      text: `${say(`n° ${number} :`, `no. ${number}:`)} ${numberInWords(unknown, language)} ${sayCount(
        unknown,
        say,
        ['lettre incertaine', 'lettres incertaines'],
        ['letter in doubt', 'letters in doubt'],
      )}`,
      href: `/studio/issue/${newsletter.name}/${period}/leaving`,
      grave: false,
    }));
}

/** One line for all of them: the list of feeds says of each what is wrong. */
function feedNeeds({ newsletter, feeds }: LetterOnDesk, { say }: Visit): readonly Need[] {
  const broken = feeds.filter(({ health }) => health.kind === 'gone' || health.kind === 'failing');
  if (broken.length === 0) return [];
  const text =
    broken.length === 1
      ? say(`Un flux ne se lit plus : ${broken[0]?.name}`, `A feed cannot be read: ${broken[0]?.name}`)
      : say(`${broken.length} flux ne se lisent plus`, `${broken.length} feeds cannot be read`);
  return [{ about: 'feeds', text, href: `#feeds-${newsletter.name}`, grave: false }];
}
