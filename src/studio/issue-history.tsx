/** Who changed what, the one change that can be taken back now, and the one that can come back. */

import type { Newsletter } from '../config/newsletter.ts';
import type { Change } from '../issue/edit-issue.ts';
import { changeInWords } from '../issue/edit-words.ts';
import { type Desk, EditForm } from './edit-page-form.tsx';
import { momentInWords } from './words.ts';

export function Undo({ desk, undoable }: { readonly desk: Desk; readonly undoable: Change | null }) {
  const { say } = desk.visit;
  if (undoable === null || !desk.mayEdit) return null;
  return (
    // It names the change that stood last when the page came: after another one it would be the wrong one.
    <EditForm desk={desk} page="/undo" saves="settled" className="row">
      <input type="hidden" name="change" value={undoable.id} />
      <button type="submit" className="quiet small" id="undo">
        {say('Annuler le dernier changement', 'Undo the last change')}
      </button>
      <span className="small soft">
        {undoable.by} : {changeInWords(undoable.change, say)}
      </span>
    </EditForm>
  );
}

/** What was taken back may have been another person's whole editorial. */
export function Redo({ desk, redoable }: { readonly desk: Desk; readonly redoable: Change | null }) {
  const { say } = desk.visit;
  if (redoable === null || !desk.mayEdit) return null;
  return (
    <EditForm desk={desk} page="/undo" saves="settled" className="row">
      <input type="hidden" name="change" value={redoable.id} />
      <button type="submit" className="quiet small" id="redo">
        {say('Rétablir ce qui a été annulé', 'Redo what was undone')}
      </button>
      <span className="small soft">
        {redoable.by} : {changeInWords(redoable.change, say)}
      </span>
    </EditForm>
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
