/** An item at its place in the issue's order: what it is, what its source says of it now, and what can be done to it. */
import { hasVanished } from '../issue/check-choice.ts';
import { nameOf, nameOfItem } from '../issue/edit.ts';
import { type Desk, EditForm, issueAddress } from './edit-page-form.tsx';
import type { ChosenOnDesk } from './issue-facts.ts';
import { ItemTexts } from './item-texts.tsx';
import { shownAddress } from './picture-address.ts';
import { itemInAddress } from './places.ts';

export function OrderedItem({
  desk,
  item,
  first,
  last,
}: {
  readonly desk: Desk;
  readonly item: ChosenOnDesk;
  readonly first: boolean;
  readonly last: boolean;
}) {
  const { say } = desk.visit;
  const { article, edited, picture } = item;
  const name = nameOf(nameOfItem(item));
  return (
    <li className="item" data-item={name} id={`item-${itemInAddress(nameOfItem(item))}`}>
      <span className="grip" aria-hidden="true">
        {desk.mayEdit ? '⠿' : ''}
      </span>
      {picture ? <img src={shownAddress(picture)} alt="" loading="lazy" /> : <span className="none" />}
      <div>
        <a className="name" href={article.url} target="_blank" rel="noreferrer">
          {edited.title ?? article.title}
        </a>
        <br />
        <span className="small soft">{item.reason}</span>{' '}
        {item.pinned && <span className="badge">{say('épinglé', 'pinned')}</span>}{' '}
        {article.premium && <span className="badge">{say('abonnés', 'premium')}</span>}{' '}
        {Object.keys(edited).length > 0 && <span className="badge">{say('retouché', 'edited')}</span>}
        <Source desk={desk} item={item} name={name} />
      </div>
      {desk.mayEdit && (
        <>
          <Tools desk={desk} item={item} name={name} first={first} last={last} />
          <ItemTexts desk={desk} item={item} name={name} />
        </>
      )}
    </li>
  );
}

/** What happened at the source since the article was picked. */
function Source({
  desk,
  item,
  name,
}: {
  readonly desk: Desk;
  readonly item: ChosenOnDesk;
  readonly name: string;
}) {
  const { say } = desk.visit;
  if (item.gone)
    return (
      <p className="said bad small">
        {say('L’article a disparu du site : retirez-le.', 'The article is gone from the site: drop it.')}
      </p>
    );
  if (hasVanished(item.article))
    return (
      <p className="said warn small">
        {say(
          'L’article n’est plus dans son flux, qui en montre de plus anciens : retiré ?',
          'The article is no longer in its feed, which shows older ones: withdrawn?',
        )}
      </p>
    );
  if (item.article.contentHash === item.pickedHash) return null;
  const ours = item.edited.title !== undefined || item.edited.excerpt !== undefined;
  return (
    <div className="said warn small">
      <p>
        {ours
          ? say(
              `L’article a changé sur le site depuis qu’il a été choisi ; ce que vous avez écrit reste. Là-bas : «\u00a0${item.article.title}\u00a0»`,
              `The article changed on the site since it was picked; what you wrote stays. There: “${item.article.title}”`,
            )
          : say(
              'L’article a changé sur le site depuis qu’il a été choisi ; le brouillon suit le site. Relisez-le.',
              'The article changed on the site since it was picked; the draft follows the site. Read it again.',
            )}
      </p>
      {desk.mayEdit && (
        <EditForm desk={desk} item={name} className="row">
          <button type="submit" name="what" value="take" className="small">
            {ours ? say('Prendre celle du site', 'Take the site’s') : say('C’est vu', 'Seen')}
          </button>
          {ours && (
            <button type="submit" name="what" value="keep" className="small quiet">
              {say('Garder la nôtre', 'Keep ours')}
            </button>
          )}
        </EditForm>
      )}
    </div>
  );
}

function Tools({
  desk,
  item,
  name,
  first,
  last,
}: {
  readonly desk: Desk;
  readonly item: ChosenOnDesk;
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
}) {
  const { say } = desk.visit;
  const title = item.edited.title ?? item.article.title;
  const tool = (what: string, sign: string, words: string, disabled = false) => (
    <button
      type="submit"
      name="what"
      value={what}
      className="small quiet"
      id={`${what === 'unpin' ? 'pin' : what}-${name}`.replace(' ', '-')}
      // Not «disabled»: the key would fall out of the hand that took the item to the end.
      aria-disabled={disabled || undefined}
      aria-label={`${words} : ${title}`}
      title={words}
    >
      {sign}
    </button>
  );
  return (
    <div className="tools">
      <EditForm desk={desk} item={name} className="row">
        {tool('up', '↑', say('Monter', 'Move up'), first)}
        {tool('down', '↓', say('Descendre', 'Move down'), last)}
        {item.block.kind !== 'lead' &&
          tool('lead', say('À la une', 'Lead'), say('Mettre à la une', 'Make the lead story'))}
        {tool(
          item.pinned ? 'unpin' : 'pin',
          item.pinned ? say('Désépingler', 'Unpin') : say('Épingler', 'Pin'),
          item.pinned ? say('Désépingler', 'Unpin') : say('Épingler', 'Pin'),
        )}
        {tool('drop', say('Retirer', 'Drop'), say('Retirer', 'Drop'))}
        <a
          className="button small quiet"
          href={issueAddress(desk, `/item/${itemInAddress(nameOfItem(item))}`)}
          aria-label={`${say('Image, place…', 'Picture, place…')} : ${title}`}
        >
          {say('Image, place…', 'Picture, place…')}
        </a>
      </EditForm>
    </div>
  );
}
