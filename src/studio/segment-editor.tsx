/** The form of a segment: rows of conditions, whole without script; with it the count is live. */
import type { Visit } from './page.tsx';
import type { ChoiceGroup } from './segment-choices.ts';
import { Count, type CountShown } from './segment-count.tsx';
import type { Row, SegmentForm } from './segment-form.ts';

export type SegmentShown = {
  readonly visit: Visit;
  readonly form: SegmentForm;
  /** Its name is fixed; it may be removed. */
  readonly kept: boolean;
  readonly mayChange: boolean;
  readonly groups: readonly ChoiceGroup[];
  readonly count: CountShown | null;
  readonly titles: ReadonlyMap<string, string>;
  readonly trouble: readonly string[];
  /** It was counted or refused: nobody has saved it as it stands. */
  readonly unsaved: boolean;
  /** saved, unapproved: it was saved just now, and an issue lost its approval by that. */
  readonly said: string | undefined;
};

/** Two buttons of one form: to count it changes nothing, to save it does. */
export function SegmentEditor({ shown }: { readonly shown: SegmentShown }) {
  const { visit, form, kept, mayChange, groups, count, titles, unsaved } = shown;
  const { say } = visit;
  const blank: Row = { not: false, what: '', name: '', value: '' };
  const rows = mayChange ? [...form.rows, blank, blank, blank] : form.rows;
  return (
    <form
      method="post"
      action="/studio/segments/count"
      data-page={`/studio/segments/${kept ? form.name : 'new'}`}
      data-unsaved={unsaved || undefined}
    >
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
        data-anew="change"
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
      <p className="hint">
        {say(
          'Ouvertures et clics ne sont connus que chez qui y consent : les autres lecteurs ne comptent ni comme actifs ni comme inactifs, même avec « sauf ».',
          'Openings and clicks are known only of who consents: other readers count neither as active nor as inactive, also with “not”.',
        )}
      </p>
      <Count count={count} titles={titles} visit={visit} />
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
      <select
        id={`what.${at}`}
        name={`what.${at}`}
        defaultValue={row.what}
        aria-label={label(say('Condition', 'Condition'))}
      >
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
        id={`name.${at}`}
        name={`name.${at}`}
        defaultValue={row.name}
        maxLength={40}
        placeholder={say('attribut', 'attribute')}
        aria-label={label(say('Nom de l’attribut', 'Name of the attribute'))}
      />
      <input
        type="text"
        className="value"
        id={`value.${at}`}
        name={`value.${at}`}
        defaultValue={row.value}
        maxLength={500}
        placeholder={say('30, ou 2026-11-24', '30, or 2026-11-24')}
        aria-label={label(say('Valeur', 'Value'))}
      />
    </div>
  );
}
