/** What is told of an issue that has not left although its moment is past. */
import type { Say } from '../config/say.ts';
import type { Departure } from '../issue/departure.ts';

/** null: its moment is ahead, or this very one. */
export function lateInWords({ kind }: Departure, say: Say): string | null {
  switch (kind) {
    case 'late':
      return say(
        'Rien ne l’a fait partir : prévenez l’exploitant (hebdo up ou hebdo worker tourne-t-il, avec SMTP_URL ? hebdo doctor et le journal disent ce qui s’y oppose).',
        'Nothing has let it leave: tell the operator (does hebdo up or hebdo worker run, with SMTP_URL? hebdo doctor and the log say what stands against it).',
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
