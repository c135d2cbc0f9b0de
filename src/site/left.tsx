/** What somebody sees who has left: that it is done, the way back, and the question why. */
import { choiceWording } from '../audience/choice-wording.ts';
import type { Wording } from '../audience/wording.ts';
import { type Instead, OtherLetters } from './closed.tsx';
import { closedWords } from './closed-words.ts';
import { Alert, Both, Heading, OneButton, renderPage, type Words } from './page.tsx';
import { ReasonForm } from './reason.tsx';
import type { Spoken } from './spoken.ts';
import { leaveWords } from './words.ts';

/**
 * title: of the letter. justLeft: by the button of the page; else they left some time, and opened an old letter. trouble: why
 * pressing its button changed nothing; closed: nobody joins it any more.
 */
export function leftPage(
  spoken: Spoken,
  title: string,
  {
    justLeft = false,
    trouble,
    closed = null,
  }: { readonly justLeft?: boolean; readonly trouble?: Words; readonly closed?: Instead | null },
): string {
  const { newsletter, language } = spoken;
  const words = justLeft ? leaveWords.left(title) : leaveWords.already(title);
  const agrees = closed === null ? comeBackWording(spoken, title) : null;
  const children = (
    <>
      <Heading words={words} language={language} />
      {trouble && <Alert say={trouble} language={language} />}
      {justLeft && <Both say={leaveWords.underWay} language={language} />}
      {closed && (
        <>
          <Both say={closedWords.noWayBack(title)} language={language} />
          <OtherLetters instead={closed} language={language} />
        </>
      )}
      {agrees && (
        <>
          <p>{leaveWords[justLeft ? 'mistake' : 'again'][language]}</p>
          <OneButton
            action="resubscribe"
            say={leaveWords.comeBack}
            language={language}
            agrees={agrees}
            quiet
          />
        </>
      )}
      <ReasonForm language={language} />
    </>
  );
  return renderPage({ title: words[language], language, newsletter, children });
}

/** What «Me réabonner» agrees to. null: no settings can be read, so there is nobody to agree with. */
export function comeBackWording({ speaker, language }: Spoken, title: string): Wording | null {
  return speaker && choiceWording('come_back', { paper: speaker.publisher.name, titles: [title] }, language);
}
