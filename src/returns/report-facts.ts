/** The report as programs read it, with the same names from the studio and from the command. */
import type { Report } from './report.ts';

/** Everything, for the studio's file. */
export function reportFacts(report: Report): object {
  const { aftermath: _, clicks: __, opens: ___, sentAt, ...told } = report;
  return { ...told, sent_at: sentAt, ...afterFacts(report) };
}

/** What followed, for whoever tells of the letters already. */
export function afterFacts({ aftermath, clicks, opens }: Report): object {
  return {
    bounced: aftermath.bounced,
    complained: aftermath.complained,
    unsubscribed: aftermath.unsubscribed,
    clicks: {
      counted: clicks.counted,
      people: clicks.people,
      programs: clicks.programs,
      letters_with_consent: clicks.known,
      readers_with_consent: clicks.readers,
      links: clicks.links,
    },
    opens: { letters_with_consent: opens.known, readers_with_consent: opens.readers },
  };
}
