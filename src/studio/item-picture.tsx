/** An item's picture: one of those found for the article, one brought by the editor, none; the original one click away. */
import type { Newsletter } from '../config/newsletter.ts';
import type { ArticleImage } from '../gather/article.ts';
import { nameOf, nameOfItem } from '../issue/edit.ts';
import { frameOf, imageCandidates } from '../issue/image-choice.ts';
import { type Desk, PageForm } from './edit-page-form.tsx';
import type { ChosenOnDesk } from './issue-facts.ts';
import { shownAddress } from './picture-address.ts';
import { UploadFields } from './upload-fields.tsx';

export type ItemOnPage = {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly item: ChosenOnDesk;
  /** Communes whose block has the article already. */
  readonly communes: ReadonlySet<string>;
  /** The picture that the letter prints of it here, of all that were found. */
  readonly printed: ArticleImage | null;
};
type Shown = { readonly shown: ItemOnPage };

export function ItemPicture({ shown }: Shown) {
  const { desk, item, printed } = shown;
  const { say } = desk.visit;
  const { edited } = item;
  const bare = frameOf(item.block) === null;
  // Where none is printed, the one that would be first elsewhere.
  const image = bare ? (imageCandidates(item)[0] ?? null) : printed;
  return (
    <section className="card stack" aria-labelledby="picture-title">
      <h2 id="picture-title">{say('Son image', 'Its picture')}</h2>
      {bare && (
        <p className="said">
          {say(
            'À cette place, la lettre n’imprime pas d’image.',
            'At this place the letter prints no picture.',
          )}
        </p>
      )}
      {image ? (
        <figure className="shown">
          <img src={shownAddress(image.url)} alt={image.alt} />
          <figcaption className="small soft">
            {image.alt || image.caption || say('Sans texte de remplacement', 'Without alternative text')}
            {image.credit && ` · ${image.credit}`}
          </figcaption>
        </figure>
      ) : (
        <p className="soft">{say('Aucune image.', 'No picture.')}</p>
      )}
      {desk.mayEdit && (
        <>
          {image && <Words shown={shown} image={image} />}
          {edited.image !== undefined && <Original shown={shown} />}
          <Found shown={shown} />
          <Upload shown={shown} />
        </>
      )}
    </section>
  );
}

/** What is read aloud in its place; the caption, where its source says nothing. */
function Words({ shown: { desk, item }, image }: Shown & { readonly image: ArticleImage }) {
  const { say } = desk.visit;
  return (
    <PageForm desk={desk} what="alt" item={nameOf(nameOfItem(item))}>
      <input type="hidden" name="picture" value={image.url} />
      <p className="field">
        <label htmlFor="words">{say('Ce que cette image montre', 'What this picture shows')}</label>
        <input
          type="text"
          id="words"
          name="text"
          maxLength={300}
          required
          autoComplete="off"
          aria-describedby="words-hint"
          defaultValue={image.alt || image.caption}
        />
        <span id="words-hint" className="small soft">
          {say(
            'Lu à voix haute, et affiché quand les images sont coupées.',
            'Read aloud, and shown while pictures are off.',
          )}
        </span>
      </p>
      <button type="submit" className="quiet" id="describe">
        {say('Enregistrer ces mots', 'Save these words')}
      </button>
    </PageForm>
  );
}

function Original({ shown: { desk, item } }: Shown) {
  const { say } = desk.visit;
  return (
    <PageForm desk={desk} what="image" item={nameOf(nameOfItem(item))}>
      <button type="submit" name="picture" value="original" className="quiet" id="original">
        {say('Revenir à celle de l’article', 'Back to the article’s own')}
      </button>
    </PageForm>
  );
}

function Found({ shown: { desk, item, printed } }: Shown) {
  const { say } = desk.visit;
  const { article, edited } = item;
  const chosen = (printed ?? imageCandidates(item)[0])?.url;
  const found = [...(article.image ? [article.image] : []), ...article.images].filter(
    (one, at, all) => all.findIndex(({ url }) => url === one.url) === at,
  );
  return (
    <PageForm desk={desk} what="image" item={nameOf(nameOfItem(item))}>
      <fieldset className="pictures">
        <legend>{say('Celles de l’article', 'Those of the article')}</legend>
        {found.map(({ url, caption, alt }, at) => (
          <label key={url} htmlFor={`picture-${at}`}>
            <img src={url} alt="" loading="lazy" />
            <input
              type="radio"
              id={`picture-${at}`}
              name="picture"
              value={url}
              defaultChecked={url === chosen}
              required
            />{' '}
            {(caption || alt || say('Sans légende', 'No caption')).slice(0, 60)}
          </label>
        ))}
        <label htmlFor="picture-none">
          <input
            type="radio"
            id="picture-none"
            name="picture"
            value="none"
            defaultChecked={edited.image === null}
            required
          />{' '}
          {say('Aucune image', 'No picture')}
        </label>
      </fieldset>
      <button type="submit" className="quiet" id="choose">
        {say('Prendre celle-ci', 'Take this one')}
      </button>
    </PageForm>
  );
}

function Upload({ shown: { desk, item } }: Shown) {
  const { say } = desk.visit;
  return (
    <PageForm
      desk={desk}
      what="image"
      item={nameOf(nameOfItem(item))}
      page="/picture"
      encoding="multipart/form-data"
    >
      <fieldset className="plain">
        <legend>{say('Une autre, de votre ordinateur', 'Another one, from your computer')}</legend>
        <UploadFields say={say} required />
        <p className="field">
          <label htmlFor="credit">{say('Crédit (facultatif)', 'Credit (optional)')}</label>
          <input type="text" id="credit" name="credit" maxLength={120} autoComplete="off" />
        </p>
        <button type="submit" id="upload">
          {say('Envoyer cette image', 'Upload this picture')}
        </button>
      </fieldset>
    </PageForm>
  );
}
