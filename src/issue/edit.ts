/** The words of editing: what an editor may change in an issue, and what a change comes to. */
import type { ArticleId } from '../audience/ids.ts';
import type { Sponsor } from '../config/newsletter.ts';
import type { ArticleImage } from '../gather/article.ts';
import type { DeskIssue, IssuePart } from './desk.ts';
import type { Block, Edito, ErratumChoice, IssueItem } from './issue.ts';

/** An item's name: an article stands once in the letter, and once in the block of each commune. */
export type ItemName = { readonly articleId: ArticleId; readonly commune: string | null };

export type Edit =
  | { readonly kind: 'subject' | 'preheader'; readonly text: string }
  | { readonly kind: 'edito'; readonly edito: Edito | null }
  /** null: as the article has it. */
  | { readonly kind: 'title' | 'excerpt'; readonly item: ItemName; readonly text: string | null }
  /** image null: none. */
  | { readonly kind: 'image'; readonly item: ItemName; readonly image: ArticleImage | null | 'original' }
  /** Words for the picture at this address; found: as its source describes it, null when it is the item's own or gone. */
  | {
      readonly kind: 'alt';
      readonly item: ItemName;
      readonly picture: string;
      readonly found: ArticleImage | null;
      readonly text: string;
    }
  | { readonly kind: 'pin'; readonly item: ItemName; readonly pinned: boolean }
  | { readonly kind: 'drop'; readonly item: ItemName }
  | { readonly kind: 'step'; readonly item: ItemName; readonly by: 1 | -1 }
  | { readonly kind: 'move'; readonly item: ItemName; readonly block: Block; readonly position: number }
  /** home: the article's own rubrique. */
  | {
      readonly kind: 'add';
      readonly articleId: ArticleId;
      readonly block: Block | 'home';
      readonly reason: string;
    }
  /** The article changed at its source: take it as it is now, or keep what was written here. */
  | { readonly kind: 'take' | 'keep'; readonly item: ItemName }
  /** id null: a partner of whom nothing was known yet. */
  | { readonly kind: 'sponsor'; readonly id: string | null; readonly sponsor: Omit<Sponsor, 'id'> }
  /** yaml: as newsletter.yaml has it. */
  | { readonly kind: 'unsponsor' | 'yaml_sponsor'; readonly id: string }
  | { readonly kind: 'erratum'; readonly erratum: ErratumChoice };

/** The parts of an issue that editing writes. */
export type EditableParts = Pick<
  DeskIssue,
  'subject' | 'preheader' | 'edito' | 'items' | 'sponsors' | 'errata' | 'edited'
>;

export type EditRefusal =
  | 'no_such_item'
  | 'no_such_article'
  | 'already_there'
  | 'empty'
  | 'too_long'
  | 'nowhere'
  | 'bad_address'
  | 'bad_dates'
  | 'no_alt'
  | 'no_picture';
export type Edited =
  | { readonly kind: 'edited'; readonly parts: EditableParts }
  | { readonly kind: 'refused'; readonly reason: EditRefusal };

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
    // Two hands on one picture: the words of one would stand under the other's choice.
    case 'alt':
      return `image ${nameOf(edit.item)}`;
    case 'take':
    case 'keep':
      return `source ${nameOf(edit.item)}`;
    case 'add':
      return `place ${edit.articleId}`;
    case 'sponsor':
      return `sponsor ${edit.id ?? `+ ${edit.sponsor.title}`}`;
    case 'unsponsor':
    case 'yaml_sponsor':
      return `sponsor ${edit.id}`;
    case 'erratum':
      return `erratum ${edit.erratum.id}`;
    default:
      return `place ${nameOf(edit.item)}`;
  }
}

/** There is one: whatever stood there before gives way. */
export function takesLead(edit: Edit): boolean {
  return (edit.kind === 'move' || edit.kind === 'add') && edit.block !== 'home' && edit.block.kind === 'lead';
}

/** Every subject whose words, or place, an edit would take with it: a person may have written them since the page was made. */
export function subjectsErasedBy(edit: Edit): readonly string[] {
  const own = subjectOfEdit(edit);
  if (takesLead(edit)) return [own, 'lead'];
  if (edit.kind !== 'take' && edit.kind !== 'drop') return [own];
  const name = nameOf(edit.item);
  return [own, `title ${name}`, `excerpt ${name}`, `image ${name}`];
}

/** «12» or «12 martigues». */
export function nameOf({ articleId, commune }: ItemName): string {
  return commune === null ? String(articleId) : `${articleId} ${commune}`;
}

export function nameOfItem({ articleId, block }: Pick<IssueItem, 'articleId' | 'block'>): ItemName {
  return { articleId, commune: block.kind === 'commune' ? block.commune : null };
}

export function edited(parts: EditableParts, part: IssuePart): Edited {
  const touched = parts.edited.includes(part) ? parts.edited : [...parts.edited, part];
  return { kind: 'edited', parts: { ...parts, edited: touched } };
}

export function refused(reason: EditRefusal): Edited {
  return { kind: 'refused', reason };
}

/**
 * Line ends and other control characters become spaces: these texts stand in headers and headings. Marks and signs without
 * width alone (U+200B and the like) are no text: nobody would see it.
 */
export function onOneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return /[^\p{Cf}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(line) ? line : '';
}
