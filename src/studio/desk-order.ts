/** Which newsletter comes first at the desk: who needs a person now, then whose slot is nearest. */
import type { LetterOnDesk } from './desk-facts.ts';
import { needsOf } from './desk-needs.tsx';
import type { Visit } from './page.tsx';

export function inDeskOrder(letters: readonly LetterOnDesk[], visit: Visit): readonly LetterOnDesk[] {
  const ranked = letters.map((letter) => ({ letter, rank: rankOf(letter, visit), slot: nextSlot(letter) }));
  ranked.sort((one, other) => one.rank - other.rank || one.slot - other.slot);
  return ranked.map(({ letter }) => letter);
}

/** 0: letters leave, or something is urgent; 1: an issue waits for somebody; 2: there is trouble besides; 3: all goes by itself. */
function rankOf(letter: LetterOnDesk, visit: Visit): number {
  const needs = needsOf(letter, visit);
  if (letter.issue?.state === 'sending' || needs.some(({ grave }) => grave)) return 0;
  if (needs.some(({ about }) => about === 'issue') || letter.issue?.state === 'draft') return 1;
  return needs.length > 0 ? 2 : 3;
}

function nextSlot({ issue, slot, next }: LetterOnDesk): number {
  const over = issue === null || issue.state === 'sent' || issue.state === 'cancelled';
  return (over ? next.send : (issue.sendAt ?? slot ?? next.send)).getTime();
}

/** The title of a newsletter above whose list shows all healthy feeds of this one: they need not be listed twice. */
export function sameFeedsAs(letter: LetterOnDesk, above: readonly LetterOnDesk[]): string | null {
  const wanted = healthyUrls(letter);
  const same = above.find((other) => new Set(healthyUrls(other)).isSupersetOf(new Set(wanted)));
  return wanted.length === 0 ? null : (same?.newsletter.title ?? null);
}

function healthyUrls({ feeds }: LetterOnDesk): readonly string[] {
  return feeds.filter(({ health }) => health.kind === 'healthy').map(({ url }) => url);
}
