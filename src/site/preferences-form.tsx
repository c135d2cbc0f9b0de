/** The form of the preferences page: letters and their rhythm, rubriques, communes, name, language. */
import { choiceWording } from '../audience/choice-wording.ts';
import { offeredTo } from '../audience/offer.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import { type Rhythm, rhythmsOf } from '../audience/rhythm.ts';
import type { Wording } from '../audience/wording.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { Label, type Language, Submit, type Words } from './page.tsx';
import { choiceWords } from './preference-words.ts';
import { Sentence } from './sentence.tsx';
import type { Spoken } from './spoken.ts';
import { SubscribersOnly } from './subscribers-only.tsx';
import { preferenceWords as words } from './words.ts';

type Reader = Extract<ReaderSeen, { kind: 'reader' }>;
type Named = { readonly id: string; readonly name: string };

export function PreferencesForm({ reader, spoken }: { readonly reader: Reader; readonly spoken: Spoken }) {
  const { newsletters, language } = spoken;
  const offered = offeredTo(newsletters, reader.subscriptions);
  const wording = preferencesWording(reader, spoken);
  const rhythms = rhythmsOf(offered);
  const inPairs = new Set(rhythms.flatMap(({ weekly, daily }) => [weekly.name, daily.name]));
  const alone = offered.filter(({ name }) => !inPairs.has(name));
  return (
    <form method="post">
      <input type="hidden" name="action" value="save" />
      {rhythms.map((rhythm) => (
        <RhythmChoice key={rhythm.weekly.name} rhythm={rhythm} reader={reader} language={language} />
      ))}
      {alone.length > 0 && <Letters letters={alone} reader={reader} language={language} />}
      <Sections sections={distinct(newsletters, 'sections')} reader={reader} language={language} />
      <Communes communes={distinct(newsletters, 'communes')} reader={reader} language={language} />
      <FirstName language={language} />
      <LanguageChoice language={language} />
      {wording && <Sentence wording={wording} />}
      <Submit say={words.save} language={language} />
    </form>
  );
}

/** What choosing a letter agrees to. null: there is none to choose. */
export function preferencesWording(
  { subscriptions }: Pick<Reader, 'subscriptions'>,
  { newsletters, speaker, language }: Spoken,
): Wording | null {
  const titles = offeredTo(newsletters, subscriptions).map(({ title }) => typeset(title, language));
  if (speaker === null || titles.length === 0) return null;
  return choiceWording('preferences', { paper: speaker.publisher.name, titles }, language);
}

/** Newsletters of one paper share their rubriques and communes by id. */
export function distinct(
  newsletters: readonly Newsletter[],
  list: 'sections' | 'communes',
): readonly Named[] {
  const all = newsletters.flatMap((one) => one[list].map(({ id, name }): Named => ({ id, name })));
  return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
}

type Part = { readonly reader: Reader; readonly language: Language };

