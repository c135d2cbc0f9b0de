/** The page of an issue's corrections: those that were published, and the form for another one. */
import type { Newsletter } from '../config/newsletter.ts';
import { mayUse } from '../desk/editor.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { type Erratum, longestErratum, longestWords } from '../issue/erratum.ts';
import { typeset } from '../issue/typography.ts';
import { issueAddress } from './edit-page-form.tsx';
import { PostForm, type Visit } from './page.tsx';
import { momentInWords } from './words.ts';

export type TypedErratum = Readonly<Record<'text' | 'wrong' | 'right' | 'article', string>>;
type Shown = {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly issue: DeskIssue;
  readonly errata: readonly Erratum[];
  /** Of the letter, by the titles it prints. */
  readonly articles: readonly { readonly url: string; readonly title: string }[];
  /** What a form that was refused had in it, with the reason. */
  readonly refused: { readonly typed: TypedErratum; readonly refusal: string } | null;
};

export function ErrataPage({ shown }: { readonly shown: Shown }) {
  const { visit, newsletter, issue, errata } = shown;
  const { say, editor } = visit;
  const place = { newsletter: newsletter.name, period: issue.period };
  return (
    <div className="stack">
      <section className="card now">
        <p>
          <a href={issueAddress(place, '/leaving')}>{say('Retour au départ', 'Back to the sending')}</a>
        </p>
        <h1>
          {say('Erratum : ', 'Erratum: ')}
          {typeset(newsletter.title, newsletter.language)} n° {issue.number}
        </h1>
        <p>
          {say(
            'Les lettres sont parties et ne changent plus. L’erratum paraît sur la version en ligne, et il est proposé au numéro suivant. Une fois publié, il ne se modifie pas.',
            'The letters have left and do not change. The erratum appears with the version on the web, and is proposed to the next issue. Once published it is not changed.',
          )}
        </p>
      </section>
      {errata.length > 0 && <Published shown={shown} />}
      {editor && mayUse(editor, 'edit', newsletter.approval) && <NewErratum shown={shown} />}
    </div>
  );
}

function Published({ shown: { visit, newsletter, issue, errata } }: { readonly shown: Shown }) {
  const { say, language } = visit;
  return (
    <section className="card" aria-labelledby="published-title">
      <h2 id="published-title">{say('Publié', 'Published')}</h2>
      <ul className="list">
        {errata.map(({ id, by, at, text, correction }) => (
          <li key={id}>
            <span className="small soft">
              {by} · {momentInWords(at, newsletter.time_zone, language)}
            </span>
            <br />
            {text}
            {correction && (
              <p className="small">
                <del>{correction.wrong}</del> → <ins>{correction.right}</ins>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p>
        <a href={`/l/${newsletter.name}/${issue.period}`}>
          {say('La lettre sur le web', 'The letter on the web')}
        </a>
      </p>
    </section>
  );
}

function NewErratum({ shown: { visit, newsletter, issue, articles, refused } }: { readonly shown: Shown }) {
  const { say } = visit;
  return (
    <section className="card form">
      {refused && (
        <div className="said bad" role="alert">
          <p>{refused.refusal}</p>
        </div>
      )}
      <PostForm
        visit={visit}
        action={issueAddress({ newsletter: newsletter.name, period: issue.period }, '/errata')}
        data-unsaved={refused ? true : undefined}
      >
        <p className="field">
          <label htmlFor="erratum">{say('Ce qu’il fallait lire', 'What should have been read')}</label>
          <textarea
            id="erratum"
            name="text"
            rows={3}
            maxLength={longestErratum}
            required
            aria-describedby="erratum-hint"
            defaultValue={refused?.typed.text}
          />
          <span id="erratum-hint" className="small soft">
            {say('La note que les lecteurs verront.', 'The note that readers will see.')}
          </span>
        </p>
        <fieldset className="plain">
          <legend>
            {say(
              'Corriger aussi les mots de la version en ligne (facultatif)',
              'Correct the words of the web version, too (optional)',
            )}
          </legend>
          <Words
            name="wrong"
            value={refused?.typed.wrong}
            label={say(
              'Les mots faux, comme la lettre les imprime',
              'The wrong words, as the letter prints them',
            )}
          />
          <Words
            name="right"
            value={refused?.typed.right}
            label={say('Les mots justes', 'The right words')}
          />
          <p className="field">
            <label htmlFor="article">{say('Où', 'Where')}</label>
            <select id="article" name="article" defaultValue={refused?.typed.article}>
              <option value="">
                {say('partout dans la lettre, objet compris', 'everywhere in the letter, its subject too')}
              </option>
              {articles.map(({ url, title }) => (
                <option key={url} value={url}>
                  {title}
                </option>
              ))}
            </select>
          </p>
        </fieldset>
        <button type="submit" id="publish">
          {say('Publier l’erratum', 'Publish the erratum')}
        </button>
      </PostForm>
    </section>
  );
}

function Words({
  name,
  value,
  label,
}: {
  readonly name: 'wrong' | 'right';
  readonly value: string | undefined;
  readonly label: string;
}) {
  return (
    <p className="field">
      <label htmlFor={name}>{label}</label>
      <input
        type="text"
        id={name}
        name={name}
        defaultValue={value}
        maxLength={longestWords}
        autoComplete="off"
      />
    </p>
  );
}
