/** The issue's own order: every block of the letter with its items at their places. */
import type { Newsletter } from '../config/newsletter.ts';
import { blockName } from '../issue/block-name.ts';
import { nameOf, nameOfItem } from '../issue/edit.ts';
import type { Block } from '../issue/issue.ts';
import { blockKey } from '../issue/selection.ts';
import { isInLetter } from '../issue/unfit.ts';
import { type Desk, EditForm, issueAddress } from './edit-page-form.tsx';
import type { ChosenOnDesk } from './issue-facts.ts';
import { OrderedItem } from './ordered-item.tsx';
import { leftoverPlaces, placesOf } from './places.ts';

type Shown = {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly chosen: readonly ChosenOnDesk[];
  /** Whether the state of the issue lets it be drafted anew. */
  readonly mayRedraft: boolean;
};

export function IssueOrder({ desk, newsletter, chosen, mayRedraft }: Shown) {
  const { say } = desk.visit;
  const blocks = placesOf(newsletter);
  const communes = blocks.filter(({ kind }) => kind === 'commune');
  const inBlock = (block: Block) => chosen.filter((item) => blockKey(item.block) === blockKey(block));
  const show = (block: Block) => (
    <BlockOfItems
      key={blockKey(block)}
      desk={desk}
      newsletter={newsletter}
      block={block}
      items={inBlock(block)}
    />
  );
  const named = communes.filter((block) => inBlock(block).length > 0);
  const leftover = leftoverPlaces(newsletter, chosen);
  return (
    <section className="card" aria-labelledby="order-title">
      <h2 id="order-title">{say('Le numéro, dans son ordre', 'The issue, in its order')}</h2>
      {desk.mayEdit && (
        <p className="small soft">
          {say(
            'Glissez un article, ou servez-vous de ses boutons. Tout est enregistré à mesure.',
            'Drag an article, or use its buttons. Everything is saved as you go.',
          )}
        </p>
      )}
      {desk.mayEdit && mayRedraft && (
        <p>
          <a className="button small quiet" id="redraft" href={issueAddress(desk, '/redraft')}>
            {say('Refaire le brouillon…', 'Draft anew…')}
          </a>
        </p>
      )}
      {blocks.filter(({ kind }) => kind !== 'commune').map(show)}
      {named.length > 0 && (
        <details className="block" id="communes">
          <summary>
            {say(`Les blocs des communes (${named.length})`, `The blocks of the communes (${named.length})`)}
          </summary>
          {named.map(show)}
        </details>
      )}
      {leftover.length > 0 && (
        <section className="leftover" aria-labelledby="leftover">
          <h3 id="leftover" className="said bad">
            {say(
              'Sans place dans la lettre : à déplacer ou à retirer',
              'Without a place in the letter: to be moved or dropped',
            )}
          </h3>
          {leftover.map(show)}
        </section>
      )}
      {desk.mayEdit && (
        <EditForm desk={desk} what="move" id="drag">
          <input type="hidden" name="item" value="" />
          <input type="hidden" name="block" value="" />
          <input type="hidden" name="position" value="" />
        </EditForm>
      )}
    </section>
  );
}

function BlockOfItems({
  desk,
  newsletter,
  block,
  items,
}: {
  readonly desk: Desk;
  readonly newsletter: Newsletter;
  readonly block: Block;
  readonly items: readonly ChosenOnDesk[];
}) {
  const { say } = desk.visit;
  const name = blockName(block, newsletter, say);
  // Nothing moves about in a block that the letter does not have: only out of it.
  const gone = !isInLetter(newsletter, block);
  return (
    <div className="block">
      <h3>
        {name}{' '}
        <span className="small soft">
          {gone
            ? desk.visit.say('n’est plus dans newsletter.yaml', 'is not in newsletter.yaml any more')
            : ''}
          {gone ? '' : items.length || ''}
        </span>
      </h3>
      <ol className="items" data-block={blockKey(block)} data-gone={gone || undefined} aria-label={name}>
        {items.map((item, at) => (
          <OrderedItem
            key={nameOf(nameOfItem(item))}
            desk={desk}
            item={item}
            first={gone || at === 0}
            last={gone || at === items.length - 1}
          />
        ))}
      </ol>
    </div>
  );
}
