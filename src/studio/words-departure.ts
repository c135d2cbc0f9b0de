/** What is told of an issue that has not left although its moment is past. */
import type { Say } from '../config/say.ts';
import type { Departure } from '../issue/departure.ts';

/** null: its moment is ahead, or this very one. */
export function lateInWords({ kind }: Departure, say: Say): string | null {
  switch (kind) {
    case 'late':
      return say(
        'Il part dès qu’un programme qui envoie tourne (hebdo up, hebdo worker) : prévenez l’exploitant.',
        'It leaves as soon as a program that sends runs (hebdo up, hebdo worker): tell the operator.',
      );
    case 'missed':
      return say(
        'C’est trop ancien pour partir tout seul : programmez-le ou envoyez-le.',
        'That is too long ago to leave by itself: schedule it or send it.',
      );
    case 'ahead':
    case 'counting':
      return null;
    default:
      return kind satisfies never;
  }
}
