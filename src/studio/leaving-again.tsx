/** Letters that nobody is known to have got: sent again because a person decides so, who is told what is in doubt. */
import { sayCount } from '../config/say.ts';
import { mayUse } from '../desk/editor.ts';
import type { Missing } from '../outbox/send-ledger.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { Leaving } from './leaving-facts.ts';
import { PostForm, type Visit } from './page.tsx';
import type { Started } from './progress.tsx';
import { numberInWords } from './words.ts';

export function MissingLetters({
  leaving: { visit, newsletter, issue },
  status,
}: {
  readonly leaving: Leaving;
  readonly status: Started;
}) {
  const { say, editor } = visit;
  const { given_up, unknown } = status.progress.counts;
  const mayNow = issue.state === 'sent' || issue.state === 'sending';
  if (!mayNow || given_up + unknown === 0) return null;
  const action = issueAddress({ newsletter: newsletter.name, period: issue.period }, '/again');
  const may = editor !== null && mayUse(editor, 'send', newsletter.approval);
  return (
    <section className="card stack" aria-labelledby="missing-title">
      <h2 id="missing-title">{say('Des lettres manquent', 'Letters are missing')}</h2>
      {given_up > 0 && <Again visit={visit} action={action} missing="given_up" count={given_up} may={may} />}
      {unknown > 0 && <Again visit={visit} action={action} missing="unknown" count={unknown} may={may} />}
    </section>
  );
}

function Again({
  visit,
  action,
  missing,
  count,
  may,
}: {
  readonly visit: Visit;
  readonly action: string;
  readonly missing: Missing;
  readonly count: number;
  readonly may: boolean;
}) {
  const words = wordsFor(missing, count, visit);
  return (
    <div>
      <p>{words.fact}</p>
      {may && (
        <PostForm visit={visit} action={action}>
          <input type="hidden" name="missing" value={missing} />
          <p>
            <label htmlFor={`sure-${missing}`} className="check">
              <input type="checkbox" id={`sure-${missing}`} name="sure" value="yes" required /> {words.sure}
            </label>
          </p>
          <button type="submit" className="quiet" id={`again-${missing}`}>
            {words.button}
          </button>
        </PostForm>
      )}
    </div>
  );
}

function wordsFor(missing: Missing, count: number, { say, language }: Visit) {
  const number = numberInWords(count, language);
  switch (missing) {
    case 'given_up':
      return {
        fact: sayCount(
          count,
          say,
          [
            `${number} lettre a été abandonnée : sa messagerie a répondu «\u00a0plus tard\u00a0» trop longtemps. Personne ne l’a reçue.`,
            `${number} lettres ont été abandonnées : leurs messageries ont répondu «\u00a0plus tard\u00a0» trop longtemps. Personne ne les a reçues.`,
          ],
          [
            `${number} letter was given up: its provider said “later” for too long. Nobody got it.`,
            `${number} letters were given up: their providers said “later” for too long. Nobody got them.`,
          ],
        ),
        sure: sayCount(
          count,
          say,
          ['L’essayer de nouveau', 'Les essayer de nouveau'],
          ['Try it again', 'Try them again'],
        ),
        button: say('Envoyer aux manquants', 'Send to the missing'),
      };
    case 'unknown':
      return {
        fact: sayCount(
          count,
          say,
          [
            `${number} lettre est incertaine : la ligne ou le programme s’est arrêté entre la lettre et sa réponse. Elle est peut-être arrivée.`,
            `${number} lettres sont incertaines : la ligne ou le programme s’est arrêté entre la lettre et sa réponse. Chacune est peut-être arrivée.`,
          ],
          [
            `${number} letter is in doubt: the line or the program broke between the letter and its answer. It may have arrived.`,
            `${number} letters are in doubt: the line or the program broke between the letter and its answer. Each of them may have arrived.`,
          ],
        ),
        sure: say('Je sais que certains la recevront deux fois', 'I know that some will get it twice'),
        button: say('Renvoyer aux incertains', 'Send again to those in doubt'),
      };
    default:
      return missing satisfies never;
  }
}
