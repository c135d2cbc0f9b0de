/** Changes of the choice: an article's place, its words and its picture. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Article } from '../gather/article.ts';
import { inLetterOrder } from './arrange.ts';
import {
  type Edit,
  type EditableParts,
  type Edited,
  edited,
  type ItemName,
  nameOf,
  nameOfItem,
  onOneLine,
  refused,
} from './edit.ts';
import { homeBlock } from './home-block.ts';
import type { Block, IssueItem } from './issue.ts';
import { blockKey } from './selection.ts';
import { isInLetter } from './unfit.ts';

type ItemEdit = Extract<Edit, { readonly item: ItemName }>;

/** Moves, pins, drops and rewords an item, and chooses its picture. */
export function changeItem(
  newsletter: Newsletter,
  issue: EditableParts,
  edit: ItemEdit,
  articles: ReadonlyMap<ArticleId, Article>,
): Edited {
  const item = issue.items.find((one) => nameOf(nameOfItem(one)) === nameOf(edit.item));
  if (item === undefined) return refused('no_such_item');
  const others = issue.items.filter((one) => one !== item);
  const replace = (changed: IssueItem) =>
    edited({ ...issue, items: issue.items.map((one) => (one === item ? changed : one)) }, 'items');
  switch (edit.kind) {
    case 'title':
    case 'excerpt':
      return writeText(item, edit, replace);
    case 'image': {
      const { image: _, ...rest } = item.edited;
      return replace({ ...item, edited: edit.image === 'original' ? rest : { ...rest, image: edit.image } });
    }
    case 'alt':
      return describe(item, edit, replace);
    case 'pin':
      return replace({ ...item, pinned: edit.pinned });
    case 'drop':
      return edited({ ...issue, items: inOrder(newsletter, others) }, 'items');
    case 'step':
      return place(
        newsletter,
        issue,
        others,
        item,
        { block: item.block, position: item.position + edit.by },
        articles,
      );
    case 'move':
      return place(newsletter, issue, others, item, edit, articles);
    case 'take':
    case 'keep': {
      const article = articles.get(item.articleId);
      if (article === undefined) return refused('no_such_article');
      const { image } = item.edited;
      const own = image === undefined ? {} : { image };
      return replace({
        ...item,
        pickedHash: article.contentHash,
        edited: edit.kind === 'take' ? own : item.edited,
      });
    }
    default:
      return edit satisfies never;
  }
}

/** Characters. */
const longest = { title: 300, excerpt: 2_000, alt: 300 } as const;

function writeText(
  item: IssueItem,
  { kind, text }: { readonly kind: 'title' | 'excerpt'; readonly text: string | null },
  replace: (item: IssueItem) => Edited,
): Edited {
  const { [kind]: _, ...rest } = item.edited;
  if (text === null) return replace({ ...item, edited: rest });
  const clean = onOneLine(text);
  if (kind === 'title' && clean === '') return refused('empty');
  if ([...clean].length > longest[kind]) return refused('too_long');
  return replace({ ...item, edited: { ...rest, [kind]: clean } });
}

/** The picture becomes the item's own with its words: these must never end up under another one that its source shows later. */
function describe(
  item: IssueItem,
  { picture, found, text }: Extract<Edit, { kind: 'alt' }>,
  replace: (item: IssueItem) => Edited,
): Edited {
  const { image: own } = item.edited;
  const image = own === undefined ? found : own;
  if (image?.url !== picture) return refused('no_picture');
  const alt = onOneLine(text);
  if (alt === '') return refused('no_alt');
  if ([...alt].length > longest.alt) return refused('too_long');
  return replace({ ...item, edited: { ...item.edited, image: { ...image, alt } } });
}

/** Adds an article at the end of a block; it is pinned, because a person chose it. */
export function addItem(
  newsletter: Newsletter,
  issue: EditableParts,
  { articleId, block: asked, reason }: Extract<Edit, { kind: 'add' }>,
  articles: ReadonlyMap<ArticleId, Article>,
): Edited {
  const article = articles.get(articleId);
  if (article === undefined) return refused('no_such_article');
  const block = asked === 'home' ? homeBlock(newsletter, article.section) : asked;
  const item: IssueItem = {
    articleId,
    block,
    position: 0,
    reason,
    pinned: true,
    pickedHash: article.contentHash,
    edited: {},
  };
  const last = issue.items.filter((one) => blockKey(one.block) === blockKey(block)).length;
  return place(newsletter, issue, issue.items, item, { block, position: last }, articles);
}

/** Puts an item at a place, around the others. The letter has one lead: who stood there goes home to the rubrique. */
function place(
  newsletter: Newsletter,
  issue: EditableParts,
  others: readonly IssueItem[],
  item: IssueItem,
  { block, position }: { readonly block: Block; readonly position: number },
  articles: ReadonlyMap<ArticleId, Article>,
): Edited {
  if (!isInLetter(newsletter, block)) return refused('nowhere');
  const moved: IssueItem = { ...item, block, pinned: true };
  if (others.some((one) => nameOf(nameOfItem(one)) === nameOf(nameOfItem(moved))))
    return refused('already_there');
  const home = block.kind === 'lead' ? others.map((one) => leadGoneHome(newsletter, one, articles)) : others;
  const inBlock = home.filter((one) => blockKey(one.block) === blockKey(block));
  const elsewhere = home.filter((one) => blockKey(one.block) !== blockKey(block));
  const at = Math.max(0, Math.min(inBlock.length, position));
  const order = inBlock.toSorted((one, other) => one.position - other.position).toSpliced(at, 0, moved);
  return edited({ ...issue, items: inOrder(newsletter, [...elsewhere, ...order.map(counted)]) }, 'items');
}

function leadGoneHome(
  newsletter: Newsletter,
  item: IssueItem,
  articles: ReadonlyMap<ArticleId, Article>,
): IssueItem {
  if (item.block.kind !== 'lead') return item;
  const home = homeBlock(newsletter, articles.get(item.articleId)?.section ?? null);
  return { ...item, block: home, position: -1 };
}

/** Positions count from 0 within each block. */
function inOrder(newsletter: Newsletter, items: readonly IssueItem[]): readonly IssueItem[] {
  const seen = new Map<string, number>();
  return inLetterOrder(newsletter, items).map((item) => {
    const position = seen.get(blockKey(item.block)) ?? 0;
    seen.set(blockKey(item.block), position + 1);
    return { ...item, position };
  });
}

function counted(item: IssueItem, position: number): IssueItem {
  return { ...item, position };
}
