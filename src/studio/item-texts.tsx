/** An item's own words and picture, each beside the original that one click brings back. */
import { type Desk, EditForm } from './edit-page-form.tsx';
import type { ChosenOnDesk } from './issue-facts.ts';

type Shown = { readonly desk: Desk; readonly item: ChosenOnDesk; readonly name: string };

export function ItemTexts({ desk, item, name }: Shown) {
  const { say } = desk.visit;
  const id = name.replace(' ', '-');
  return (
    <details id={`texts-${id}`}>
      <summary>{say('Titre, chapô, image', 'Title, excerpt, picture')}</summary>
      <Text desk={desk} item={item} name={name} part="title" />
      <Text desk={desk} item={item} name={name} part="excerpt" />
      <Pictures desk={desk} item={item} name={name} />
    </details>
  );
}

function Text({ desk, item, name, part }: Shown & { readonly part: 'title' | 'excerpt' }) {
  const { say } = desk.visit;
  const id = `${part}-${name}`.replace(' ', '-');
  const own = item.edited[part];
  const original = item.article[part];
  const label = part === 'title' ? say('Titre', 'Title') : say('Chapô', 'Excerpt');
  return (
    <EditForm desk={desk} what={part} item={name} saves="change" className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} name="text" rows={part === 'title' ? 2 : 4} defaultValue={own ?? original} />
      <span className="row small">
        <button type="submit" className="small quiet" id={`${id}-save`}>
          {say('Enregistrer', 'Save')}
        </button>
        {own !== undefined && (
          <>
            <button type="submit" name="original" value="1" className="small quiet" id={`${id}-original`}>
              {say('Revenir à l’original', 'Back to the original')}
            </button>
            <span className="soft">{original}</span>
          </>
        )}
      </span>
    </EditForm>
  );
}

function Pictures({ desk, item, name }: Shown) {
  const { say } = desk.visit;
  const { article, edited } = item;
  const id = `picture-${name}`.replace(' ', '-');
  const chosen = edited.image === undefined ? 'original' : (edited.image?.url ?? 'none');
  const found = article.images.filter(
    (one, at) => article.images.findIndex(({ url }) => url === one.url) === at,
  );
  const choices = [
    {
      value: 'original',
      words: say('Celle de l’article', 'The article’s own'),
      url: article.image?.url ?? null,
    },
    ...found
      .filter(({ url }) => url !== article.image?.url)
      .map(({ url, caption, alt }) => ({
        value: url,
        words: (caption || alt || say('Autre image', 'Another')).slice(0, 40),
        url,
      })),
    { value: 'none', words: say('Aucune', 'None'), url: null },
  ];
  return (
    <EditForm desk={desk} what="image" item={name} saves="change">
      <fieldset className="pictures">
        <legend className="small">{say('Image', 'Picture')}</legend>
        {choices.map(({ value, words, url }, at) => (
          <label key={value}>
            {url && <img src={url} alt="" loading="lazy" />}
            <input
              type="radio"
              name="picture"
              id={`${id}-${at}`}
              value={value}
              defaultChecked={value === chosen}
            />{' '}
            {words}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="small quiet" id={`${id}-save`}>
        {say('Enregistrer l’image', 'Save the picture')}
      </button>
    </EditForm>
  );
}
