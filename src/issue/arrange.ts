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
  const blocks: Block[] = [
    { kind: 'lead' },
    ...newsletter.sections.map(({ id }): Block => ({ kind: 'section', section: id })),
    { kind: 'most_read' },
    { kind: 'agenda' },
    ...newsletter.communes.map(({ id }): Block => ({ kind: 'commune', commune: id })),
  ];
  // A kept item whose rubrique left newsletter.yaml is not lost: the check names it.
  const known = new Set(blocks.map(blockKey));
  const strays = kept.filter(({ block }) => !known.has(blockKey(block)));
  const placed = blocks.flatMap((block) => {
    const key = blockKey(block);
    const set = kept.filter((item) => blockKey(item.block) === key);
    const fresh = picks.filter((pick) => blockKey(pick.block) === key).map(itemOf);
    return around(set, fresh).map((item, position) => ({ ...item, position }));
  });
  return [...placed, ...strays];
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
