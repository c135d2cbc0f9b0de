/** Issues that left, as links, the latest first. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Language } from './page.tsx';

export type PublishedIssue = {
  readonly period: Period;
  readonly number: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** When it began to leave. */
  readonly at: Date;
  readonly subject: string;
};

export function IssueList({
  newsletter: { name, language },
  issues,
}: {
  readonly newsletter: Newsletter;
  readonly issues: readonly PublishedIssue[];
}) {
  if (issues.length === 0) return null;
  return (
    <ol className="issues">
      {issues.map(({ period, number, date, subject }) => (
        <li key={period}>
          <a href={`/l/${name}/${period}`}>
            <span className="date">
              n°&nbsp;{number} · {inWords(date, language)}
            </span>
            {subject}
          </a>
        </li>
      ))}
    </ol>
  );
}

function inWords(date: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'full',
    timeZone: 'UTC',
  });
  return words
    .format(new Date(`${date}T00:00:00Z`))
    .replace(/\b1 (?=\p{L})/u, language === 'fr' ? '1er ' : '1 ');
}
