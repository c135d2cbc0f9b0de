/** What was followed: each link with its place, its people and its programs; and what is known of openings. */
import { sayCount } from '../config/say.ts';
import type { Clicks, LinkFigures, Report } from '../returns/report.ts';
import { perLetter, shareOf } from '../returns/report.ts';
import { Bar } from './bars.tsx';
import { FiguresTable } from './figures-table.tsx';
import type { Visit } from './page.tsx';
import { numberInWords } from './words.ts';
import { shareInWords } from './words-report.ts';

type Shown = { readonly report: Report; readonly visit: Visit };

/** What the clicks are of: without it a figure would say more than is known. */
export function clicksAreOf(
  { counted, known }: Clicks,
  { counts }: Report,
  { say, language }: Visit,
): string {
  const number = (value: number) => numberInWords(value, language);
  switch (counted) {
    case 'all':
      return [
        say(
          'Comptés dans toutes les lettres, sans savoir de qui.',
          'Counted in all letters, without knowing whose.',
        ),
        known === 0
          ? say(
              'Aucun lecteur n’a accepté que ses propres clics soient enregistrés.',
              'No reader agreed to have their own clicks recorded.',
            )
          : sayCount(
              known,
              say,
              [
                `${number(known)} lecteur a accepté que ses propres clics soient enregistrés.`,
                `${number(known)} lecteurs ont accepté que leurs propres clics soient enregistrés.`,
              ],
              [
                `${number(known)} reader agreed to have their own clicks recorded.`,
                `${number(known)} readers agreed to have their own clicks recorded.`,
              ],
            ),
      ].join(' ');
    case 'consented':
      return sayCount(
        known,
        say,
        [
          `Connus pour ${number(known)} lettre sur ${number(counts.accepted)} : celle du lecteur qui l’a accepté.`,
          `Connus pour ${number(known)} lettres sur ${number(counts.accepted)} : celles des lecteurs qui l’ont accepté.`,
        ],
        [
          `Known for ${number(known)} letter of ${number(counts.accepted)}: that of the reader who agreed.`,
          `Known for ${number(known)} letters of ${number(counts.accepted)}: those of readers who agreed.`,
        ],
      );
    case 'none':
      return say(
        'Les liens de ce numéro n’ont pas été comptés.',
        'The links of this issue were not counted.',
      );
    default:
      return counted satisfies never;
  }
}

/** A share of opened letters is only ever one of the letters that could tell. */
export function opensInWords({ opens, counts }: Report, { say, language }: Visit): string {
  const number = (value: number) => numberInWords(value, language);
  if (opens.known === 0)
    return say(
      'Inconnues : aucun lecteur de ce numéro n’a accepté qu’on les mesure.',
      'Unknown: no reader of this issue agreed to have them measured.',
    );
  const share = shareInWords(perLetter(opens.readers, opens.known), language);
  const [known, accepted, opened] = [number(opens.known), number(counts.accepted), number(opens.readers)];
  const ouvertes = opens.readers < 2 ? 'ouverte' : 'ouvertes';
  return sayCount(
    opens.known,
    say,
    [
      `Connues pour ${known} lettre sur ${accepted}, celle du lecteur qui l’a accepté : ${opened} ouverte. Des autres, on ne sait rien.`,
      `Connues pour ${known} lettres sur ${accepted}, celles des lecteurs qui l’ont accepté : ${opened} ${ouvertes}, soit ${share} d’entre elles. Des autres, on ne sait rien.`,
    ],
    [
      `Known for ${known} letter of ${accepted}, that of the reader who agreed: ${opened} opened. Of the others nothing is known.`,
      `Known for ${known} letters of ${accepted}, those of readers who agreed: ${opened} opened, ${share} of them. Of the others nothing is known.`,
    ],
  );
}

/** In the letter's order; what nobody followed is folded away. */
export function Links({ report, visit }: Shown) {
  const { say, language } = visit;
  const { links } = report.clicks;
  const followed = links.filter(({ people, programs }) => people + programs > 0);
  const others = links.filter((link) => !followed.includes(link));
  const count = numberInWords(others.length, language);
  return (
    <div>
      {followed.length === 0 && (
        <p className="soft">{say('Aucun lien n’a encore été suivi.', 'No link was followed yet.')}</p>
      )}
      {followed.length > 0 && <LinkTable links={followed} report={report} visit={visit} />}
      {others.length > 0 && (
        <details>
          <summary>
            {sayCount(
              others.length,
              say,
              [`${count} lien que personne n’a suivi`, `${count} liens que personne n’a suivis`],
              [`${count} link that nobody followed`, `${count} links that nobody followed`],
            )}
          </summary>
          <ol className="small">
            {others.map(({ link, words, address }) => (
              <li key={link} value={link}>
                {words || address}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function LinkTable({ links, report, visit }: Shown & { readonly links: readonly LinkFigures[] }) {
  const { clicks } = report;
  const { say, language } = visit;
  const number = (value: number) => numberInWords(value, language);
  const most = Math.max(...links.map(({ people }) => people), 1);
  return (
    <FiguresTable
      name={say('Clics par lien', 'Clicks by link')}
      columns={[
        ['figures', say('Place', 'Place')],
        ['words', say('Lien', 'Link')],
        ['figures', say('Clics', 'Clicks')],
        ['figures', say('Part', 'Share')],
        ['figures', say('Robots', 'Programs')],
      ]}
    >
      {links.map((link) => (
        <tr key={link.link}>
          <td className="n">{link.link}</td>
          <th scope="row" className="wide">
            <a href={link.address} rel="noreferrer">
              {link.words || link.address}
            </a>
            {link.picture && <span className="small"> · {say('image', 'picture')}</span>}
            <Bar parts={[{ pattern: 'solid', value: link.people }]} of={most} height={8} />
          </th>
          <td className="n">{number(link.people)}</td>
          <td className="n">{shareInWords(shareOf(link, clicks), language)}</td>
          <td className="n">{number(link.programs)}</td>
        </tr>
      ))}
    </FiguresTable>
  );
}
