/** What an editor may change in an issue, decided without touching anything: parts in, changed parts or a refusal out. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Article, ArticleImage } from '../gather/article.ts';
import { inLetterOrder } from './arrange.ts';
import type { DeskIssue, IssuePart } from './desk.ts';
import type { Block, Edito, IssueItem } from './issue.ts';
import { blockKey } from './selection.ts';

/** An item's name: an article stands once in the letter, and once in the block of each commune. */
export type ItemName = { readonly articleId: ArticleId; readonly commune: string | null };

export type Edit =
  | { readonly kind: 'subject' | 'preheader'; readonly text: string }
  | { readonly kind: 'edito'; readonly edito: Edito | null }
  /** null: as the article has it. */
  | { readonly kind: 'title' | 'excerpt'; readonly item: ItemName; readonly text: string | null }
  /** image null: none. */
  | { readonly kind: 'image'; readonly item: ItemName; readonly image: ArticleImage | null | 'original' }
  | { readonly kind: 'pin'; readonly item: ItemName; readonly pinned: boolean }
  | { readonly kind: 'drop'; readonly item: ItemName }
  | { readonly kind: 'step'; readonly item: ItemName; readonly by: 1 | -1 }
  | { readonly kind: 'move'; readonly item: ItemName; readonly block: Block; readonly position: number }
  | { readonly kind: 'add'; readonly articleId: ArticleId; readonly block: Block; readonly reason: string }
  /** The article changed at its source: take it as it is now, or keep what was written here. */
  | { readonly kind: 'take' | 'keep'; readonly item: ItemName };

/** The parts of an issue that editing writes. */
export type EditableParts = Pick<DeskIssue, 'subject' | 'preheader' | 'edito' | 'items' | 'edited'>;

export type EditRefusal =
  | 'no_such_item'
  | 'no_such_article'
  | 'already_there'
  | 'empty'
  | 'too_long'
  | 'nowhere';
export type Edited =
  | { readonly kind: 'edited'; readonly parts: EditableParts }
  | { readonly kind: 'refused'; readonly reason: EditRefusal };

/** Characters. */
const limits = {
  subject: 200,
  preheader: 250,
  edito: 20_000,
  signature: 120,
  title: 300,
  excerpt: 2_000,
} as const;

/** articles: those of the items and the candidates, as they are now. */
export function applyEdit(
  newsletter: Newsletter,
  issue: EditableParts,
  edit: Edit,
  articles: ReadonlyMap<ArticleId, Article>,
): Edited {
  switch (edit.kind) {
    case 'subject':
    case 'preheader':
      return writeLine(issue, edit.kind, edit.text);
    case 'edito':
      return writeEdito(issue, edit.edito);
    case 'add':
      return add(newsletter, issue, edit, articles);
    default:
      return changeItem(newsletter, issue, edit, articles);
  }
}

/** What an edit is about: two edits with the same subject would overwrite each other. */
export function subjectOfEdit(edit: Edit): string {
  switch (edit.kind) {
    case 'subject':
    case 'preheader':
    case 'edito':
      return edit.kind;
    case 'title':
    case 'excerpt':
    case 'image':
      return `${edit.kind} ${nameOf(edit.item)}`;
    case 'take':
    case 'keep':
      return `source ${nameOf(edit.item)}`;
    case 'add':
      return `place ${edit.articleId}`;
    default:
      return `place ${nameOf(edit.item)}`;
  }
}

/** «12» or «12 martigues». */
export function nameOf({ articleId, commune }: ItemName): string {
  return commune === null ? String(articleId) : `${articleId} ${commune}`;
}

export function nameOfItem({ articleId, block }: Pick<IssueItem, 'articleId' | 'block'>): ItemName {
  return { articleId, commune: block.kind === 'commune' ? block.commune : null };
}

function writeLine(issue: EditableParts, part: 'subject' | 'preheader', typed: string): Edited {
  const text = onOneLine(typed);
  if (part === 'subject' && text === '') return refused('empty');
  if ([...text].length > limits[part]) return refused('too_long');
  return edited({ ...issue, [part]: text }, part);
}

function writeEdito(issue: EditableParts, edito: Edito | null): Edited {
  if (edito === null || edito.text.trim() === '') return edited({ ...issue, edito: null }, 'edito');
  const text = edito.text.replaceAll('\r\n', '\n').trim();
  const signature = onOneLine(edito.signature);
  if (text.length > limits.edito || signature.length > limits.signature) return refused('too_long');
  return edited({ ...issue, edito: { text, signature } }, 'edito');
}

type ItemEdit = Exclude<Edit, { kind: 'subject' | 'preheader' | 'edito' | 'add' }>;

function changeItem(
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

function writeText(
  item: IssueItem,
  { kind, text }: { readonly kind: 'title' | 'excerpt'; readonly text: string | null },
  replace: (item: IssueItem) => Edited,
): Edited {
  const { [kind]: _, ...rest } = item.edited;
  if (text === null) return replace({ ...item, edited: rest });
  const clean = onOneLine(text);
  if (kind === 'title' && clean === '') return refused('empty');
  if ([...clean].length > limits[kind]) return refused('too_long');
  return replace({ ...item, edited: { ...rest, [kind]: clean } });
}

function add(
  newsletter: Newsletter,
  issue: EditableParts,
  { articleId, block, reason }: Extract<Edit, { kind: 'add' }>,
  articles: ReadonlyMap<ArticleId, Article>,
): Edited {
  const article = articles.get(articleId);
  if (article === undefined) return refused('no_such_article');
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
  if (!known(newsletter, block)) return refused('nowhere');
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
  const section = articles.get(item.articleId)?.section ?? null;
  const home: Block =
    section !== null && newsletter.sections.some(({ id }) => id === section)
      ? { kind: 'section', section }
      : { kind: 'front_page' };
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

function known(newsletter: Newsletter, block: Block): boolean {
  if (block.kind === 'section') return newsletter.sections.some(({ id }) => id === block.section);
  if (block.kind === 'commune') return newsletter.communes.some(({ id }) => id === block.commune);
  return true;
}

function edited(parts: EditableParts, part: IssuePart): Edited {
  const touched = parts.edited.includes(part) ? parts.edited : [...parts.edited, part];
  return { kind: 'edited', parts: { ...parts, edited: touched } };
}

function refused(reason: EditRefusal): Edited {
  return { kind: 'refused', reason };
}

/** Line ends and other control characters become spaces: these texts stand in headers and headings. */
function onOneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
