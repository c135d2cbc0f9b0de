/** Joins an edition's sender to the keys that sign its letters; what DNS says is asked again after a while. */
import { examineSigning, type Signing } from '../letter/signing.ts';
import type { World } from '../world/world.ts';
import { lostLinks } from './lost-links.ts';

/** Milliseconds for which an answer holds: a batch of letters takes seconds, a corrected record an hour. */
const holds = 60_000;

/** Asks for the keys of a sender's domain. Notes are logged: they stop nothing. */
export function signingDesk({ clock, log, signing }: Pick<World, 'clock' | 'log' | 'signing'>) {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<Signing> }>();
  return (address: string): Promise<Signing> => {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    const now = clock.now().getTime();
    const known = kept.get(domain);
    if (known && now - known.at < holds) return known.answer;
    const answer = examineSigning(signing, domain).then((found) => {
      for (const note of found.kind === 'signed' ? found.notes : []) log.warn({ domain, note }, 'signing');
      return found;
    });
    kept.set(domain, { at: now, answer });
    return answer;
  };
}

/**
 * Asks at the start what each newsletter's slot would ask: a key that receivers would not believe is said days before it holds
 * an issue back. Stops nothing and never throws; DNS that cannot be asked is a note in the log.
 */
export async function examineSenders(
  world: Pick<World, 'clock' | 'log' | 'publicUrl' | 'relay' | 'signing' | 'templates'>,
): Promise<void> {
  const { log, relay, templates } = world;
  if (relay === undefined) return;
  for (const reason of lostLinks(world))
    log.error({ reason }, 'no letter leaves from here until this is right');
  const signingOf = signingDesk(world);
  const examine = async (newsletter: string) => {
    const { sender } = await templates.newsletter(newsletter);
    const signing = await signingOf(sender.address);
    if (signing.kind !== 'refused') return;
    const reason = `${signing.reasons.join(' ')} Put DKIM_KEYS or the record right (see hebdo doctor), then start again.`;
    log.error({ newsletter, reason }, 'its letters cannot be signed: they would be refused at their slot');
  };
  // A newsletter.yaml that cannot be read is told by whoever keeps the schedules.
  await Promise.allSettled((await templates.names().catch(() => [])).map(examine));
}
