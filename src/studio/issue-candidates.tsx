/** Articles of the week that the issue does not carry, by rubrique, each with the reason and one button. */

import type { Newsletter } from '../config/newsletter.ts';
import { blockName } from '../issue/block-name.ts';
import { dayInWords, dayOf } from '../issue/calendar.ts';
import type { Block } from '../issue/issue.ts';
import { blockKey } from '../issue/selection.ts';
import { type Desk, EditForm } from './edit-page-form.tsx';
import type { Candidate } from './issue-facts.ts';
import { placesOf } from './issue-order.tsx';

type Shown = {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly candidates: readonly Candidate[];
};

export function Candidates({ desk, newsletter, candidates }: Shown) {
  const { say } = desk.visit;
  const homes = placesOf(newsletter).filter(({ kind }) => kind === 'front_page' || kind === 'section');
  const at = (home: Block) =>
    candidates.filter(({ article }) => blockKey(homeOf(article.section, newsletter)) === blockKey(home));
  return (
    <section className="card" aria-labelledby="candidates-title">
      <h2 id="candidates-title">
        {say('Les autres articles de la semaine', 'The week’s other articles')}{' '}
        <span className="small soft">{candidates.length}</span>
      </h2>
      {candidates.length === 0 && (
        <p className="soft">
          {say(
            'Tout ce que les flux ont apporté est dans le numéro.',
            'All that the feeds brought is in the issue.',
          )}
        </p>
      )}
      {homes
        .filter((home) => at(home).length > 0)
        .map((home) => (
          <div className="block" key={blockKey(home)}>
            <h3>{blockName(home, newsletter, say)}</h3>
            <ul className="list">
              {at(home).map((candidate) => (
                <Row
                  key={candidate.article.id}
                  desk={desk}
                  newsletter={newsletter}
                  candidate={candidate}
                  home={home}
                />
              ))}
            </ul>
          </div>
        ))}
    </section>
  );
}

function Row({
  desk,
  newsletter,
  candidate: { article, reason },
  home,
}: {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly candidate: Candidate;
  readonly home: Block;
}) {
  const { say, language } = desk.visit;
  return (
    <li>
      <a href={article.url} target="_blank" rel="noreferrer">
        {article.title}
      </a>
      <br />
      <span className="small soft">
        {dayInWords(dayOf(article.publishedAt, newsletter.time_zone), language)} · {reason}
      </span>
      {desk.mayEdit && (
        <EditForm desk={desk} what="add" item={String(article.id)} className="row">
          <button
            type="submit"
            name="block"
            value={blockKey(home)}
            className="small"
            aria-label={`${say('Ajouter', 'Add')} : ${article.title}`}
          >
            {say('Ajouter', 'Add')}
          </button>
          <button
            type="submit"
            name="block"
            value="lead"
            className="small quiet"
            aria-label={`${say('À la une', 'As lead')} : ${article.title}`}
          >
            {say('À la une', 'As lead')}
          </button>
        </EditForm>
      )}
    </li>
  );
}

function homeOf(section: string | null, newsletter: Newsletter): Block {
  return section !== null && newsletter.sections.some(({ id }) => id === section)
    ? { kind: 'section', section }
    : { kind: 'front_page' };
}
