/** Articles of the week that the issue does not carry, by rubrique, each with the reason and one button. */
import type { ReactNode } from 'react';
import type { Newsletter } from '../config/newsletter.ts';
import { blockName } from '../issue/block-name.ts';
import { dayInWords, dayOf } from '../issue/calendar.ts';
import { homeBlock } from '../issue/home-block.ts';
import type { Block } from '../issue/issue.ts';
import { blockKey } from '../issue/selection.ts';
import { type Desk, EditForm } from './edit-page-form.tsx';
import type { Candidate } from './issue-facts.ts';
import { placesOf } from './places.ts';

type Shown = {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly candidates: readonly Candidate[];
};

export function Candidates({ desk, newsletter, candidates }: Shown) {
  const { say } = desk.visit;
  const homes = placesOf(newsletter).filter(({ kind }) => kind === 'front_page' || kind === 'section');
  const at = (home: Block) =>
    candidates.filter(({ article }) => blockKey(homeBlock(newsletter, article.section)) === blockKey(home));
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
      {candidates.length > 0 && (
        <AddForm desk={desk} newsletter={newsletter}>
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
                    />
                  ))}
                </ul>
              </div>
            ))}
        </AddForm>
      )}
    </section>
  );
}

/** One form for all of them: the place is said once, and a place for each of eighty articles would weigh. */
function AddForm({
  desk,
  newsletter,
  children,
}: {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly children: ReactNode;
}) {
  const { say } = desk.visit;
  if (!desk.mayEdit) return children;
  return (
    <EditForm desk={desk} what="add" id="add">
      <p className="row small">
        <label htmlFor="add-to">{say('Ajouter dans', 'Add to')}</label>
        <select id="add-to" name="block" defaultValue="home">
          <option value="home">{say('sa rubrique', 'its section')}</option>
          {placesOf(newsletter).map((block) => (
            <option key={blockKey(block)} value={blockKey(block)}>
              {blockName(block, newsletter, say)}
            </option>
          ))}
        </select>
      </p>
      {children}
    </EditForm>
  );
}

function Row({
  desk,
  newsletter,
  candidate: { article, reason },
}: {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly candidate: Candidate;
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
        <div className="row">
          <button
            type="submit"
            name="item"
            value={article.id}
            className="small quiet"
            aria-label={`${say('Ajouter', 'Add')} : ${article.title}`}
          >
            {say('Ajouter', 'Add')}
          </button>
          <button
            type="submit"
            name="lead"
            value={article.id}
            className="small quiet"
            aria-label={`${say('À la une', 'As lead')} : ${article.title}`}
          >
            {say('À la une', 'As lead')}
          </button>
        </div>
      )}
    </li>
  );
}
