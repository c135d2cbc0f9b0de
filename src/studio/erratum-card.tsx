/** Corrections of earlier issues, proposed to this one: one click prints them, or says that it need not. */
import { choiceOf } from '../issue/erratum.ts';
import type { ErratumChoice } from '../issue/issue.ts';
import { type Desk, EditForm } from './edit-page-form.tsx';
import type { IssueOnDesk } from './issue-facts.ts';

export function ErratumCard({
  desk,
  found: { issue, proposals },
}: {
  readonly desk: Desk;
  readonly found: IssueOnDesk;
}) {
  const { say } = desk.visit;
  if (proposals.length + issue.errata.length === 0) return null;
  return (
    <section className="card" aria-labelledby="errata-title" id="errata">
      <h2 id="errata-title">{say('Errata des numéros précédents', 'Errata of earlier issues')}</h2>
      <ul className="list">
        {proposals.map((one) => (
          <Row key={one.id} desk={desk} choice={choiceOf(one, false)} decided={false} />
        ))}
        {issue.errata.map((one) => (
          <Row key={one.id} desk={desk} choice={one} decided />
        ))}
      </ul>
    </section>
  );
}

function Row({
  desk,
  choice,
  decided,
}: {
  readonly desk: Desk;
  readonly choice: ErratumChoice;
  readonly decided: boolean;
}) {
  const { say } = desk.visit;
  const button = (printed: 'yes' | 'no', words: string, quiet: boolean) => (
    <button
      type="submit"
      name="printed"
      value={printed}
      id={`erratum-${choice.id}-${printed}`}
      className={quiet ? 'small quiet' : 'small'}
      aria-label={`${words} : n° ${choice.number}`}
    >
      {words}
    </button>
  );
  return (
    <li>
      <span className={`badge ${decided ? (choice.printed ? 'good' : '') : 'warn'}`}>
        {decided
          ? choice.printed
            ? say('imprimé', 'printed')
            : say('pas repris', 'not printed')
          : say('à décider', 'to decide')}
      </span>{' '}
      n° {choice.number} : {choice.text}
      {desk.mayEdit && (
        <EditForm desk={desk} page="/erratum" className="row">
          <input type="hidden" name="erratum" value={choice.id} />
          {(!decided || !choice.printed) &&
            button('yes', say('Le reprendre dans ce numéro', 'Print it in this issue'), decided)}
          {(!decided || choice.printed) && button('no', say('Ne pas le reprendre', 'Do not print it'), true)}
        </EditForm>
      )}
    </li>
  );
}
