/** The page of an issue's leaving: where it stands, the hands on it, the check before it, the figures during it. */
import { mayDo } from '../issue/issue.ts';
import { typeset } from '../issue/typography.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import { MissingLetters } from './leaving-again.tsx';
import type { Leaving, LeavingSteps } from './leaving-facts.ts';
import { Hands } from './leaving-hands.tsx';
import { hourAskedAbout } from './leaving-moment.ts';
import { Standing } from './leaving-standing.tsx';
import { News } from './news.tsx';
import { Overtaken } from './overtaken.tsx';
import { patientRequest, renderPage } from './page.tsx';
import { Progress } from './progress.tsx';
import { toldHere } from './said-address.ts';
import { troublePage } from './trouble.tsx';
import { stateInWords } from './words.ts';

export async function showLeaving(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const [newsletter, found, status] = await Promise.all([
    steps.newsletter(name),
    steps.find(name, period),
    steps.status(name, period),
  ]);
  const visit = context.get('visit');
  if (found === null || visit.editor === null) return troublePage(context, 'notFound');
  const [said, overtaken] = await Promise.all([
    toldHere(context, steps, found),
    steps.overtaken(newsletter, found),
  ]);
  const title = visit.say(`Départ du n° ${found.number}`, `Sending of no. ${found.number}`);
  return context.html(
    renderPage(
      visit,
      title,
      <LeavingPage
        leaving={{
          ...{ visit, newsletter, issue: found, status, overtaken, said },
          otherWeek: hourAskedAbout(context),
          now: steps.now(),
        }}
      />,
    ),
  );
}

function LeavingPage({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue, status, said } = leaving;
  const { say } = visit;
  const place = { newsletter: newsletter.name, period: issue.period };
  const title = `${typeset(newsletter.title, newsletter.language)} n° ${issue.number}`;
  return (
    <div className="stack">
      <section className="card now">
        <p className="row">
          <a href={issueAddress(place)}>{say('Retour au numéro', 'Back to the issue')}</a>
          <span className="badge">{stateInWords(issue.state, say)}</span>
        </p>
        <h1>{title}</h1>
        {said && (
          <div className="said" role="status">
            {said}
          </div>
        )}
        {issue.state === 'draft' && issue.unapprovedReason && (
          <p className="said warn">
            {say('L’approbation a été retirée. ', 'The approval was taken back. ')}
            {issue.unapprovedReason}
          </p>
        )}
        {leaving.overtaken && <Overtaken say={say} />}
        <Standing leaving={leaving} />
        <Hands leaving={leaving} />
      </section>
      <News place={place} version={issue.version} state={issue.state} />
      {mayDo(issue.state, 'edit') && (
        <Coming
          id="audience"
          address={issueAddress(place, '/audience')}
          title={say('À qui', 'To whom')}
          meanwhile={null}
          link={say('Voir et choisir les destinataires', 'See and choose the receivers')}
        />
      )}
      {/* It takes seconds, because it follows every link. */}
      {issue.state === 'draft' && (
        <Coming
          id="check"
          address={issueAddress(place, '/check')}
          title={say('La vérification', 'The check')}
          meanwhile={say(
            'Chaque lien et chaque image sont essayés…',
            'Every link and picture is being tried…',
          )}
          link={say('Vérifier', 'Check')}
        />
      )}
      {status.kind === 'started' && <MissingLetters leaving={leaving} status={status} />}
      {status.kind === 'started' && issue.state !== 'sent' && (
        <section
          className="card"
          data-progress={issue.state === 'sending' ? issueAddress(place, '/progress') : undefined}
        >
          <Progress status={status} visit={visit} clock={{ now: leaving.now, zone: newsletter.time_zone }} />
        </section>
      )}
    </div>
  );
}

/** A page of its own without script; with it, its card comes and stands here. */
function Coming(coming: {
  readonly id: string;
  readonly address: string;
  readonly title: string;
  readonly meanwhile: string | null;
  readonly link: string;
}) {
  const { id, address, title, meanwhile, link } = coming;
  return (
    <section
      id={id}
      className="card"
      hx-get={address}
      hx-trigger="load, hebdo:anew"
      hx-target="this"
      hx-select={`#${id}`}
      hx-swap="outerHTML"
      hx-request={patientRequest}
      data-anew="hebdo:anew"
    >
      <h2>{title}</h2>
      <p {...(meanwhile !== null && { role: 'status', 'data-meanwhile': true })}>
        {meanwhile} <a href={address}>{link}</a>
      </p>
    </section>
  );
}
