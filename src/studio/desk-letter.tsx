/** A newsletter at the desk: the next step first, then what waits for somebody, times, feeds and the issues that left. */
import { typeset } from '../issue/typography.ts';
import type { LetterOnDesk } from './desk-facts.ts';
import { Feeds } from './desk-feeds.tsx';
import { Needs, NeedsList, needsOf } from './desk-needs.tsx';
import { nextStep } from './desk-next.ts';
import { Overtaken } from './overtaken.tsx';
import { PostForm, type Visit } from './page.tsx';
import { PastIssues } from './past-issues.tsx';
import { momentInWords, stateInWords } from './words.ts';

type LetterShown = {
  readonly letter: LetterOnDesk;
  /** The newsletter above this one that has the same feeds. */
  readonly sameFeedsAs: string | null;
  readonly visit: Visit;
};

export function Letter(shown: LetterShown) {
  const { newsletter, issue, past } = shown.letter;
  const nothingYet = issue === null && past.length === 0;
  return (
    <section className="stack" aria-label={newsletter.title} id={newsletter.name}>
      {nothingYet ? <Idle {...shown} /> : <AtWork {...shown} />}
    </section>
  );
}

function AtWork({ letter, sameFeedsAs, visit }: LetterShown) {
  const { say } = visit;
  const { newsletter, past } = letter;
  return (
    <div className="grid two">
      <div className="stack">
        <section className="card now">
          <Now letter={letter} visit={visit} />
          <Needs letter={letter} visit={visit} />
        </section>
        {past.length > 0 && (
          <section className="card">
            <h2>{say('Les derniers numéros', 'The last issues')}</h2>
            <PastIssues newsletter={newsletter} past={past} visit={visit} />
          </section>
        )}
      </div>
      <section className="card">
        <h2>{say('Ce qui se fait tout seul', 'What happens by itself')}</h2>
        <Times letter={letter} visit={visit} />
        <h2 className="next">{say('Les flux', 'The feeds')}</h2>
        <Feeds letter={letter} sameFeedsAs={sameFeedsAs} visit={visit} />
      </section>
    </div>
  );
}

/** Nothing was made of it yet: one card, its times and feeds to be opened. */
function Idle({ letter, sameFeedsAs, visit }: LetterShown) {
  return (
    <section className="card now idle">
      <Now letter={letter} visit={visit} />
      <NeedsList needs={needsOf(letter, visit)} visit={visit} />
      <details>
        <summary>{visit.say('Ses heures et ses flux', 'Its times and feeds')}</summary>
        <Times letter={letter} visit={visit} />
        <Feeds letter={letter} sameFeedsAs={sameFeedsAs} visit={visit} />
      </details>
    </section>
  );
}

/** One card, one next step. */
function Now({ letter, visit }: { readonly letter: LetterOnDesk; readonly visit: Visit }) {
  const { newsletter, issue } = letter;
  const title = typeset(newsletter.title, newsletter.language);
  const step = nextStep(letter, visit);
  return (
    <>
      <p className="small soft">
        {title}
        {issue && ` · n° ${issue.number}`}{' '}
        <span className="badge">
          {issue ? stateInWords(issue.state, visit.say) : visit.say('à préparer', 'to prepare')}
        </span>
      </p>
      <h1>{step.heading}</h1>
      {step.text && <p>{step.text}</p>}
      {letter.overtaken && <Overtaken say={visit.say} />}
      {issue?.unapprovedReason && issue.state === 'draft' && (
        <p className="said warn">
          {visit.say('L’approbation a été retirée : ', 'The approval was taken back: ')}
          {issue.unapprovedReason}
        </p>
      )}
      {step.draft ? (
        <PostForm visit={visit} action={`/studio/draft/${newsletter.name}`}>
          <button type="submit">
            {visit.say('Préparer le brouillon maintenant', 'Prepare the draft now')}
          </button>
          <p className="small soft">
            {visit.say(
              'Les flux sont lus d’abord : quelques secondes.',
              'The feeds are read first: some seconds.',
            )}
          </p>
        </PostForm>
      ) : (
        step.link && (
          <a className="button" href={step.link.href}>
            {step.link.text}
          </a>
        )
      )}
    </>
  );
}

function Times({
  letter: { newsletter, next },
  visit,
}: {
  readonly letter: LetterOnDesk;
  readonly visit: Visit;
}) {
  const { say, language } = visit;
  const rows: readonly [string, Date][] = [
    [say('Lecture des flux', 'Reading the feeds'), next.gather],
    [say('Brouillon', 'Draft'), next.draft],
    [
      newsletter.approval === 'none'
        ? say('Départ', 'Sending')
        : say('Départ, une fois approuvé', 'Sending, once approved'),
      next.send,
    ],
  ];
  return (
    <table>
      <tbody>
        {rows.map(([what, at]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{momentInWords(at, newsletter.time_zone, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
