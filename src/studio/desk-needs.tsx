/** What needs a person now, each with the way to it; nothing when all goes by itself. */
import { isCounting } from '../issue/recall.ts';
import type { LetterOnDesk } from './desk-facts.ts';
import type { Visit } from './page.tsx';
import { momentInWords, numberInWords } from './words.ts';

type Need = { readonly text: string; readonly href: string; readonly grave: boolean };

export function Needs({ letter, visit }: { readonly letter: LetterOnDesk; readonly visit: Visit }) {
  const needs = needsOf(letter, visit);
  const { say } = visit;
  return (
    // A desk of several newsletters has this card several times, and each has a name of its own.
    <section
      className="card"
      aria-label={`${letter.newsletter.title} : ${say('ce qui attend quelqu’un', 'what waits for somebody')}`}
    >
      <h2>{say('Ce qui attend quelqu’un', 'What waits for somebody')}</h2>
      {needs.length === 0 ? (
        <p className="said good">{say('Rien : tout va tout seul.', 'Nothing: all goes by itself.')}</p>
      ) : (
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
      )}
    </section>
  );
}

function needsOf(letter: LetterOnDesk, visit: Visit): readonly Need[] {
  return [...issueNeeds(letter, visit), ...missingNeeds(letter, visit), ...feedNeeds(letter, visit)];
}

/** A slot within this many hours is near, for an issue that nobody approved. */
const nearHours = 24;

function issueNeeds({ newsletter, period, issue, slot, now }: LetterOnDesk, visit: Visit): readonly Need[] {
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
  if (isCounting(newsletter, issue, now))
    return [
      {
        text: say('Les lettres partent dans un instant', 'The letters leave in a moment'),
        href: leaving,
        grave: true,
      },
    ];
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
  const when = momentInWords(leaves, newsletter.time_zone, language);
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

function missingNeeds({ newsletter, past }: LetterOnDesk, { say, language }: Visit): readonly Need[] {
  return past
    .filter(({ unknown, state }) => unknown > 0 && state === 'sent')
    .slice(0, 1)
    .map(({ number, period, unknown }) => ({
      text: say(
        `n° ${number} : ${numberInWords(unknown, language)} lettres incertaines`,
        `no. ${number}: ${numberInWords(unknown, language)} letters in doubt`,
      ),
      href: `/studio/issue/${newsletter.name}/${period}/leaving`,
      grave: false,
    }));
}

function feedNeeds({ feeds, newsletter }: LetterOnDesk, { say }: Visit): readonly Need[] {
  return feeds
    .filter(({ health }) => health.kind === 'gone' || health.kind === 'failing')
    .map(({ name, health }) => ({
      text:
        health.kind === 'gone'
          ? say(`Le flux « ${name} » a disparu`, `The feed “${name}” is gone`)
          : say(`Le flux « ${name} » est en panne`, `The feed “${name}” is failing`),
      href: `#feeds-${newsletter.name}`,
      grave: false,
    }));
}
