/** Asked of who has just left, and needed by nobody: one word, counted without the person. */
import { departureReasons } from '../audience/departure.ts';
import { Label, type Language, Submit } from './page.tsx';
import { reasonWords as words } from './preference-words.ts';

export function ReasonForm({ language }: { readonly language: Language }) {
  return (
    <form method="post">
      <input type="hidden" name="action" value="reason" />
      <fieldset>
        <legend className="long">
          <Label say={words.ask} language={language} />
        </legend>
        {departureReasons.map((reason) => (
          <label className="choice" key={reason}>
            <input type="radio" name="reason" value={reason} required />
            <span>
              <Label say={words[reason]} language={language} />
            </span>
          </label>
        ))}
      </fieldset>
      <Submit say={words.send} language={language} quiet />
    </form>
  );
}
