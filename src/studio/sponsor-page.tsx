/** One partner: its words, its address, its picture, its days and its place. */
import type { Newsletter, Sponsor } from '../config/newsletter.ts';
import { sponsorMark } from '../issue/compose-sponsor.ts';
import { type Desk, issueAddress, PageForm } from './edit-page-form.tsx';
import { shownAddress } from './picture-address.ts';
import { placeInWords } from './sponsor-card.tsx';
import { UploadFields } from './upload-fields.tsx';

const places: readonly Sponsor['place'][] = ['middle', 'end'];
const marks: readonly Sponsor['mark'][] = ['advert', 'partner', 'sponsored'];

/** sponsor null: a new one, from the issue's date on. */
export function SponsorPage({
  desk,
  newsletter,
  date,
  sponsor,
}: {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly date: string;
  readonly sponsor: Sponsor | null;
}) {
  const { say } = desk.visit;
  return (
    <div className="stack">
      <section className="card now">
        <p>
          <a href={`${issueAddress(desk)}#sponsors`}>{say('Retour au numéro', 'Back to the issue')}</a>
        </p>
        <h1>{sponsor?.title ?? say('Un nouveau partenaire', 'A new partner')}</h1>
      </section>
      <section className="card form">
        <PageForm desk={desk} what="sponsor" page="/sponsor" encoding="multipart/form-data">
          <input type="hidden" name="id" value={sponsor?.id ?? ''} />
          <Line name="title" label={say('Nom', 'Name')} value={sponsor?.title} most={120} />
          <Line name="text" label={say('Sa ligne', 'Its line')} value={sponsor?.text} most={400} optional />
          <p className="field">
            <label htmlFor="url">{say('Lien', 'Link')}</label>
            <input
              type="url"
              id="url"
              name="url"
              required
              defaultValue={sponsor?.url}
              placeholder="https://"
              pattern="https?://.+"
            />
          </p>
          <div className="row top">
            <Day name="from" label={say('Du', 'From')} value={sponsor?.from ?? date} />
            <Day name="until" label={say('Au (compris)', 'To (included)')} value={sponsor?.until ?? date} />
          </div>
          <Choice
            name="place"
            legend={say('Sa place', 'Its place')}
            chosen={sponsor?.place ?? 'middle'}
            choices={places.map((place) => [place, placeInWords(place, say)])}
          />
          <Choice
            name="mark"
            legend={say('Ce qui dit au lecteur que c’est payé', 'What tells a reader that it is paid for')}
            chosen={sponsor?.mark ?? 'advert'}
            choices={marks.map((mark) => [mark, sponsorMark(mark, newsletter.language)])}
          />
          <Picture desk={desk} sponsor={sponsor} />
          <button type="submit" id="save">
            {say('Enregistrer', 'Save')}
          </button>
        </PageForm>
      </section>
    </div>
  );
}

function Picture({ desk, sponsor }: { readonly desk: Desk; readonly sponsor: Sponsor | null }) {
  const { say } = desk.visit;
  return (
    <fieldset className="plain">
      <legend>{say('Son image (facultative)', 'Its picture (optional)')}</legend>
      {sponsor?.image && (
        <p className="row">
          <img className="thumb" src={shownAddress(sponsor.image)} alt={sponsor.alt} />
          <label htmlFor="no-picture">
            <input type="checkbox" id="no-picture" name="no_picture" value="yes" />{' '}
            {say('Sans image', 'Without a picture')}
          </label>
        </p>
      )}
      <UploadFields say={say} alt={sponsor?.alt ?? ''} />
    </fieldset>
  );
}

function Line({
  name,
  label,
  value,
  most,
  optional = false,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly most: number;
  readonly optional?: boolean;
}) {
  return (
    <p className="field">
      <label htmlFor={name}>{label}</label>
      <input type="text" id={name} name={name} defaultValue={value} maxLength={most} required={!optional} />
    </p>
  );
}

function Day({
  name,
  label,
  value,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}) {
  return (
    <p className="field">
      <label htmlFor={name}>{label}</label>
      <input type="date" id={name} name={name} defaultValue={value} required />
    </p>
  );
}

function Choice({
  name,
  legend,
  chosen,
  choices,
}: {
  readonly name: string;
  readonly legend: string;
  readonly chosen: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
}) {
  return (
    <fieldset className="plain row">
      <legend>{legend}</legend>
      {choices.map(([value, words]) => (
        <label key={value} htmlFor={`${name}-${value}`}>
          <input
            type="radio"
            id={`${name}-${value}`}
            name={name}
            value={value}
            defaultChecked={value === chosen}
          />{' '}
          {words}
        </label>
      ))}
    </fieldset>
  );
}
