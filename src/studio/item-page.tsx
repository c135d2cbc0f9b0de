/** One article of the issue, for what needs room: its picture, and every place that it can stand at. */
import { blockName } from '../issue/block-name.ts';
import { nameOf } from '../issue/edit.ts';
import { homeBlock } from '../issue/home-block.ts';
import type { Block } from '../issue/issue.ts';
import { blockKey } from '../issue/selection.ts';
import { isInLetter } from '../issue/unfit.ts';
import { issueAddress, PageForm } from './edit-page-form.tsx';
import { type ItemOnPage, ItemPicture } from './item-picture.tsx';
import { placesOf } from './places.ts';

export function ItemPage({ shown }: { readonly shown: ItemOnPage }) {
  const { desk, newsletter, item } = shown;
  const { say } = desk.visit;
  return (
    <div className="stack">
      <section className="card now">
        <p>
          <a href={`${issueAddress(desk)}#order-title`}>{say('Retour au numéro', 'Back to the issue')}</a>
        </p>
        <h1>{item.edited.title ?? item.article.title}</h1>
        <p className="small soft">
          {say('Dans : ', 'In: ')}
          {blockName(item.block, newsletter, say)}
        </p>
      </section>
      <div className="grid two">
        <ItemPicture shown={shown} />
        <Places shown={shown} />
      </div>
    </div>
  );
}

function Places({ shown: { desk, newsletter, item, communes } }: { readonly shown: ItemOnPage }) {
  const { say } = desk.visit;
  const places = placesOf(newsletter);
  const free = places.filter((one) => one.kind === 'commune' && !communes.has(one.commune));
  const home = homeBlock(newsletter, item.article.section);
  const here = isInLetter(newsletter, item.block) ? item.block : home;
  const name = nameOf({
    articleId: item.articleId,
    commune: item.block.kind === 'commune' ? item.block.commune : null,
  });
  const placeForm = (what: 'move' | 'add', choices: readonly Block[], label: string, action: string) => (
    <PageForm desk={desk} what={what} item={what === 'add' ? String(item.articleId) : name}>
      <p className="field">
        <label htmlFor={`${what}-to`}>{label}</label>
        <select id={`${what}-to`} name="block" defaultValue={blockKey(here)}>
          {choices.map((block) => (
            <option key={blockKey(block)} value={blockKey(block)}>
              {blockName(block, newsletter, say)}
            </option>
          ))}
        </select>
      </p>
      <button type="submit" className="quiet">
        {action}
      </button>
    </PageForm>
  );
  if (!desk.mayEdit) return null;
  return (
    <section className="card stack" aria-labelledby="places-title">
      <h2 id="places-title">{say('Sa place', 'Its place')}</h2>
      {placeForm('move', places, say('Le mettre dans', 'Put it into'), say('Déplacer', 'Move'))}
      {free.length > 0 &&
        placeForm(
          'add',
          free,
          say('L’ajouter aussi au bloc d’une commune', 'Add it to a commune’s block too'),
          say('Ajouter', 'Add'),
        )}
      <PageForm desk={desk} what="drop" item={name}>
        <button type="submit" className="quiet">
          {say('Le retirer de cette place', 'Drop it from this place')}
        </button>
      </PageForm>
    </section>
  );
}