function RhythmChoice({
  rhythm: { weekly, daily },
  reader,
  language,
}: Part & { readonly rhythm: Rhythm<Newsletter> }) {
  const now = [weekly, daily].filter(({ name }) => reader.subscriptions[name] === 'active');
  const title = (newsletter: Newsletter) => typeset(newsletter.title, language);
  const choices: readonly (readonly [readonly Newsletter[], Words])[] = [
    [[weekly], choiceWords.weekly(title(weekly))],
    [[daily], choiceWords.daily(title(daily))],
    [[weekly, daily], choiceWords.both],
    [[], choiceWords.neither],
  ];
  const namesOf = (letters: readonly Newsletter[]) => letters.map(({ name }) => name).join(' ');
  return (
    <fieldset>
      <legend>
        <Label say={choiceWords.rhythm} language={language} />
      </legend>
      <input type="hidden" name="pair" value={namesOf([weekly, daily])} />
      {[weekly, daily].map(({ name }) => (
        <input key={name} type="hidden" name="offered" value={name} />
      ))}
      {choices.map(([letters, say]) => (
        <label className="choice" key={namesOf(letters)}>
          <input
            type="radio"
            name={`rhythm-${weekly.name}`}
            value={namesOf(letters)}
            defaultChecked={namesOf(letters) === namesOf(now)}
          />
          <span>
            {say[language]}
            {letters.length === 1 && letters[0]?.tagline && (
              <span className="hint">{typeset(letters[0].tagline, language)}</span>
            )}
            {letters.length === 1 && letters[0] && (
              <SubscribersOnly newsletter={letters[0]} language={language} />
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Letters({ letters, reader, language }: Part & { readonly letters: readonly Newsletter[] }) {
  return (
    <fieldset>
      <legend>
        <Label say={words.newsletters} language={language} />
      </legend>
      {letters.map(({ name, title, tagline, audience }) => (
        <label className="choice" key={name}>
          <input type="hidden" name="offered" value={name} />
          <input
            type="checkbox"
            name="newsletter"
            value={name}
            defaultChecked={reader.subscriptions[name] === 'active'}
          />
          <span>
            {typeset(title, language)}
            {tagline && <span className="hint">{typeset(tagline, language)}</span>}
            <SubscribersOnly newsletter={{ audience }} language={language} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Sections({ sections, reader, language }: Part & { readonly sections: readonly Named[] }) {
  if (sections.length < 2) return null;
  return (
    <fieldset>
      <legend>
        <Label say={choiceWords.sections} language={language} />
      </legend>
      <p className="hint">{choiceWords.sectionsHint[language]}</p>
      <Offered name="offered_sections" of={sections} />
      <Ticks name="section" of={sections} ticked={reader.sections} />
    </fieldset>
  );
}

function Communes({ communes, reader, language }: Part & { readonly communes: readonly Named[] }) {
  if (communes.length === 0) return null;
  return (
    <>
      <Offered name="offered_communes" of={communes} />
      <div className="field">
        <label htmlFor="commune">
          <Label say={words.commune} language={language} />
        </label>
        <select id="commune" name="commune" defaultValue={reader.commune ?? ''}>
          <option value="">{words.noCommune[language]}</option>
          {communes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {communes.length > 1 && (
        <details open={reader.moreCommunes.length > 0}>
          <summary>
            <Label say={choiceWords.moreCommunes} language={language} />
          </summary>
          <Ticks name="more_commune" of={communes} ticked={reader.moreCommunes} />
        </details>
      )}
    </>
  );
}

/** While settings are broken a page offers less: what it did not offer is not decided about. */
function Offered({ name, of }: { readonly name: string; readonly of: readonly Named[] }) {
  return <input type="hidden" name={name} value={of.map(({ id }) => id).join(' ')} />;
}

function Ticks(ticks: {
  readonly name: string;
  readonly of: readonly Named[];
  readonly ticked: readonly string[];
}) {
  return (
    <div className="grid">
      {ticks.of.map(({ id, name }) => (
        <label className="choice" key={id}>
          <input type="checkbox" name={ticks.name} value={id} defaultChecked={ticks.ticked.includes(id)} />
          <span>{name}</span>
        </label>
      ))}
    </div>
  );
}

/**
 * Whoever holds a forwarded letter sees this page: it never shows the name, nor tells whether one is known. Empty, it
 * stays; taking it away is a choice of its own.
 */
function FirstName({ language }: Pick<Part, 'language'>) {
  return (
    <div className="field">
      <label htmlFor="first_name">
        <Label say={words.firstName} language={language} />
        <span className="hint">{words.firstNameHint[language]}</span>
      </label>
      <input id="first_name" name="first_name" maxLength={100} autoComplete="given-name" />
      <div>
        <label className="choice">
          <input type="checkbox" name="no_first_name" value="on" />
          <span>{words.noFirstName[language]}</span>
        </label>
      </div>
    </div>
  );
}

function LanguageChoice({ language }: { readonly language: Language }) {
  return (
    <div className="field">
      <label htmlFor="language">
        <Label say={choiceWords.language} language={language} />
        <span className="hint">{choiceWords.languageHint[language]}</span>
      </label>
      <select id="language" name="language" defaultValue={language}>
        <option value="fr" lang="fr">
          Français
        </option>
        <option value="en" lang="en">
          English
        </option>
      </select>
    </div>
  );
}
