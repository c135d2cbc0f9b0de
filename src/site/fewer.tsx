/** Beside the way out, never instead: the same paper less often, or other choices. */
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { Label, type Language, OneButton } from './page.tsx';
import { fewerWords as words } from './preference-words.ts';

export function FewerOffer({
  calmer,
  language,
}: {
  readonly calmer: Newsletter;
  readonly language: Language;
}) {
  const title = typeset(calmer.title, language);
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <section className="leave">
      <h2>{words.offer[language]}</h2>
      <p>{words.explain(title)[language]}</p>
      <p className="other" lang={other}>
        {words.offer[other]} {words.explain(title)[other]}
      </p>
      <OneButton action="fewer" say={words.take(title)} language={language} quiet />
    </section>
  );
}

export function OtherChoices({ preferences, language }: { preferences: string; language: Language }) {
  return (
    <p className="leave">
      <a href={`/p/${preferences}`}>
        <Label say={words.choose} language={language} />
      </a>
    </p>
  );
}
