/** What stands where somebody would join a newsletter that nobody joins any more: that it is over, and the others that are open. */
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { closedWords as words } from './closed-words.ts';
import { Both, Heading, Label, type Language, renderFragment, renderPage } from './page.tsx';

/** What may be had instead. */
export type Instead = {
  readonly letters: readonly Newsletter[];
  /** The token of the reader's own preferences, where a letter is joined by one tick; null: a visitor signs up. */
  readonly preferences: string | null;
};

/** Whoever is not known: every newsletter that is open. */
export function insteadFor(newsletters: readonly Newsletter[]): Instead {
  return { letters: newsletters.filter(({ sign_up }) => sign_up.open), preferences: null };
}

type Closed = {
  /** Of the newsletter, or of several. */
  readonly title: string;
  readonly language: Language;
  readonly instead: Instead;
};

/** newsletter: who gives the page its frame. */
export function closedPage(newsletter: Newsletter | null, closed: Closed): string {
  const title = words.title(closed.title)[closed.language];
  return renderPage({
    title,
    language: closed.language,
    newsletter,
    children: <ClosedNotice closed={closed} />,
  });
}

/** In a page of the paper's own site. */
export function closedFrame(closed: Closed): string {
  const title = words.title(closed.title)[closed.language];
  return renderFragment({
    title,
    language: closed.language,
    children: <ClosedNotice closed={closed} beside />,
  });
}

function ClosedNotice({
  closed: { title, language, instead },
  beside = false,
}: {
  readonly closed: Closed;
  readonly beside?: boolean;
}) {
  return (
    <>
      <Heading words={words.title(title)} language={language} />
      <Both say={words.text} language={language} />
      <OtherLetters instead={instead} language={language} beside={beside} />
    </>
  );
}

/** beside: the page stands in a frame, and its links open beside that. */
export function OtherLetters({
  instead: { letters, preferences },
  language,
  beside = false,
}: {
  readonly instead: Instead;
  readonly language: Language;
  readonly beside?: boolean;
}) {
  if (letters.length === 0) return null;
  return (
    <section>
      <h2>
        <Label say={words.others} language={language} />
      </h2>
      <ul className="ways">
        {letters.map(({ name, title, tagline }) => (
          <li key={name}>
            <a
              href={preferences === null ? `/s/${name}?lang=${language}` : `/p/${preferences}`}
              target={beside ? '_blank' : undefined}
            >
              {typeset(title, language)}
              {tagline && <span className="hint">{typeset(tagline, language)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
