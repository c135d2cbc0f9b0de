/** Returns written for people only: who was not reached, by the shape of the text. */
import { addressesIn } from './bounded.ts';
import { fieldOf } from './fields.ts';
import type { ReturnedMail } from './mail.ts';

/** texts: what is said of this recipient first, then what is said around it. */
export type Complaint = { readonly address: string | null; readonly texts: readonly string[] };

const daemon =
  /mailer[-_. ]?daemon|post_?master|mail ?deliver|delivery (sub)?system|mail administrator|\bndr\b|mail ?system|<>\s*$|no-?reply@sns/i;
const bounceSubject =
  /undeliver|not deliver|non[- ]?deliver|delivery (status|fail|report|problem|error|notif|has failed)|(failed|failure|unable|error).*deliver|deliver\w* (mail )?fail|returned (mail|to sender)|failure notice|fail(ed|ure).*mail|mail (delivery|failure|system error|error)|message status|bounce|message you sent|error sending your mail|could not send|cannot send message|メールエラー|配信(エラー|不能)|echec|non remis|non distribu|unzustellbar/i;

/** Whether a mail is a machine's word about a mail that did not arrive. */
export function isNotice({ headers, subject, notice }: ReturnedMail): boolean {
  if (/"notificationType\W+Delivery/.test(notice)) return false;
  if (headers.has('x-failed-recipients')) return true;
  if (daemon.test(fieldOf(headers, 'from') ?? '') || bounceSubject.test(subject)) return true;
  return /\b(could not|cannot|was not|not able to|unable to) (be )?deliver|not (a )?member of (this|the) (mailing )?list/i.test(
    notice.slice(0, 600),
  );
}

/** An address that opens a line, in brackets or not, with or without a colon or a list mark. */
const openingAddress =
  /^[ \t>*+-]*(?![ \t>*+-])(?:To: )?[<"']?([^\s<>"'(),;:@]+@[^\s<>"'(),;:@]+\.[a-z0-9-]+)[>"']?[.,:]*(?=[\s[(:]|$)/i;

/** A line of a transcript: «550 5.1.1 <somebody@example.org>... User unknown». */
const transcriptLine = /^[45]\d\d(?: [45]\.\d+\.\d+)? <([^\s<>@]+@[^\s<>]+)>\.\.\. /i;

/** Ours have one; what lists more than these tells us nothing. */
export const mostRecipients = 20;

/** One entry for each recipient that the notice names, with the words about it; at least one. */
export function complaintsOf(mail: ReturnedMail): Complaint[] {
  const opened = wordsAfter(openingAddress, mail.notice);
  const entries = opened.size > 0 ? opened : wordsUpTo(transcriptLine, mail.notice);
  const around = [mail.notice, mail.subject];
  if (entries.size === 0) return [{ address: onlyAddress(mail), texts: around }];
  return [...entries]
    .slice(0, mostRecipients)
    .map(([address, lines]) => ({ address, texts: [lines.join('\n'), ...around] }));
}

/** A list of addresses, each followed by what happened to it. */
function wordsAfter(opening: RegExp, notice: string): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  let current: string[] | null = null;
  for (const line of notice.split(/\r?\n/)) {
    const address = opening.exec(line)?.[1]?.toLowerCase();
    if (address !== undefined) {
      current = entries.get(address) ?? [];
      entries.set(address, current);
    }
    current?.push(line);
  }
  return entries;
}

/** A dialogue, each piece of which ends by naming the address that it was about. */
function wordsUpTo(closing: RegExp, notice: string): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of notice.split(/\r?\n/)) {
    lines.push(line);
    const address = closing.exec(line)?.[1]?.toLowerCase();
    if (address === undefined) continue;
    entries.set(address, [...(entries.get(address) ?? []), ...lines]);
    lines = [];
  }
  return entries;
}

function onlyAddress(mail: ReturnedMail): string | null {
  const listed = fieldOf(mail.headers, 'x-failed-recipients');
  const written = [listed ?? '', mail.notice, fieldOf(mail.original, 'to') ?? ''].join(' ');
  const found = addressesIn(written).map((word) => /^.+@.+\.[a-z0-9-]+/i.exec(word)?.[0]);
  return found.find((address) => address !== undefined) ?? null;
}
