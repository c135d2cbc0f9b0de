/** The desk: the issue being made and the next step first, then times, feeds and the issues that left. */
import { Hono } from 'hono';
import { mayUse } from '../desk/editor.ts';
import type { FeedHealth } from '../gather/feed-memory.ts';
import type { DraftOutcome } from '../issue/draft.ts';
import type { Say } from '../issue/finding.ts';
import { typeset } from '../issue/typography.ts';
import type { FeedOnDesk, LetterOnDesk } from './desk-facts.ts';
import { Needs } from './desk-needs.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import { PostForm, renderPage, type Visit } from './page.tsx';
import { PastIssues } from './past-issues.tsx';
import { troublePage } from './trouble.tsx';
import { momentInWords, stateInWords } from './words.ts';

export type DeskSteps = {
  readonly letters: () => Promise<readonly LetterOnDesk[]>;
  /** newsletter.yaml files that cannot be read: the newsletter and every fault. */
  readonly broken: () => Promise<readonly { readonly name: string; readonly reason: string }[]>;
  readonly draft: (newsletter: string) => Promise<DraftOutcome>;
};

export function deskPages(steps: DeskSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get('/', async (context) => {
      const [letters, broken] = await Promise.all([steps.letters(), steps.broken()]);
      return showDesk(context, letters, broken);
    })
    .post('/draft/:newsletter', async (context) => {
      const newsletter = context.req.param('newsletter');
      const outcome = await steps.draft(newsletter);
      const { say } = context.get('visit');
      switch (outcome.kind) {
        case 'drafted':
        case 'kept':
          return context.redirect(`/studio/issue/${newsletter}/${outcome.issue.period}`, 303);
        case 'empty':
          return troublePage(
            context,
            'notUnderstood',
            say(
              'Il n’y a encore aucun article à choisir : les flux n’ont rien apporté cette semaine.',
              'There is no article to choose yet: the feeds brought nothing this week.',
            ),
          );
        case 'quiet':
          return troublePage(
            context,
            'notUnderstood',
            say(
              `Trop peu d’articles pour un numéro : ${outcome.articles} sur ${outcome.least}. Ils attendent le prochain.`,
              `Too few articles for an issue: ${outcome.articles} of ${outcome.least}. They wait for the next one.`,
            ),
          );
        case 'skipped':
          return troublePage(
            context,
            'notUnderstood',
            say(
              'newsletter.yaml dit que cette période n’a pas de numéro.',
              'newsletter.yaml says that this period has no issue.',
            ),
          );
        case 'faults':
          return troublePage(
            context,
            'notUnderstood',
            outcome.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; '),
          );
        default:
          return outcome satisfies never;
      }
    });
}

function showDesk(
  context: StudioContext,
  letters: readonly LetterOnDesk[],
  broken: readonly { readonly name: string; readonly reason: string }[],
): Response {
  const visit = context.get('visit');
  const title = visit.say('Le bureau', 'The desk');
  return context.html(
    renderPage(
      visit,
      title,
      <div className="stack">
        {broken.map(({ name, reason }) => (
          <div className="said bad" key={name}>
            <p>
              <strong>{name}</strong> : {reason}
            </p>
          </div>
        ))}
        {letters.map((letter) => (
          <Letter key={letter.newsletter.name} letter={letter} visit={visit} />
        ))}
      </div>,
    ),
  );
}

function Letter({ letter, visit }: { readonly letter: LetterOnDesk; readonly visit: Visit }) {
  const { newsletter, feeds, past } = letter;
  const { say } = visit;
  return (
    <section className="stack" aria-label={newsletter.title}>
      <Now letter={letter} visit={visit} />
      <Needs letter={letter} visit={visit} />
      <div className="grid two">
        <section className="card">
          <h2>{say('Les derniers numéros', 'The last issues')}</h2>
          <PastIssues newsletter={newsletter} past={past} visit={visit} />
        </section>
        <div className="stack">
          <section className="card">
            <h2>{say('Ce qui se fait tout seul', 'What happens by itself')}</h2>
            <Times letter={letter} visit={visit} />
          </section>
          <section className="card" id={`feeds-${newsletter.name}`}>
            <h2>{say('Les flux', 'The feeds')}</h2>
            <Feeds feeds={feeds} visit={visit} />
          </section>
        </div>
      </div>
    </section>
  );
}

/** One card, one next step. */
function Now({ letter, visit }: { readonly letter: LetterOnDesk; readonly visit: Visit }) {
  const { newsletter, issue } = letter;
  const title = typeset(newsletter.title, newsletter.language);
  const step = nextStep(letter, visit);
  return (
    <section className="card now">
      <p className="small soft">
        {title}
        {issue && ` · n° ${issue.number}`}{' '}
        <span className="badge">
          {issue ? stateInWords(issue.state, visit.say) : visit.say('à préparer', 'to prepare')}
        </span>
      </p>
      <h1>{step.heading}</h1>
      {step.text && <p>{step.text}</p>}
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
        </PostForm>
      ) : (
        step.link && (
          <a className="button" href={step.link.href}>
            {step.link.text}
          </a>
        )
      )}
    </section>
  );
}

