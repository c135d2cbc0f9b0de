/** The report on one page: the figures that matter first, each with what it is of, then everything by itself. */

import type { Newsletter } from '../config/newsletter.ts';
import { sayCount } from '../config/say.ts';
import { mayUse } from '../desk/editor.ts';
import { typeset } from '../issue/typography.ts';
import { bouncedOf, perLetter, type Report } from '../returns/report.ts';
import { Patterns } from './bars.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { Visit } from './page.tsx';
import { clicksAreOf, Links, opensInWords } from './report-clicks.tsx';
import { Afterwards, Exclusions, Outcomes, Providers, Refusals } from './report-letters.tsx';
import { Past } from './report-past.tsx';
import { momentInWords, numberInWords } from './words.ts';
import { rateInWords, shareInWords } from './words-report.ts';

type Shown = { readonly report: Report; readonly newsletter: Newsletter; readonly visit: Visit };

export function ReportPage({ report, newsletter, visit }: Shown) {
  const { say, language } = visit;
  const { clicks } = report;
  return (
    <div className="stack report">
      <Patterns />
      <Head report={report} newsletter={newsletter} visit={visit} />
      <div className="grid two">
        <section className="card">
          <h2>
            {numberInWords(report.letters, language)}{' '}
            {sayCount(report.letters, say, ['lettre', 'lettres'], ['letter', 'letters'])}
          </h2>
          <Outcomes report={report} visit={visit} />
          <h2>{say('Par messagerie', 'By provider')}</h2>
          <Providers report={report} visit={visit} />
        </section>
        <section className="card">
          <h2>{say('Après leur arrivée', 'After they arrived')}</h2>
          <Afterwards report={report} visit={visit} />
          <h2>{say('Ouvertures', 'Openings')}</h2>
          <p>{opensInWords(report, visit)}</p>
          <h2>{say('Sans lettre', 'Without a letter')}</h2>
          <Exclusions report={report} visit={visit} />
        </section>
      </div>
      <section className="card">
        <h2>{say('Clics', 'Clicks')}</h2>
        <p>
          {clicksAreOf(clicks, report, visit)}{' '}
          {clicks.programs > 0 &&
            sayCount(
              clicks.programs,
              say,
              [
                'À part, une visite d’un robot qui suit tous les liens.',
                `À part, ${numberInWords(clicks.programs, language)} visites de robots qui suivent tous les liens.`,
              ],
              [
                'Apart from these, one visit of a program that follows every link.',
                `Apart from these, ${numberInWords(clicks.programs, language)} visits of programs that follow every link.`,
              ],
            )}
        </p>
        {clicks.counted !== 'none' && (
          <div className="grid two">
            <Links report={report} visit={visit} />
            <LetterPicture report={report} newsletter={newsletter} visit={visit} />
          </div>
        )}
      </section>
      <section className="card">
        <h2>{say('Face aux numéros précédents', 'Beside the issues before')}</h2>
        <Past report={report} visit={visit} />
      </section>
      <section className="card">
        <h2>{say('Refus', 'Refusals')}</h2>
        <Refusals report={report} visit={visit} />
      </section>
    </div>
  );
}

function Head({ report, newsletter, visit }: Shown) {
  const { say, language, editor } = visit;
  const { counts, letters, clicks, aftermath } = report;
  const place = { newsletter: newsletter.name, period: report.period };
  const number = (value: number) => numberInWords(value, language);
  const taken = shareInWords(perLetter(counts.accepted, letters), language, 2);
  const rate = rateInWords(perLetter(clicks.people, counts.accepted), 100, language);
  const figures = [
    {
      name: say('acceptées', 'accepted'),
      figure: number(counts.accepted),
      of: say(`${taken} de ${number(letters)}`, `${taken} of ${number(letters)}`),
    },
    {
      name: say('clics', 'clicks'),
      figure: clicks.counted === 'none' ? '–' : number(clicks.people),
      of:
        clicks.counted === 'all'
          ? say(`${rate} pour 100 lettres`, `${rate} for 100 letters`)
          : sayCount(
              clicks.known,
              say,
              [`connus pour ${number(clicks.known)} lettre`, `connus pour ${number(clicks.known)} lettres`],
              [`known for ${number(clicks.known)} letter`, `known for ${number(clicks.known)} letters`],
            ),
    },
    {
      name: say('désabonnements', 'unsubscribed'),
      figure: number(aftermath.unsubscribed),
      of: say(
        `${rateInWords(perLetter(aftermath.unsubscribed, counts.accepted), 1000, language)} pour 1 000 lettres`,
        `${rateInWords(perLetter(aftermath.unsubscribed, counts.accepted), 1000, language)} for 1,000 letters`,
      ),
    },
    {
      name: say('refusées ou revenues', 'refused or bounced'),
      figure: number(counts.refused + counts.given_up + bouncedOf(aftermath)),
      of: sayCount(
        bouncedOf(aftermath),
        say,
        [`dont ${number(bouncedOf(aftermath))} revenue`, `dont ${number(bouncedOf(aftermath))} revenues`],
        [
          `of which ${number(bouncedOf(aftermath))} bounced`,
          `of which ${number(bouncedOf(aftermath))} bounced`,
        ],
      ),
    },
  ];
  return (
    <section className="card now">
      <p className="screen">
        <a href={issueAddress(place, '/leaving')}>{say('Retour au départ', 'Back to the sending')}</a>
      </p>
      <h1>{say(`Bilan du n° ${report.number}`, `Report of no. ${report.number}`)}</h1>
      <p>{typeset(report.subject, newsletter.language)}</p>
      <p className="small soft">{standingInWords({ report, newsletter, visit })}</p>
      <dl className="figures">
        {figures.map(({ name, figure, of }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{figure}</strong>
            </dd>
            <dd className="of">{of}</dd>
          </div>
        ))}
      </dl>
      <p className="row links">
        <a href={`/l/${newsletter.name}/${report.period}`}>
          {say('La lettre sur le web', 'The letter on the web')}
        </a>
        <a href={issueAddress(place, '/report.csv')}>CSV</a>
        <a href={issueAddress(place, '/report.json')}>JSON</a>
        {clicks.counted !== 'none' && editor && mayUse(editor, 'readers', newsletter.approval) && (
          <a href={issueAddress(place, '/report/readers')}>
            {say('Les clics par lecteur, de qui l’accepte', 'Clicks by reader, of who agreed')}
          </a>
        )}
      </p>
    </section>
  );
}

function standingInWords({
  report: { sentAt, cancelled },
  newsletter,
  visit: { say, language },
}: Shown): string {
  if (sentAt !== null) {
    const when = momentInWords(sentAt, newsletter.time_zone, language);
    return say(`Parti : ${when}`, `Left: ${when}`);
  }
  return cancelled
    ? say(
        'Annulé en cours de départ : les autres lettres ne partiront pas.',
        'Cancelled on its way: the other letters will not leave.',
      )
    : say('Pas encore parti en entier : les chiffres bougent.', 'Not all left yet: the figures move.');
}

function LetterPicture({ report, newsletter, visit }: Shown) {
  const { say } = visit;
  const source = issueAddress({ newsletter: newsletter.name, period: report.period }, '/report/letter');
  return (
    <figure className="picture">
      <figcaption>
        {say(
          'La lettre partie, les blocs de toutes les communes à la suite, avec la part des clics sur chaque lien',
          'The letter that left, the blocks of all towns in a row, with the share of clicks on each link',
        )}
      </figcaption>
      <iframe
        className="paper"
        sandbox=""
        src={source}
        title={say('La lettre et ses clics', 'The letter and its clicks')}
      />
    </figure>
  );
}
