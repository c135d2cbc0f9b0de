/** A segment to build: rows of conditions, and how many readers they mean. Whole without script; with it the count is live. */
import type { SegmentTree } from '../audience/segment.ts';
import { PostForm, type Visit } from './page.tsx';
import type { ChoiceGroup } from './segment-choices.ts';
import type { Row, SegmentForm } from './segment-form.ts';
import { numberInWords } from './words.ts';

export type CountShown =
  | {
      readonly kind: 'counted';
      readonly readers: number;
      readonly receiving: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'unusable'; readonly reason: string };

export type SegmentShown = {
  readonly visit: Visit;
  readonly form: SegmentForm;
  /** Its name is fixed; it may be removed. */
  readonly kept: boolean;
  readonly mayChange: boolean;
  readonly groups: readonly ChoiceGroup[];
  readonly count: CountShown | null;
  readonly trouble: readonly string[];
};

export function SegmentPage({ shown }: { readonly shown: SegmentShown }) {
  const { visit, form, kept, mayChange, trouble } = shown;
  const { say } = visit;
  return (
    <div className="stack">
      <section className="card now form">
        <p>
          <a href="/studio/segments">{say('Tous les segments', 'All segments')}</a>
        </p>
        <h1>{kept ? form.title : say('Un nouveau segment', 'A new segment')}</h1>
        {trouble.length > 0 && (
          <div className="said bad" role="alert">
            {trouble.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
        <SegmentEditor shown={shown} />
      </section>
      {kept && mayChange && (
        <details className="card form">
          <summary>{say('Supprimer ce segment…', 'Remove this segment…')}</summary>
          <PostForm visit={visit} action={`/studio/segments/${form.name}/remove`}>
            <p>
              {say(
                'Refusé tant qu’un numéro ou un segment s’en sert.',
                'Refused while an issue or a segment uses it.',
              )}
            </p>
            <button type="submit" className="bad">
              {say('Supprimer', 'Remove')}
            </button>
          </PostForm>
        </details>
      )}
    </div>
  );
}

/** Two buttons of one form: to count it changes nothing, to save it does. */
function SegmentEditor({ shown }: { readonly shown: SegmentShown }) {
  const { visit, form, kept, mayChange, groups, count } = shown;
  const { say } = visit;
  const blank: Row = { not: false, what: '', name: '', value: '' };
  const rows = mayChange ? [...form.rows, blank, blank, blank] : form.rows;
  return (
    <form method="post" action="/studio/segments/count">
      <input type="hidden" name="form_token" value={visit.token} />
      {kept && <input type="hidden" name="kept" value="1" />}
      <div className="field">
        <label htmlFor="title">{say('Comment l’appeler', 'What to call it')}</label>
        <input type="text" id="title" name="title" defaultValue={form.title} maxLength={100} />
      </div>
      {kept ? (
        <input type="hidden" name="name" value={form.name} />
      ) : (
        <div className="field">
          <label htmlFor="name">{say('Nom court : a-z, 0-9 et -', 'Short name: a-z, 0-9 and -')}</label>
          <input type="text" id="name" name="name" defaultValue={form.name} maxLength={80} />
        </div>
      )}
      {/* Whether all or one must be met counts as much as what. */}
      <div
        hx-post="/studio/segments/count"
        hx-trigger="change delay:250ms"
        hx-include="closest form"
        hx-target="#count"
        hx-select="#count"
        hx-swap="outerHTML"
        hx-sync="this:replace"
      >
        <fieldset className="plain">
          <legend>
            {say('Sont du segment les lecteurs qui remplissent', 'In the segment are readers who meet')}
          </legend>
          {(['all', 'any'] as const).map((joint) => (
            <label key={joint} htmlFor={`joint-${joint}`}>
              <input
                type="radio"
                id={`joint-${joint}`}
                name="joint"
                value={joint}
                defaultChecked={form.joint === joint}
              />{' '}
              {joint === 'all'
                ? say('toutes les conditions', 'every condition')
                : say('au moins une', 'at least one')}
            </label>
          ))}
        </fieldset>
        <div className="conditions">
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their place, in the form's names too.
            <Condition key={at} row={row} at={at} groups={groups} visit={visit} />
          ))}
        </div>
      </div>
      <Count count={count} visit={visit} />
      <p className="row">
        {mayChange && (
          <button type="submit" formAction="/studio/segments/save" id="save">
            {say('Enregistrer', 'Save')}
          </button>
        )}
        <button type="submit" className="quiet" id="recount">
          {say('Compter, et d’autres lignes', 'Count, and more rows')}
        </button>
      </p>
    </form>
  );
}

