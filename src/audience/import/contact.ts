/** When a person of a file was last heard of: what they did themselves, never the day on which the file was read. */
import { retentionDates } from '../retention.ts';
import type { ImportOutcome } from './decide.ts';
import type { Person } from './person.ts';

/** null: the file does not say. Our own export knows; of another, consent and leaving are all that a person did. */
export function lastContact({ chosen, consentAt, leftAt }: Person): Date | null {
  if (chosen?.contactAt) return chosen.contactAt;
  const acts = [consentAt, leftAt].flatMap((at) => at ?? []);
  if (acts.length === 0) return chosen?.createdAt ?? null;
  return new Date(Math.max(...acts.map((at) => at.getTime())));
}

/** How many of those that a batch added the next retention asks whether they stay; both lists are in one order. */
export function addedSilent(
  people: readonly Person[],
  outcomes: readonly ImportOutcome[],
  now: Date,
): number {
  const { silentSince } = retentionDates(now);
  return people.filter((person, at) => {
    const heard = lastContact(person);
    return outcomes[at] === 'added' && person.premium !== true && heard !== null && heard < silentSince;
  }).length;
}
