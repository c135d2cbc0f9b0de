/** Joins looks at an issue to its edition: the approved one once there is one, and whether today would make another. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Edition } from '../issue/edition.ts';
import { type Issue, mayDo } from '../issue/issue.ts';
import { editionByHash } from '../world/db/editions.ts';
import type { World } from '../world/world.ts';
import type { ComposedEdition, Composing } from './composing.ts';
import { slotFaults } from './slot-faults.ts';

type StandingEdition =
  | { readonly kind: 'edition'; readonly edition: Edition }
  | Extract<ComposedEdition, { kind: 'faults' }>;

/** Milliseconds that a page waits for what would be composed now, where a source hangs. */
const patience = 700;

/** What leaves, or left, as it is stored; before anybody answers for it, what would be composed now. */
export async function standingEdition(
  world: Pick<World, 'database'>,
  { composeEdition }: Pick<Composing, 'composeEdition'>,
  newsletter: Newsletter,
  issue: Issue,
  signal?: AbortSignal,
): Promise<StandingEdition> {
  const approved = await approvedEdition(world, issue);
  if (approved) return { kind: 'edition', edition: approved };
  const composed = await composeEdition(newsletter, issue, signal);
  if (composed.kind === 'faults') return composed;
  const faults = slotFaults(newsletter, issue, composed);
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'edition', edition: composed.edition };
}

export async function approvedEdition(
  { database }: Pick<World, 'database'>,
  { approvedHash }: Pick<Issue, 'approvedHash'>,
): Promise<Edition | null> {
  return approvedHash === null ? null : editionByHash(database.db, approvedHash);
}

/** Whether another edition would be composed now than the approved one that waits to leave; false where nobody can tell in time. */
export async function isOvertaken(
  { composeEdition }: Pick<Composing, 'composeEdition'>,
  newsletter: Newsletter,
  issue: Issue,
): Promise<boolean> {
  if (issue.approvedHash === null || !mayDo(issue.state, 'unapprove')) return false;
  try {
    const now = await composeEdition(newsletter, issue, AbortSignal.timeout(patience));
    return now.kind === 'faults' || now.edition.hash !== issue.approvedHash;
  } catch {
    // A notice beside a page: the check says what is wrong.
    return false;
  }
}
