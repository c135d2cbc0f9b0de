/** «Vos données», under every form that takes an address: who keeps it, what for, how long, and the reader's rights. */
import { dataNotice, dataNoticeWords as words } from '../audience/data-notice.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { Language } from './page.tsx';

/** folded: in a frame that is only so high, under its title. In one language: the page has the other one, too. */
export function DataNotice({
  publisher,
  language,
  folded = false,
}: {
  readonly publisher: Newsletter['publisher'];
  readonly language: Language;
  readonly folded?: boolean;
}) {
  const text = (
    <>
      {typeset(dataNotice(publisher)[language], language)}
      {publisher.privacy_url && (
        <>
          {' '}
          <a href={publisher.privacy_url} target={folded ? '_blank' : undefined} rel="noreferrer">
            {words.privacy[language]}
          </a>
        </>
      )}
    </>
  );
  if (!folded)
    return (
      <p className="notice">
        <strong>{words.title[language]}.</strong> {text}
      </p>
    );
  return (
    <details className="notice">
      <summary>{words.title[language]}</summary>
      <p>{text}</p>
    </details>
  );
}
