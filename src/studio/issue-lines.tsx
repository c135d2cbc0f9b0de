/** What an inbox shows of the letter, and the édito: subject, preheader, opening words. */

import type { Newsletter } from '../config/newsletter.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { preheaderLength, subjectLength } from '../issue/subject.ts';
import { typeset } from '../issue/typography.ts';
import { type Desk, EditForm } from './edit-page-form.tsx';

type Shown = { readonly desk: Desk; readonly issue: DeskIssue; readonly newsletter: Newsletter };

export function InboxLines({ desk, issue, newsletter }: Shown) {
  const { say } = desk.visit;
  return (
    <section className="card" aria-labelledby="inbox-title">
      <h2 id="inbox-title">{say('Dans la boîte de réception', 'In the inbox')}</h2>
      <div className="inbox" aria-hidden="true">
        <span className="who">{newsletter.sender.name}</span>
        <b data-mirror="subject">{typeset(issue.subject, newsletter.language)}</b>
        <span className="soft" data-mirror="preheader">
          {typeset(issue.preheader, newsletter.language)}
        </span>
      </div>
      <Line
        desk={desk}
        part="subject"
        value={issue.subject}
        label={say('Objet', 'Subject')}
        hint={say(
          `${subjectLength} caractères au plus se lisent sur un téléphone`,
          `A telephone shows ${subjectLength} characters`,
        )}
        best={subjectLength}
      />
      <Line
        desk={desk}
        part="preheader"
        value={issue.preheader}
        label={say('Sous-titre (preheader)', 'Preheader')}
        hint={say(
          `de ${preheaderLength.min} à ${preheaderLength.max} caractères`,
          `${preheaderLength.min} to ${preheaderLength.max} characters`,
        )}
        best={preheaderLength.max}
      />
    </section>
  );
}

function Line({
  desk,
  part,
  value,
  label,
  hint,
  best,
}: {
  readonly desk: Desk;
  readonly part: 'subject' | 'preheader';
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly best: number;
}) {
  const { say } = desk.visit;
  return (
    <EditForm desk={desk} what={part} saves="change" className="field">
      <label htmlFor={part}>{label}</label>
      <input
        type="text"
        id={part}
        name="text"
        defaultValue={value}
        data-count={best}
        aria-describedby={`${part}-hint`}
        readOnly={!desk.mayEdit}
        autoComplete="off"
      />
      <span className="row small soft">
        <span id={`${part}-hint`}>
          <output id={`${part}-count`} htmlFor={part}>
            {[...value].length}
          </output>{' '}
          · {hint}
        </span>
        {desk.mayEdit && (
          <button type="submit" className="quiet small" id={`${part}-save`}>
            {say('Enregistrer', 'Save')}
          </button>
        )}
      </span>
    </EditForm>
  );
}

export function EditoCard({ desk, issue, newsletter }: Shown) {
  const { say } = desk.visit;
  const own = issue.edito;
  return (
    <section className="card" aria-labelledby="edito-title">
      <h2 id="edito-title">{say('L’édito', 'The editorial')}</h2>
      {own === null && newsletter.edito && (
        <p className="small soft">
          {say(
            'Sans édito à vous, celui de newsletter.yaml est imprimé : ',
            'Without one of your own, that of newsletter.yaml is printed: ',
          )}
          <q>{newsletter.edito.text.trim()}</q>
        </p>
      )}
      <EditForm desk={desk} what="edito" saves="change">
        <p className="field">
          <label htmlFor="edito">{say('Texte, en Markdown', 'Text, in Markdown')}</label>
          <textarea id="edito" name="text" rows={6} defaultValue={own?.text ?? ''} readOnly={!desk.mayEdit} />
          <span className="small soft">
            {say(
              '**gras**, *italique*, [lien](https://…), - liste',
              '**bold**, *italic*, [link](https://…), - list',
            )}
          </span>
        </p>
        <p className="field">
          <label htmlFor="signature">{say('Signature', 'Signature')}</label>
          <input
            type="text"
            id="signature"
            name="signature"
            defaultValue={own?.signature ?? newsletter.edito?.signature ?? ''}
            readOnly={!desk.mayEdit}
          />
        </p>
        {desk.mayEdit && (
          <button type="submit" className="quiet small" id="edito-save">
            {say('Enregistrer l’édito', 'Save the editorial')}
          </button>
        )}
      </EditForm>
    </section>
  );
}
