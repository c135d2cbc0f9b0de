/** What is told of the hour of an issue: what an approval lets follow, and that it has not left although its moment is past. */
import type { Say } from '../config/say.ts';
import type { Departure, HourOnceApproved } from '../issue/departure.ts';

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

/** moment: an hour in words. */
export function hourInWords(hour: HourOnceApproved, moment: (at: Date) => string, say: Say): string {
  switch (hour.kind) {
    case 'ahead':
      return moment(hour.at);
    case 'at_once': {
      const when = moment(hour.at);
      return say(
        `Son heure (${when}) est passée : il part aussitôt.`,
        `Its hour (${when}) has passed: it leaves at once.`,
      );
    }
    case 'passed': {
      const when = moment(hour.at);
      return say(
        `Son heure (${when}) est passée : approuver ne le fait pas partir. Programmez-le ou envoyez-le ensuite.`,
        `Its hour (${when}) has passed: approving does not let it leave. Schedule it or send it then.`,
      );
    }
    case 'none':
      return say(
        'Ne part pas tout seul : une fois approuvé, programmez-le ou envoyez-le.',
        'Does not leave by itself: once approved, schedule it or send it.',
      );
    default:
      return hour satisfies never;
  }
}
