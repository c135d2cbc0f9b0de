/** The issue's partners: who stands in this letter, until when, and the way to change it. */
import type { Newsletter, Sponsor } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { dayInWords } from '../issue/calendar.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { flightOn, sponsorAt, sponsorNamed, sponsorsOf } from '../issue/sponsors.ts';
import { type Desk, EditForm, issueAddress } from './edit-page-form.tsx';

type Shown = { readonly desk: Desk; readonly newsletter: Newsletter; readonly issue: DeskIssue };

export function SponsorCard({ desk, newsletter, issue }: Shown) {
  const { say } = desk.visit;
  const partners = sponsorsOf(newsletter, issue);
  const takenOut = newsletter.sponsors.filter(({ id }) => issue.sponsors[id] === null);
  return (
    <section className="card" aria-labelledby="sponsors-title" id="sponsors">
      <h2 id="sponsors-title">
        {say('Les partenaires', 'The partners')} <span className="small soft">{partners.length || ''}</span>
      </h2>
      {partners.length === 0 && (
        <p className="soft">{say('Aucun partenaire dans ce numéro.', 'No partner in this issue.')}</p>
      )}
      <ul className="list">
        {partners.map((partner) => (
          <Row key={partner.id} desk={desk} newsletter={newsletter} issue={issue} partner={partner} />
        ))}
        {takenOut.map(({ id, title }) => (
          <li key={id} className="row">
            <span className="soft">
              <s>{title}</s> {say('retiré de ce numéro', 'taken out of this issue')}
            </span>
            {desk.mayEdit && (
              <Change desk={desk} what="yaml_sponsor" id={id} words={say('Remettre', 'Put back')} />
            )}
          </li>
        ))}
      </ul>
      {desk.mayEdit && (
        <p>
          <a className="button quiet small" href={issueAddress(desk, '/sponsor')} id="add-sponsor">
            {say('Ajouter un partenaire', 'Add a partner')}
          </a>
        </p>
      )}
    </section>
  );
}

function Row({ desk, newsletter, issue, partner }: Shown & { readonly partner: Sponsor }) {
  const { say, language } = desk.visit;
  const stands = sponsorAt(sponsorsOf(newsletter, issue), partner.place, issue)?.id === partner.id;
  const inYaml = newsletter.sponsors.some(({ id }) => id === partner.id);
  const original =
    inYaml && sponsorNamed(newsletter, issue, partner.id) !== null && partner.id in issue.sponsors;
  const { badge, words } = standingInWords(partner, stands, issue, say);
  return (
    <li>
      <span className={`badge ${badge}`}>{words}</span> <strong>{partner.title}</strong>
      <br />
      <span className="small soft">
        {placeInWords(partner.place, say)} · {dayInWords(partner.from, language)} →{' '}
        {dayInWords(partner.until, language)} · {partner.url}
      </span>
      {desk.mayEdit && (
        <div className="row">
          <a
            className="button small quiet"
            href={issueAddress(desk, `/sponsor/${partner.id}`)}
            aria-label={`${say('Modifier', 'Change')} : ${partner.title}`}
          >
            {say('Modifier', 'Change')}
          </a>
          <Change
            desk={desk}
            what="unsponsor"
            id={partner.id}
            words={say('Retirer', 'Take out')}
            of={partner.title}
          />
          {original && (
            <Change
              desk={desk}
              what="yaml_sponsor"
              id={partner.id}
              words={say('Revenir à l’original', 'Back to the original')}
              of={partner.title}
            />
          )}
        </div>
      )}
    </li>
  );
}

function Change({
  desk,
  what,
  id,
  words,
  of,
}: {
  readonly desk: Desk;
  readonly what: 'unsponsor' | 'yaml_sponsor';
  readonly id: string;
  readonly words: string;
  readonly of?: string;
}) {
  return (
    <EditForm desk={desk} what={what} className="row">
      <button
        type="submit"
        name="sponsor"
        value={id}
        id={`${what}-${id}`}
        className="small quiet"
        aria-label={of && `${words} : ${of}`}
      >
        {words}
      </button>
    </EditForm>
  );
}

export function placeInWords(place: Sponsor['place'], say: Say): string {
  return place === 'middle'
    ? say('après la première rubrique', 'after the first section')
    : say('après la dernière rubrique', 'after the last section');
}

function standingInWords(
  partner: Sponsor,
  stands: boolean,
  { date }: DeskIssue,
  say: Say,
): { readonly badge: string; readonly words: string } {
  if (stands) return { badge: 'good', words: say('dans ce numéro', 'in this issue') };
  switch (flightOn(partner, date)) {
    case 'flying':
      return { badge: 'warn', words: say('attend son tour', 'waits its turn') };
    case 'ahead':
      return { badge: '', words: say('pas encore', 'not yet') };
    case 'over':
      return { badge: '', words: say('terminé', 'over') };
  }
}
