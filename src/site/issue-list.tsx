/** Issues that left, as links, the latest first. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Language } from './page.tsx';
import type { SnippetPart } from './snippet.ts';

export type PublishedIssue = {
  readonly period: Period;
  readonly number: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** When it began to leave. */
  readonly at: Date;
  readonly subject: string;
  /** Whether a correction was published. */
  readonly corrected: boolean;
};

/** An issue that a search found, with the words around what was looked for. */
export type FoundIssue = PublishedIssue & { readonly snippet: readonly SnippetPart[] };

export function IssueList({
  newsletter: { name, language },
  issues,
}: {
  readonly newsletter: Newsletter;
  readonly issues: readonly (PublishedIssue | FoundIssue)[];
}) {
  if (issues.length === 0) return null;
  return (
    <ol className="issues">
      {issues.map((issue) => (
        <li key={issue.period}>
          <a href={`/l/${name}/${issue.period}`}>
            <span className="date">
              n°&nbsp;{issue.number} · {inWords(issue.date, language)}
              {issue.corrected && ' · Erratum'}
            </span>
            {issue.subject}
          </a>
          {'snippet' in issue && <Snippet parts={issue.snippet} />}
        </li>
      ))}
    </ol>
  );
}

function Snippet({ parts }: { readonly parts: readonly SnippetPart[] }) {
  const at = parts.map((_, place) => parts.slice(0, place).reduce((sum, { text }) => sum + text.length, 0));
  return (
    <p className="snippet">
      {parts.map(({ text, found }, place) =>
        found ? <mark key={at[place]}>{text}</mark> : <span key={at[place]}>{text}</span>,
      )}
    </p>
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
