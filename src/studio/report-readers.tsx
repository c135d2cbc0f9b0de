/** What single readers followed of an issue: of those alone who agreed to it and still do, for whoever may know. */

import { Hono } from 'hono';
import { csvLine } from '../audience/csv.ts';
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { sayCount } from '../config/say.ts';
import type { AgreedClick, ReportedReaders } from '../returns/report.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import { FiguresTable } from './figures-table.tsx';
import { renderPage, type Visit } from './page.tsx';
import { troublePage } from './trouble.tsx';
import { momentInWords, numberInWords } from './words.ts';

export type ReaderSteps = {
  readonly newsletter: (name: string) => Promise<Newsletter>;
  /** Noted with who asked. null: no issue of this period has begun to leave. */
  readonly readers: (newsletter: string, period: Period, by: string) => Promise<ReportedReaders | null>;
};

/** Readers on the page; the file has them all. */
const shown = 200;

export function readerPages(steps: ReaderSteps): Hono<StudioEnv> {
  const asked = (context: StudioContext) => {
    const { newsletter = '', period = '' } = context.req.param() as Record<string, string>;
    return steps.readers(newsletter, period as Period, context.get('visit').editor?.name ?? '');
  };
  return new Hono<StudioEnv>()
    .get('/issue/:newsletter/:period/report/readers', async (context) => {
      const found = await asked(context);
      if (found === null) return troublePage(context, 'notFound');
      const visit = context.get('visit');
      const { time_zone } = await steps.newsletter(found.newsletter);
      const title = visit.say(
        `Les clics, par lecteur, du n° ${found.number}`,
        `Clicks by reader of no. ${found.number}`,
      );
      return context.html(
        renderPage(visit, title, <ReadersPage title={title} found={found} zone={time_zone} visit={visit} />),
      );
    })
    .get('/issue/:newsletter/:period/report/readers.csv', async (context) => {
      const found = await asked(context);
      if (found === null) return troublePage(context, 'notFound');
      const { newsletter, period } = found;
      return context.body(readersCsv(found), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${newsletter}-${period}-readers.csv"`,
      });
    });
}

function readersCsv({ clicks, links }: ReportedReaders): string {
  const lines = clicks.map(({ email, link, people, firstAt }) => {
    const place = links[link - 1];
    return csvLine([email, link, place?.words ?? '', place?.address ?? '', people, firstAt]);
  });
  return csvLine(['email', 'place', 'words', 'address', 'clicks', 'first_at']) + lines.join('');
}

type Page = {
  readonly title: string;
  readonly found: ReportedReaders;
  readonly zone: string;
  readonly visit: Visit;
};

function ReadersPage({ title, found, zone, visit }: Page) {
  const { say } = visit;
  const readers = Map.groupBy(found.clicks, ({ email }) => email);
  const place = { newsletter: found.newsletter, period: found.period };
  return (
    <div className="stack report">
      <section className="card now">
        <p>
          <a href={issueAddress(place, '/report')}>{say('Retour au bilan', 'Back to the report')}</a>
        </p>
        <h1>{title}</h1>
        <p>
          {readersInWords(readers.size, visit)}{' '}
          {say(
            'Qui retire son accord quitte cette liste aussitôt.',
            'Who withdraws leaves this list at once.',
          )}
        </p>
        <p className="row links">
          <a href={issueAddress(place, '/report/readers.csv')}>CSV</a>
        </p>
      </section>
      <section className="card">
        {readers.size === 0 ? (
          <p className="soft">{say('Personne pour l’instant.', 'Nobody so far.')}</p>
        ) : (
          <FiguresTable
            name={say('Clics par lecteur', 'Clicks by reader')}
            columns={[
              ['words', say('Lecteur', 'Reader')],
              ['words', say('Liens suivis', 'Links followed')],
              ['figures', say('Clics', 'Clicks')],
              ['words', say('Le premier', 'The first')],
            ]}
          >
            {[...readers].slice(0, shown).map(([email, clicks]) => (
              <Row key={email} email={email} clicks={clicks} found={found} zone={zone} visit={visit} />
            ))}
          </FiguresTable>
        )}
        {readers.size > shown && (
          <p className="small soft">
            {say(`Les ${shown} premiers ; tous sont dans le CSV.`, `The first ${shown}; all are in the CSV.`)}
          </p>
        )}
      </section>
    </div>
  );
}

function readersInWords(readers: number, { say, language }: Visit): string {
  if (readers === 0)
    return say(
      'Aucun lecteur n’a suivi de lien, de ceux qui ont accepté que leurs clics soient enregistrés et l’acceptent encore.',
      'No reader followed a link, of those who agreed to have their clicks recorded and still do.',
    );
  const number = numberInWords(readers, language);
  return sayCount(
    readers,
    say,
    [
      'Un lecteur a suivi un lien, de ceux qui ont accepté que leurs clics soient enregistrés et l’acceptent encore.',
      `${number} lecteurs ont suivi un lien, de ceux qui ont accepté que leurs clics soient enregistrés et l’acceptent encore.`,
    ],
    [
      'One reader followed a link, of those who agreed to have their clicks recorded and still do.',
      `${number} readers followed a link, of those who agreed to have their clicks recorded and still do.`,
    ],
  );
}

type RowShown = Omit<Page, 'title'> & { readonly email: string; readonly clicks: readonly AgreedClick[] };

function Row({ email, clicks, found: { links }, zone, visit: { language } }: RowShown) {
  const first = Math.min(...clicks.map(({ firstAt }) => firstAt.getTime()));
  const wordsOf = (link: number) => links[link - 1]?.words || links[link - 1]?.address || String(link);
  return (
    <tr>
      <th scope="row">{email}</th>
      <td>
        <ul className="list tight">
          {clicks.map(({ link }) => (
            <li key={link}>{wordsOf(link)}</li>
          ))}
        </ul>
      </td>
      <td className="n">
        {numberInWords(
          clicks.reduce((sum, { people }) => sum + people, 0),
          language,
        )}
      </td>
      <td>{momentInWords(new Date(first), zone, language)}</td>
    </tr>
  );
}
