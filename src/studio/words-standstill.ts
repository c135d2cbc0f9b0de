/** What is told of letters that could leave and that nobody sends: who goes on by itself, and whom to ask else. */

import type { Status } from '../outbox/status.ts';
import type { Visit } from './page.tsx';

/** Programs that send look this often for what stands still; before, a send is between two of its steps. Milliseconds. */
const patience = 60_000;

/** null: somebody is at it, or it waits for a reason. */
export function standstillInWords(
  { issue, live, progress: { counts }, stage }: Extract<Status, { kind: 'started' }>,
  now: Date,
  { say }: Visit,
): string | null {
  if (issue.state !== 'sending' || issue.frozen === null) return null;
  const ready = counts.pending + counts.claimed + counts.dotted;
  if (ready === 0 || stage !== null || live.rest !== null || live.pulses.length > 0) return null;
  const still = now.getTime() - (live.movedAt ?? issue.frozen.at).getTime();
  if (still < patience) return null;
  return say(
    'Personne n’envoie en ce moment. Un programme qui a un relais (hebdo web, up ou worker, avec SMTP_URL) reprend de lui-même en une ou deux minutes. Sinon, prévenez l’exploitant : hebdo doctor dit si le relais répond.',
    'Nobody sends at the moment. A program that has a relay (hebdo web, up or worker, with SMTP_URL) goes on by itself in a minute or two. If none does, tell the operator: hebdo doctor says whether the relay answers.',
  );
}
