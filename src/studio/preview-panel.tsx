/** The letter beside the desk: the frame, its looks, its readers. */
import type { Newsletter } from '../config/newsletter.ts';
import { shownOf } from '../issue/shown.ts';
import { type Desk, issueAddress } from './edit-page-form.tsx';
import type { IssueOnDesk } from './issue-facts.ts';
import { type Look, lookInWords, looks, shownInWords, unseenInWords } from './looks.ts';
import { queryOf, readerOf } from './view.ts';

export function PreviewPanel({ desk, found }: { readonly desk: Desk; readonly found: IssueOnDesk }) {
  const { view, visit } = desk;
  const { newsletter, issue, moved } = found;
  const shown = shownOf(issue);
  const { say } = visit;
  const query = queryOf(view);
  // An article that changed at its source makes another letter of the same version.
  const asked = [...(query ? [query.slice(1)] : []), ...(moved ? [`moved=${moved}`] : []), 'v='];
  const letter = `${issueAddress(desk, '/letter')}?${asked.join('&')}`;
  const source = `${letter}${desk.version}`;
  return (
    <section
      className="card"
      id="preview"
      aria-labelledby="preview-title"
      data-letter={letter}
      data-version={desk.version}
    >
      <h2 id="preview-title">{say('La lettre', 'The letter')}</h2>
      <nav className="looks" aria-label={say('Manières de la voir', 'Ways to see it')}>
        {looks.map((look) => (
          <LookLink key={look} desk={desk} look={look} />
        ))}
      </nav>
      <Readers desk={desk} newsletter={newsletter} />
      <p className="small soft">{lookInWords(view.look, say, shown).says}</p>
      {view.look === 'source' && <p className="small soft">{unseenInWords(newsletter.tracking, say)}</p>}
      {shown !== 'would_leave' && (
        <p className="small">
          {shownInWords(shown, say)}
          {say(', édition ', ', edition ')}
          <code>{issue.approvedHash?.slice(0, 12)}</code>
        </p>
      )}
      {/* Named by what it shows: the same view goes on in the same frame, where the script renews the letter in place. */}
      <div className="frame">
        {/* The script lets the letter in once the page around it is drawn: its time would be taken from the page. */}
        <noscript>
          <iframe
            id={`letter-${view.look}-${readerOf(view)}-${view.first ?? ''}`}
            className={view.look === 'phone' ? 'paper phone' : 'paper'}
            sandbox="allow-same-origin"
            src={source}
            title={say('La lettre, comme un lecteur la recevrait', 'The letter, as a reader would get it')}
          />
        </noscript>
      </div>
      <p className="small">
        <a href={source} target="_blank" rel="noreferrer">
          {say('Seule, dans un onglet', 'Alone, in a tab')}
        </a>
      </p>
    </section>
  );
}

function LookLink({ desk, look }: { readonly desk: Desk; readonly look: Look }) {
  const { view, visit } = desk;
  const address = `${issueAddress(desk)}${queryOf({ ...view, look })}`;
  return (
    <a
      href={address}
      id={`look-${look}`}
      aria-current={look === view.look ? 'true' : undefined}
      hx-get={address}
      hx-push-url="true"
    >
      {lookInWords(look, visit.say).name}
    </a>
  );
}

function Readers({ desk, newsletter }: { readonly desk: Desk; readonly newsletter: Newsletter }) {
  const { view, visit } = desk;
  const { say } = visit;
  const address = issueAddress(desk);
  const communes = [null, ...newsletter.communes];
  const readers = communes.flatMap((commune) =>
    [false, true].map((premium) => ({
      value: readerOf({ premium, commune: commune?.id ?? null }),
      words: `${commune?.name ?? say('Toute commune', 'Any commune')}, ${premium ? say('abonné', 'premium') : say('gratuit', 'free')}`,
    })),
  );
  return (
    <form
      method="get"
      action={address}
      className="row small field"
      hx-get={address}
      hx-trigger="submit, change"
      hx-push-url="true"
    >
      <input type="hidden" name="look" value={view.look} />
      <label htmlFor="reader">{say('Lue par', 'Read by')}</label>
      <select id="reader" name="reader" defaultValue={readerOf(view)}>
        {readers.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <label htmlFor="first">{say('qui lit d’abord', 'who reads first')}</label>
      <select id="first" name="first" defaultValue={view.first ?? ''}>
        <option value="">{say('l’ordre du journal', 'the paper’s order')}</option>
        {newsletter.sections.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" className="small quiet" id="reader-go">
        {say('Voir', 'Show')}
      </button>
    </form>
  );
}
