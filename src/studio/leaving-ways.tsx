/** The ways by which an approved issue leaves: at its slot, now, at an hour that somebody types, all stages at once. */
import { sayCount } from '../config/say.ts';
import { mayUse, type Right } from '../desk/editor.ts';
import { departureOf } from '../issue/departure.ts';
import { type IssueAction, mayDo } from '../issue/issue.ts';
import { slotOf } from '../issue/slot.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { Leaving } from './leaving-facts.ts';
import { PostForm } from './page.tsx';
import { momentInWords, numberInWords } from './words.ts';

/** Each on a line of its own; where nothing lets it leave by itself, the first one is the next step. */
export function WaysOut({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue, now } = leaving;
  const { say, language } = visit;
  const { can, action } = handsOn(leaving);
  const departure = departureOf(newsletter, issue, now);
  const slot = slotOf(newsletter, issue.period);
  const toSlot = slot !== null && slot > now && slot.getTime() !== departure?.at.getTime() ? slot : null;
  const isNext = toSlot === null && (departure === null || departure.kind === 'missed');
  return (
    <div className="ways">
      {can('schedule') && toSlot && (
        <PostForm visit={visit} action={action('schedule')}>
          <button type="submit" id="schedule">
            {say('Programmer : ', 'Schedule: ')}
            {momentInWords(toSlot, newsletter.time_zone, language)}
          </button>
        </PostForm>
      )}
      {can('send') && issue.state !== 'sending' && (
        <PostForm visit={visit} action={action('send')} className="row">
          <label htmlFor="sure">
            <input type="checkbox" id="sure" name="sure" value="yes" required />{' '}
            {newsletter.undo_seconds > 0
              ? say(
                  `Oui, les lettres partent dans ${newsletter.undo_seconds} s`,
                  `Yes, the letters leave in ${newsletter.undo_seconds} s`,
                )
              : say('Oui, les lettres partent tout de suite', 'Yes, the letters leave at once')}
          </label>
          <button type="submit" className={isNext ? undefined : 'quiet'} id="send">
            {say('Envoyer maintenant', 'Send now')}
          </button>
        </PostForm>
      )}
      {can('schedule') && (
        <PostForm visit={visit} action={action('schedule')} className="row">
          <label htmlFor="at">{say('Départ le', 'Leave on')}</label>
          <input
            type="datetime-local"
            id="at"
            name="at"
            required
            aria-describedby="zone"
            defaultValue={leaving.otherWeek ?? undefined}
          />
          <span id="zone" className="small soft">
            {newsletter.time_zone}
          </span>
          {leaving.otherWeek && (
            <label htmlFor="other-week">
              <input type="checkbox" id="other-week" name="other_week" value="yes" required />{' '}
              {say('Une autre semaine que celle du numéro', 'Another week than the issue’s')}
            </label>
          )}
          <button type="submit" className="quiet">
            {say('Programmer', 'Schedule')}
          </button>
        </PostForm>
      )}
      {can('send') && <ReleaseForm leaving={leaving} action={action('release')} />}
    </div>
  );
}

/** What this editor may do with the issue as it stands. */
export function handsOn({ visit: { editor }, newsletter, issue }: Leaving) {
  const place = { newsletter: newsletter.name, period: issue.period };
  const mayEver = (right: Right) => editor !== null && mayUse(editor, right, newsletter.approval);
  return {
    mayEver,
    can: (right: Right & IssueAction) => mayEver(right) && mayDo(issue.state, right),
    action: (name: string) => issueAddress(place, `/${name}`),
  };
}

/** Only while letters wait for how the first ones are received. */
function ReleaseForm({ leaving, action }: { readonly leaving: Leaving; readonly action: string }) {
  const { visit, issue, status } = leaving;
  const { say, language } = visit;
  if (issue.state !== 'sending' || status.kind !== 'started' || status.stage === null) return null;
  const { waiting } = status.stage.stage;
  const number = numberInWords(waiting, language);
  return (
    <PostForm visit={visit} action={action} className="row">
      <label htmlFor="sure-release">
        <input type="checkbox" id="sure-release" name="sure" value="yes" required />{' '}
        {sayCount(
          waiting,
          say,
          [
            `${number} lettre part sans attendre l’accueil des premières`,
            `${number} lettres partent sans attendre l’accueil des premières`,
          ],
          [
            `${number} letter leaves without waiting to see how the first fare`,
            `${number} letters leave without waiting to see how the first fare`,
          ],
        )}
      </label>
      <button type="submit" className="quiet" id="release">
        {say('Libérer la suite maintenant', 'Let the rest leave now')}
      </button>
    </PostForm>
  );
}
