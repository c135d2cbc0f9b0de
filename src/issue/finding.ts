/** What a check found: where, how grave, and what an editor can do about it. */
import type { ArticleId } from '../audience/ids.ts';

/** block: the letter must not leave so; warn: an editor should look; note: good to know. */
type FindingLevel = 'block' | 'warn' | 'note';

export type Finding = {
  readonly level: FindingLevel;
  /** The check's own name, for machines: one word. */
  readonly check: CheckName;
  /** Where: a file with its line, a part of the letter, an address, an article's title. */
  readonly place: string;
  /** What to open on the desk; absent where a template, a setting or the machine is meant. */
  readonly at?: DeskPlace;
  /** In the newsletter's language, or that of the editor who looks; as is `fix`. */
  readonly message: string;
  readonly fix: string;
};

export type DeskPlace =
  /** commune: in whose block, where one of several places is meant. */
  | { readonly kind: 'article'; readonly id: ArticleId; readonly commune?: string }
  | { readonly kind: 'field'; readonly field: 'subject' | 'preheader' | 'edito' }
  /** The button that drafts anew. */
  | { readonly kind: 'redraft' };

type CheckName =
  | 'template'
  | 'placeholder'
  | 'unsubscribe'
  | 'sender'
  | 'link'
  | 'image'
  | 'weight'
  | 'subject'
  | 'preheader'
  | 'date'
  | 'agenda'
  | 'sponsor'
  | 'article'
  | 'section'
  | 'neighbour'
  | 'clients'
  | 'contrast'
  | 'reading'
  | 'spelling'
  | 'typography'
  | 'audience'
  | 'approval';

export function atArticle(id: ArticleId, commune: string | null = null): { readonly at: DeskPlace } {
  return { at: { kind: 'article', id, ...(commune !== null && { commune }) } };
}

/** The gravest first; findings of one level stay in the order of the checks. */
export function byGravity(findings: readonly Finding[]): Finding[] {
  const grave: readonly FindingLevel[] = ['block', 'warn', 'note'];
  return findings.toSorted((one, other) => grave.indexOf(one.level) - grave.indexOf(other.level));
}
