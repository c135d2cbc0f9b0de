/** A draft made anew because an editor wants it: around all that a person set, and with a line in the log, so that it can be taken back. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { DeskIssue, Draft } from './desk.ts';
import { type DraftNeeds, type DraftOutcome, draftIssue } from './draft.ts';
import type { EditNeeds, EditOutcome, Signed } from './edit-issue.ts';
import { mayDo } from './issue.ts';

export type RedraftOutcome =
  | Exclude<EditOutcome, { kind: 'refused' }>
  /** The choice comes out as it is. */
  | { readonly kind: 'same'; readonly issue: DeskIssue }
  | {
      readonly kind: 'no_draft';
      readonly issue: DeskIssue;
      readonly why: Exclude<DraftOutcome['kind'], 'drafted' | 'kept'>;
    };

export type RedraftNeeds = Pick<EditNeeds, 'find' | 'changesSince'> & {
  readonly drafting: DraftNeeds;
  /** Writes the new choice and its line in the log. Null when the issue is not that version of a draft any more. */
  readonly save: (
    issue: DeskIssue,
    draft: Draft,
    signed: Pick<Signed, 'by' | 'at'>,
  ) => Promise<DeskIssue | null>;
};

/**
 * From a page that shows an older version nothing is made: what stays and what goes is another matter then. Pressed twice, it
 * is made once.
 */
export async function redraftIssue(
  newsletter: Newsletter,
  period: Period,
  signed: Pick<Signed, 'by' | 'at' | 'version'>,
  needs: RedraftNeeds,
): Promise<RedraftOutcome> {
  const issue = await needs.find(newsletter.name, period);
  if (issue === null) return { kind: 'no_issue' };
  if (!mayDo(issue.state, 'redraft')) return { kind: 'settled', issue };
  if (issue.version !== signed.version) return overtaken(issue, signed, needs);
  const options = { again: true, anyway: true, now: signed.at };
  const outcome = await draftIssue(newsletter, period, options, logging(issue, signed, needs));
  if (outcome.kind === 'drafted') return { kind: 'edited', issue: outcome.issue };
  if (outcome.kind !== 'kept') return { kind: 'no_draft', issue, why: outcome.kind };
  const now = await needs.find(newsletter.name, period);
  if (now === null) return { kind: 'no_issue' };
  if (!mayDo(now.state, 'redraft')) return { kind: 'settled', issue: now };
  return now.version === issue.version ? { kind: 'same', issue: now } : overtaken(now, signed, needs);
}

/** Drafting as ever, on the version that the editor saw. */
function logging(
  issue: DeskIssue,
  signed: Pick<Signed, 'by' | 'at'>,
  { drafting, save }: RedraftNeeds,
): DraftNeeds {
  const replace = (_: unknown, draft: Draft) => save(issue, draft, signed);
  return { ...drafting, issues: { ...drafting.issues, find: async () => issue, replace } };
}

async function overtaken(
  issue: DeskIssue,
  { by, version }: Pick<Signed, 'by' | 'version'>,
  { changesSince }: RedraftNeeds,
): Promise<RedraftOutcome> {
  const changes = await changesSince(issue.id, version);
  const [first] = changes;
  const isOwn = first?.by === by && first.change.kind === 'redraft' && first.undoes === null;
  if (isOwn && issue.version === version + 1) return { kind: 'edited', issue };
  return changes.length === 0 ? { kind: 'redrafted', issue } : { kind: 'conflict', issue, changes };
}
