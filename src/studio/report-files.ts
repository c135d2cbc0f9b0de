/** The report as a file for a spreadsheet: one figure a line, whatever it is about. */
import { csvLine } from '../audience/csv.ts';
import { letterStates } from '../outbox/ledger.ts';
import type { Report } from '../returns/report.ts';

type Line = readonly [part: string, item: string | number, measure: string, value: string | number | null];

/** CSV with its header. `part` says which table of the report a line belongs to. */
export function reportCsv(report: Report): string {
  const lines: readonly Line[] = [
    ...aboutIssue(report),
    ...aboutLetters(report),
    ...aboutVisits(report),
    ...aboutPast(report),
  ];
  return csvLine(['part', 'item', 'measure', 'value']) + lines.map((line) => csvLine(line)).join('');
}

function aboutIssue(report: Report): Line[] {
  const { newsletter, period, number, date, subject, edition, sentAt } = report;
  const facts = {
    newsletter,
    period,
    number,
    date,
    subject,
    edition,
    sent_at: sentAt?.toISOString() ?? null,
  };
  return Object.entries(facts).map(([measure, value]) => ['issue', '', measure, value]);
}

function aboutLetters(report: Report): Line[] {
  const { letters, counts, providers, refusals, exclusions, aftermath } = report;
  const { bounced, complained, unsubscribed } = aftermath;
  return [
    ['letters', '', 'letters', letters],
    ...letterStates.map((state): Line => ['letters', '', state, counts[state]]),
    ...Object.entries(bounced).map(([kind, count]): Line => ['after', '', `bounced_${kind}`, count]),
    ['after', '', 'complained', complained],
    ['after', '', 'unsubscribed', unsubscribed],
    ...providers.flatMap(({ provider, letters: own, states }): Line[] => [
      ['provider', provider, 'letters', own],
      ...letterStates.map((state): Line => ['provider', provider, state, states[state] ?? 0]),
    ]),
    ...refusals.flatMap(({ state, code, enhanced, reason, words, count }, at): Line[] => [
      ['refusal', at + 1, 'state', state],
      ['refusal', at + 1, 'reason', reason],
      ['refusal', at + 1, 'reply', [code, enhanced].filter(Boolean).join(' ')],
      ['refusal', at + 1, 'letters', count],
      ['refusal', at + 1, 'last_words', words],
    ]),
    ...exclusions.map(({ reason, count }): Line => ['excluded', reason, 'readers', count]),
  ];
}

function aboutVisits({ clicks, opens }: Report): Line[] {
  return [
    ['clicks', '', 'counted', clicks.counted],
    ['clicks', '', 'people', clicks.people],
    ['clicks', '', 'programs', clicks.programs],
    ['clicks', '', 'letters_with_consent', clicks.known],
    ['clicks', '', 'readers_with_consent', clicks.readers],
    ...clicks.links.flatMap(({ link, address, words, picture, people, programs }): Line[] => [
      ['link', link, 'words', words],
      ['link', link, 'address', address],
      ['link', link, 'kind', picture ? 'picture' : 'text'],
      ['link', link, 'people', people],
      ['link', link, 'programs', programs],
    ]),
    ['opens', '', 'letters_with_consent', opens.known],
    ['opens', '', 'readers_with_consent', opens.readers],
  ];
}

function aboutPast({ past }: Report): Line[] {
  return past.flatMap(({ period, ...figures }) =>
    Object.entries(figures).map(([measure, value]): Line => ['past', period, measure, value]),
  );
}
