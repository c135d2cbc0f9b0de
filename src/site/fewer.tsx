/** Beside the way out, never instead: the same paper less often, or other choices. */
import { choiceWording } from '../audience/choice-wording.ts';
import type { Wording } from '../audience/wording.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { Label, type Language, OneButton } from './page.tsx';
import { fewerWords as words } from './preference-words.ts';

/** title: of the letter that it comes in place of. */
export function fewerWording(calmer: Newsletter, title: string, language: Language): Wording {
  const titles = [typeset(calmer.title, language), title];
  return choiceWording('fewer', { paper: calmer.publisher.name, titles }, language);
}

export function FewerOffer({
  calmer,
  instead,
  language,
}: {
  readonly calmer: Newsletter;
  /** The title of the letter that they have. */
  readonly instead: string;
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
      <OneButton
        action="fewer"
        say={words.take(title)}
        language={language}
        agrees={fewerWording(calmer, instead, language)}
        quiet
      />
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