function Condition({
  row,
  at,
  groups,
  visit: { say },
}: {
  readonly row: Row;
  readonly at: number;
  readonly groups: readonly ChoiceGroup[];
  readonly visit: Visit;
}) {
  const known = groups.some(({ choices }) => choices.some(({ what }) => what === row.what));
  const label = (words: string) => `${words} ${at + 1}`;
  return (
    <div className="condition">
      <label htmlFor={`not.${at}`} className="except">
        <input type="checkbox" id={`not.${at}`} name={`not.${at}`} value="1" defaultChecked={row.not} />{' '}
        {say('sauf', 'not')}
      </label>
      <select name={`what.${at}`} defaultValue={row.what} aria-label={label(say('Condition', 'Condition'))}>
        <option value="">—</option>
        {/* Of a commune or newsletter that is gone from newsletter.yaml: it stays until somebody changes it. */}
        {row.what !== '' && !known && (
          <option value={row.what} className="takes-both">
            {row.what}
          </option>
        )}
        {groups.map(({ words, choices }) => (
          <optgroup key={words} label={words}>
            {choices.map(({ what, words: choice, takes }) => (
              <option key={what} value={what} className={`takes-${takes}`}>
                {choice}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <input
        type="text"
        className="name"
        name={`name.${at}`}
        defaultValue={row.name}
        maxLength={40}
        placeholder={say('attribut', 'attribute')}
        aria-label={label(say('Nom de l’attribut', 'Name of the attribute'))}
      />
      <input
        type="text"
        className="value"
        name={`value.${at}`}
        defaultValue={row.value}
        maxLength={500}
        placeholder={say('30, ou 2026-11-24', '30, or 2026-11-24')}
        aria-label={label(say('Valeur', 'Value'))}
      />
    </div>
  );
}

function Count({ count, visit }: { readonly count: CountShown | null; readonly visit: Visit }) {
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
            {count.readers === 1 ? say('lecteur', 'reader') : say('lecteurs', 'readers')}
          </strong>
          {Object.entries(count.receiving).map(
            ([newsletter, readers]) =>
              ` · ${say(`${number(readers)} reçoivent`, `${number(readers)} receive`)} ${newsletter}`,
          )}
        </>
      )}
    </p>
  );
}

/** A tree that rows cannot show: it is read here, and changed where it was made. */
export function DeepSegment({
  visit: { say },
  tree,
  name,
  title,
}: {
  readonly visit: Visit;
  readonly tree: SegmentTree;
  readonly name: string;
  readonly title: string;
}) {
  return (
    <section className="card now form">
      <p>
        <a href="/studio/segments">{say('Tous les segments', 'All segments')}</a>
      </p>
      <h1>{title}</h1>
      <p className="said">
        {say(
          'Ses conditions s’emboîtent plus que ce formulaire ne sait le montrer. Changez-le par l’API, ou avec : ',
          'Its conditions are nested deeper than this form can show. Change it by the API, or with: ',
        )}
        <code>{`hebdo segments show ${name} > ${name}.json; hebdo segments add ${name} --file ${name}.json`}</code>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre tabIndex={0}>{JSON.stringify(tree, null, 2)}</pre>
    </section>
  );
}