type Step = {
  readonly heading: string;
  readonly text: string | null;
  readonly draft?: boolean;
  readonly link?: { readonly href: string; readonly text: string };
};

function nextStep({ newsletter, period, issue, slot, next }: LetterOnDesk, visit: Visit): Step {
  const { say, language } = visit;
  const moment = (at: Date) => momentInWords(at, newsletter.time_zone, language);
  if (issue === null)
    return {
      heading: say('Le prochain numéro n’est pas encore préparé', 'The next issue is not prepared yet'),
      text: say(`Il se prépare seul ${moment(next.draft)}.`, `It prepares itself ${moment(next.draft)}.`),
      draft: visit.editor !== null && mayUse(visit.editor, 'edit', newsletter.approval),
    };
  const place = `/studio/issue/${newsletter.name}/${period}`;
  const leaves = issue.sendAt ?? slot;
  const until =
    leaves === null ? null : say(`Il doit partir ${moment(leaves)}.`, `It should leave ${moment(leaves)}.`);
  switch (issue.state) {
    case 'draft':
      return {
        heading: issue.subject,
        text: until,
        link: { href: place, text: say('Relire et approuver', 'Review and approve') },
      };
    case 'approved':
      return {
        heading: issue.sendAt
          ? say(`Approuvé : il part ${moment(issue.sendAt)}`, `Approved: it leaves ${moment(issue.sendAt)}`)
          : say('Approuvé : quand part-il ?', 'Approved: when does it leave?'),
        text: issue.sendAt
          ? say(
              'Rien à faire. Un changement retire l’approbation.',
              'Nothing to do. A change takes the approval back.',
            )
          : null,
        link: {
          href: `${place}/leaving`,
          text: say('Programmer, envoyer, retenir', 'Schedule, send, hold back'),
        },
      };
    case 'scheduled':
      return {
        heading: leaves ? say(`Il part ${moment(leaves)}`, `It leaves ${moment(leaves)}`) : issue.subject,
        text: say(
          'Rien à faire. Un changement retire l’approbation.',
          'Nothing to do. A change takes the approval back.',
        ),
        link: { href: `${place}/leaving`, text: say('Voir ce qui part', 'See what leaves') },
      };
    case 'sending':
      return {
        heading: say('Les lettres partent', 'The letters are leaving'),
        text: null,
        link: { href: `${place}/leaving`, text: say('Suivre le départ', 'Follow it') },
      };
    case 'paused':
      return {
        heading: say('Le départ est suspendu', 'The sending is paused'),
        text: issue.pausedReason,
        link: { href: `${place}/leaving`, text: say('Décider de la suite', 'Decide what follows') },
      };
    case 'sent':
      return {
        heading: say('Le numéro est parti', 'The issue has left'),
        text: say(
          `Le suivant se prépare ${moment(next.draft)}.`,
          `The next one is prepared ${moment(next.draft)}.`,
        ),
        link: { href: `${place}/report`, text: say('Lire le bilan', 'Read the report') },
      };
    case 'cancelled':
      return {
        heading: say('Ce numéro a été annulé', 'This issue was cancelled'),
        text: say(
          `Le suivant se prépare ${moment(next.draft)}.`,
          `The next one is prepared ${moment(next.draft)}.`,
        ),
      };
    default:
      return issue.state satisfies never;
  }
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

function Feeds({ feeds, visit: { say } }: { readonly feeds: readonly FeedOnDesk[]; readonly visit: Visit }) {
  const worst = feeds.toSorted((one, other) => gravity(other.health) - gravity(one.health));
  return (
    <ul className="list">
      {worst.map(({ name, health, items }) => {
        const { badge, word, reason } = healthInWords(health, say);
        return (
          <li key={name}>
            <span className={`badge ${badge}`}>{word}</span> {name}
            <br />
            <span className="small soft">
              {reason ?? say(`${items} articles à la dernière lecture`, `${items} items at the last visit`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function gravity(health: FeedHealth): number {
  return ['healthy', 'new', 'silent', 'failing', 'gone'].indexOf(health.kind);
}

function healthInWords(health: FeedHealth, say: Say): { badge: string; word: string; reason: string | null } {
  switch (health.kind) {
    case 'healthy':
      return { badge: 'good', word: say('lu', 'read'), reason: null };
    case 'new':
      return {
        badge: 'warn',
        word: say('jamais lu', 'never read'),
        reason: say('Il sera lu à la prochaine heure.', 'It will be read at the next hour.'),
      };
    case 'silent':
      return {
        badge: 'warn',
        word: say('silencieux', 'silent'),
        reason: say(`Rien de neuf depuis ${health.days} jours.`, `Nothing new for ${health.days} days.`),
      };
    case 'failing':
      return { badge: 'bad', word: say('en panne', 'failing'), reason: health.reason };
    case 'gone':
      return {
        badge: 'bad',
        word: say('disparu', 'gone'),
        reason: say(
          'Retirez-le de newsletter.yaml ou corrigez son adresse.',
          'Take it out of newsletter.yaml or correct its address.',
        ),
      };
    default:
      return health satisfies never;
  }
}
