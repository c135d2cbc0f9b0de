/** Why no draft came of an editor's wish, and what to do: nobody did anything wrong, there is only nothing to choose from. */
import { sayCount } from '../config/say.ts';
import type { DraftOutcome } from '../issue/draft.ts';
import { typeset } from '../issue/typography.ts';
import { refusedPage } from './card-page.tsx';
import type { LetterOnDesk } from './desk-facts.ts';
import { TroubledFeeds } from './desk-feeds.tsx';
import type { StudioContext } from './env.ts';
import { PostForm, type Visit } from './page.tsx';
import { momentInWords } from './words.ts';

type NoDraft = Exclude<DraftOutcome, { kind: 'drafted' | 'kept' }>;
type Told = { readonly title: string; readonly text: string };

export function noDraftPage(context: StudioContext, outcome: NoDraft, letter: LetterOnDesk): Response {
  const visit = context.get('visit');
  const { say } = visit;
  const { newsletter } = letter;
  const { title, text } = inWords(outcome, letter, visit);
  const again = outcome.kind === 'empty' || outcome.kind === 'faults';
  const about = typeset(newsletter.title, newsletter.language);
  return refusedPage(
    context,
    { title, about, status: 409 },
    <>
      <p>{text}</p>
      {outcome.kind === 'empty' && <FeedTroubles letter={letter} visit={visit} />}
      <div className="row">
        <a className="button" href="/studio">
          {say('Au bureau', 'To the desk')}
        </a>
        {again && (
          <PostForm visit={visit} action={`/studio/draft/${newsletter.name}`}>
            <button type="submit" className="quiet">
              {say('Essayer encore', 'Try again')}
            </button>
          </PostForm>
        )}
      </div>
    </>,
  );
}

function inWords(outcome: NoDraft, { feeds }: LetterOnDesk, { say }: Visit): Told {
  switch (outcome.kind) {
    case 'empty':
      return {
        title: say('Il n’y a encore rien à raconter', 'There is nothing to tell yet'),
        text: emptyInWords(outcome.seen, feeds.length, say),
      };
    case 'quiet':
      return {
        title: say('Trop peu d’articles pour un numéro', 'Too few articles for an issue'),
        text: sayCount(
          outcome.articles,
          say,
          [
            `Il y en a ${outcome.articles} sur ${outcome.least}. Il attend le prochain numéro.`,
            `Il y en a ${outcome.articles} sur ${outcome.least}. Ils attendent le prochain numéro.`,
          ],
          [
            `There is ${outcome.articles} of ${outcome.least}. It waits for the next issue.`,
            `There are ${outcome.articles} of ${outcome.least}. They wait for the next issue.`,
          ],
        ),
      };
    case 'skipped':
      return {
        title: say('Pas de numéro cette fois', 'No issue this time'),
        text: say(
          'newsletter.yaml dit que cette période n’en a pas (numbering, skip).',
          'newsletter.yaml says that this period has none (numbering, skip).',
        ),
      };
    case 'faults':
      return {
        title: say('Une phrase du modèle est à corriger', 'A line of the template needs mending'),
        text: outcome.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; '),
      };
    default:
      return outcome satisfies never;
  }
}

function emptyInWords(seen: number, feeds: number, say: Visit['say']): string {
  if (feeds === 0)
    return say(
      'Aucun flux n’est nommé dans newsletter.yaml : ajoutez-en un sous «\u00a0feeds\u00a0».',
      'newsletter.yaml names no feed: add one under “feeds”.',
    );
  if (seen === 0)
    return say(
      'Les flux ont été demandés à l’instant et n’ont apporté aucun article.',
      'The feeds were asked just now and brought no article.',
    );
  return sayCount(
    seen,
    say,
    [
      'Les flux ont été demandés à l’instant. Le seul article connu n’est pas à choisir : il est trop ancien, ou déjà paru dans un numéro.',
      `Les flux ont été demandés à l’instant. Des ${seen} articles connus, aucun n’est à choisir : ils sont trop anciens, ou déjà parus dans un numéro.`,
    ],
    [
      'The feeds were asked just now. The only known article cannot be chosen: it is too old, or an issue has told it already.',
      `The feeds were asked just now. Of the ${seen} known articles none can be chosen: they are too old, or an issue has told them already.`,
    ],
  );
}

function FeedTroubles({ letter, visit }: { readonly letter: LetterOnDesk; readonly visit: Visit }) {
  const { say, language } = visit;
  const { feeds, next, newsletter } = letter;
  const unread = feeds.filter(({ health }) => health.kind === 'new').length;
  const when = momentInWords(next.gather, newsletter.time_zone, language);
  return (
    <>
      <TroubledFeeds feeds={feeds} visit={visit} />
      {unread > 0 && (
        <p>
          {say(
            `Pour ${unread} flux le temps a manqué : d’autres du même site n’ont pas répondu.`,
            `There was no time for ${unread} of the feeds: others of the same site did not answer.`,
          )}
        </p>
      )}
      <p className="small soft">
        {say(
          `Ils sont relus seuls ${when} ; dès qu’un article paraît, préparez le brouillon.`,
          `They are read again by themselves ${when}; as soon as an article appears, prepare the draft.`,
        )}
      </p>
    </>
  );
}
