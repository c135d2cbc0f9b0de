/** A newsletter's feeds at the desk: those with trouble are shown, the others are one line to be opened. */
import { sayCount } from '../config/say.ts';
import type { FeedHealth } from '../gather/feed-memory.ts';
import { typeset } from '../issue/typography.ts';
import type { FeedOnDesk, LetterOnDesk } from './desk-facts.ts';
import type { Visit } from './page.tsx';
import { healthInWords } from './words-feeds.ts';

export function Feeds({
  letter: { newsletter, feeds },
  sameFeedsAs,
  visit,
}: {
  readonly letter: LetterOnDesk;
  readonly sameFeedsAs: string | null;
  readonly visit: Visit;
}) {
  const { say } = visit;
  const unread = feeds.filter(({ health }) => health.kind === 'new');
  const healthy = feeds.filter(({ health }) => health.kind === 'healthy');
  const well = sayCount(
    healthy.length,
    say,
    ['1 flux lu sans souci', `${healthy.length} flux lus sans souci`],
    ['1 feed read without trouble', `${healthy.length} feeds read without trouble`],
  );
  const like = sameFeedsAs === null ? '' : typeset(sameFeedsAs, newsletter.language);
  return (
    <div id={`feeds-${newsletter.name}`}>
      <TroubledFeeds feeds={feeds} visit={visit} />
      {healthy.length > 0 && sameFeedsAs === null && (
        <details>
          <summary>{well}</summary>
          <FeedList feeds={healthy} visit={visit} />
        </details>
      )}
      {healthy.length > 0 && sameFeedsAs !== null && (
        <p className="small soft">{say(`${well}, ceux de ${like}.`, `${well}, those of ${like}.`)}</p>
      )}
      {unread.length > 0 && (
        <details>
          <summary>{neverRead(unread.length, say)}</summary>
          <p className="small soft">
            {unread.map(({ name }) => name).join(' · ')}
            <br />
            {say(
              'Lus à la prochaine heure, ou dès que vous préparez le brouillon.',
              'Read at the next hour, or as soon as you prepare the draft.',
            )}
          </p>
        </details>
      )}
    </div>
  );
}

function neverRead(feeds: number, say: Visit['say']): string {
  return sayCount(
    feeds,
    say,
    ['1 flux jamais lu encore', `${feeds} flux jamais lus encore`],
    ['1 feed never read yet', `${feeds} feeds never read yet`],
  );
}

/** The gravest first; nothing when all are well. */
export function TroubledFeeds({
  feeds,
  visit,
}: {
  readonly feeds: readonly FeedOnDesk[];
  readonly visit: Visit;
}) {
  const troubled = feeds.filter(({ health }) => gravity(health) > 0);
  const worst = troubled.toSorted((one, other) => gravity(other.health) - gravity(one.health));
  return worst.length > 0 && <FeedList feeds={worst} visit={visit} />;
}

function FeedList({
  feeds,
  visit: { say },
}: {
  readonly feeds: readonly FeedOnDesk[];
  readonly visit: Visit;
}) {
  return (
    <ul className="list">
      {feeds.map(({ url, name, health, items }) => {
        const { badge, word, reason } = healthInWords(health, say);
        return (
          <li key={url}>
            <span className={`badge ${badge}`}>{word}</span> {name}
            <br />
            <span className="small soft">
              {reason ??
                sayCount(
                  items,
                  say,
                  [`${items} article à la dernière lecture`, `${items} articles à la dernière lecture`],
                  [`${items} item at the last visit`, `${items} items at the last visit`],
                )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** 0: no trouble. */
function gravity(health: FeedHealth): number {
  return { healthy: 0, new: 0, silent: 1, failing: 2, gone: 3 }[health.kind];
}
