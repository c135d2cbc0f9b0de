/** How many readers a segment means, and how many of them get each newsletter. */
import { sayCount } from '../config/say.ts';
import type { Visit } from './page.tsx';
import { numberInWords } from './words.ts';

export type CountShown =
  | {
      readonly kind: 'counted';
      readonly readers: number;
      readonly receiving: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'unusable'; readonly reason: string };

export function Count({
  count,
  titles,
  visit,
}: {
  readonly count: CountShown | null;
  /** What each newsletter is called, by its name. */
  readonly titles: ReadonlyMap<string, string>;
  readonly visit: Visit;
}) {
  const { say, language } = visit;
  const number = (value: number) => numberInWords(value, language);
  return (
    <p id="count" className={count?.kind === 'unusable' ? 'said warn' : 'said'} role="status">
      {count === null && say('Pas encore compté.', 'Not counted yet.')}
      {count?.kind === 'unusable' && count.reason}
      {count?.kind === 'counted' && (
        <>
          <strong>
            {number(count.readers)}{' '}
            {sayCount(count.readers, say, ['lecteur', 'lecteurs'], ['reader', 'readers'])}
          </strong>
          {Object.entries(count.receiving).map(
            ([newsletter, readers]) =>
              ` · ${number(readers)} ${sayCount(readers, say, ['reçoit', 'reçoivent'], ['receives', 'receive'])} ${titles.get(newsletter) ?? newsletter}`,
          )}
        </>
      )}
    </p>
  );
}
