/** Who changed what, the one change that can be taken back now, and the one that can come back. */

import type { Newsletter } from '../config/newsletter.ts';
import type { Change } from '../issue/edit-issue.ts';
import { changeInWords } from '../issue/edit-words.ts';
import { type Desk, EditForm } from './edit-page-form.tsx';
import type { IssueOnDesk } from './issue-facts.ts';
import { momentInWords } from './words.ts';

/** Its change names what stood last when the page came: after another one it would be the wrong one. */
function Reversal({
  desk,
  change,
  id,
  words,
}: {
  readonly desk: Desk;
  readonly change: Change | null;
  readonly id: 'undo' | 'redo';
  readonly words: string;
}) {
  if (change === null || !desk.mayEdit) return null;
  return (
    <EditForm desk={desk} page="/undo" saves="settled" className="row">
      <input type="hidden" name="change" value={change.id} />
      <button type="submit" className="quiet small" id={id}>
        {words}
      </button>
      <span className="small soft">
        {change.by} : {changeInWords(change.change, desk.visit.say)}
      </span>
    </EditForm>
  );
}

/** What was taken back may have been another person's whole editorial: it can come back. */
export function Reversals({
  desk,
  found: { undoable, redoable },
}: {
  readonly desk: Desk;
  readonly found: Pick<IssueOnDesk, 'undoable' | 'redoable'>;
}) {
  const { say } = desk.visit;
  return (
    <>
      <Reversal
        {...{ desk, change: undoable, id: 'undo' }}
        words={say('Annuler le dernier changement', 'Undo the last change')}
      />
      <Reversal
        {...{ desk, change: redoable, id: 'redo' }}
        words={say('Rétablir ce qui a été annulé', 'Redo what was undone')}
      />
    </>
  );
}

export function History({
  desk,
  newsletter,
  changes,
}: {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly changes: readonly Change[];
}) {
  const { say, language } = desk.visit;
  if (changes.length === 0) return null;
  return (
    <details className="card" id="history">
      <summary>{say('Qui a changé quoi', 'Who changed what')}</summary>
      <ol className="list small">
        {changes.map(({ id, by, at, change }) => (
          <li key={id}>
            <strong>{by}</strong> · {momentInWords(at, newsletter.time_zone, language)}
            <br />
            {changeInWords(change, say)}
          </li>
        ))}
      </ol>
    </details>
  );
}
