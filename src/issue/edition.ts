/** An edition: an issue frozen into bytes, with slots where a reader's own values go. */
import type { EditionHash, IssueId } from '../audience/ids.ts';

/**
 * html and text carry slots in double square brackets, filled per reader by the letter stage:
 *   [[ reader.first_name | "…" ]]   a value with its fallback
 *   [[ unsubscribe_url ]]           an address of this reader
 *   [[ if premium ]] … [[ else ]] … [[ end ]]            a block for some readers
 *   [[ if commune == "marseille" ]] … [[ end ]]
 *   [[ block:sante ]] … [[ end ]]   a rubrique: for readers who chose it, it changes places with the blocks beside it
 *   [[ link:12 ]]                   the address of a counted link, in the attribute that it stands in
 *   [[ if clicks ]] … [[ if opens ]] …   where this letter's links are counted; where its reader agreed to the pixel
 * One compilation serves every variant: a variant is an answer to the conditions and an order of the rubriques.
 */
export type Edition = {
  readonly hash: EditionHash;
  readonly issueId: IssueId;
  readonly newsletter: string;
  readonly content: EditionContent;
};

/** Exactly what is hashed: what a reader receives, personal values aside. */
export type EditionContent = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  readonly returnPathDomain: string;
  /** RFC 2919 identifier without brackets: lhebdo.example.org, and the phrase before it. */
  readonly listId: { readonly name: string; readonly id: string };
  /** BCP 47. */
  readonly language: string;
  /** Absent where no link is counted. */
  readonly links?: EditionLinks;
};

export type EditionLinks = {
  /** all: every letter's, without saying whose; consented: only of readers who agreed. Theirs are signed either way. */
  readonly counted: 'all' | 'consented';
  /** Where `[[ link:N ]]` leads, N from 1. Link 0 is the one that only programs see. */
  readonly to: readonly string[];
};
