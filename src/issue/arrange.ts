/** Puts choices in the order of the letter, around what an editor has set. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Block, IssueItem } from './issue.ts';
import { blockKey, type Choice } from './selection.ts';

/** Positions count from 0 within each block. A kept item keeps its position as long as the block is that long. */
export function arrange(
  newsletter: Newsletter,
  kept: readonly IssueItem[],
  picks: readonly Choice[],
): IssueItem[] {
  const blocks = new Map([...kept, ...picks].map(({ block }) => [blockKey(block), block]));
  const placed = [...blocks.keys()].flatMap((key) => {
    const set = kept.filter((item) => blockKey(item.block) === key);
    const fresh = picks.filter((pick) => blockKey(pick.block) === key).map(itemOf);
    return around(set, fresh).map((item, position) => ({ ...item, position }));
  });
  return inLetterOrder(newsletter, placed);
}

/** Sorts items as the letter shows them: lead, front page, rubriques in the paper's order, most read, agenda, communes. */
export function inLetterOrder(newsletter: Newsletter, items: readonly IssueItem[]): IssueItem[] {
  const blocks: Block[] = [
    { kind: 'lead' },
    { kind: 'front_page' },
    ...newsletter.sections.map(({ id }): Block => ({ kind: 'section', section: id })),
    { kind: 'most_read' },
    { kind: 'agenda' },
    ...newsletter.communes.map(({ id }): Block => ({ kind: 'commune', commune: id })),
  ];
  const order = new Map(blocks.map((block, at) => [blockKey(block), at]));
  // A block that left newsletter.yaml stands last, where the check names it.
  const place = (item: IssueItem) => order.get(blockKey(item.block)) ?? blocks.length;
  return items.toSorted((one, other) => place(one) - place(other) || one.position - other.position);
}

function around(set: readonly IssueItem[], fresh: readonly IssueItem[]): IssueItem[] {
  const order = [...fresh];
  for (const item of set.toSorted((one, other) => one.position - other.position))
    order.splice(item.position, 0, item);
  return order;
}

function itemOf({ article, block, reason }: Choice): IssueItem {
  return {
    articleId: article.id,
    block,
    position: 0,
    reason,
    pinned: false,
    pickedHash: article.contentHash,
    edited: {},
  };
}
