/** A mail found in the bounce mailbox, taken apart: what a machine wrote, what a person reads, what was sent back. */
import PostalMime, { type Email } from 'postal-mime';
import { bounded, firstLines } from './bounded.ts';
import { type Fields, parseFields } from './fields.ts';

export type ReturnedMail = {
  readonly headers: Fields;
  /** Decoded (RFC 2047), and its beginning. */
  readonly subject: string;
  /** Groups of fields of message/delivery-status (RFC 3464, 2.1): about the mail first, then one per recipient. */
  readonly deliveryStatus: readonly Fields[];
  /** Fields of message/feedback-report (RFC 5965, 3), or null. */
  readonly feedback: Fields | null;
  /** What the returning system says to people, without the copy of what was sent. */
  readonly notice: string;
  /** The copy of what was sent, or its headers; empty when none came back. */
  readonly original: Fields;
};

/** Characters. */
const longestSubject = 1_000;

/** Takes any bytes apart; whatever cannot be parsed is left out, never thrown. */
export async function readMail(mail: Uint8Array): Promise<ReturnedMail> {
  const bytes = firstLines(mail);
  const email = await parseTolerantly(bytes);
  const parts = email.attachments.map((part) => ({ type: part.mimeType, text: textOf(part.content) }));
  const ofType = (pattern: RegExp) => parts.find((part) => pattern.test(part.type))?.text ?? null;
  const shown = bounded(shownText(email) || (ofType(/^text\/plain$/) ?? '') || textOf(bytes));
  const [notice, copy] = cutCopy(shown);
  const report =
    ofType(/^message\/(global-)?delivery-status$/) ?? (/^final-recipient:/im.test(shown) ? shown : '');
  const feedback = ofType(/^message\/feedback-report$/);
  const sentBack = ofType(/^message\/(rfc822|partial|global)|^text\/rfc822-headers$/);
  return {
    headers: parseFields(email.headers.map(({ key, value }) => `${key}: ${value}`).join('\n')),
    subject: (email.subject ?? '').slice(0, longestSubject),
    deliveryStatus: fieldGroups(bounded(report)),
    feedback: feedback === null ? null : parseFields(bounded(feedback)),
    notice,
    original: parseFields(headOf(sentBack === null ? copy : bounded(sentBack))),
  };
}

async function parseTolerantly(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true });
  } catch {
    // Its limits on nesting and header size are reached by hostile mail only, which is nobody's bounce.
    return { headers: [], headerLines: [], attachments: [] };
  }
}

function shownText(email: Email): string {
  return (email.text ?? '').trim() === '' ? textOfHtml(email.html ?? '') : (email.text ?? '');
}

/** Each pattern ends where the next tag begins, or with the text: a megabyte of opened tags is read once. */
function textOfHtml(html: string): string {
  return html
    .replaceAll(/<(style|script)\b[\s\S]*?(?:<\/\1>|$)/gi, '')
    .replaceAll(/<(br|p|div|tr|li|h\d)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(lt|gt|amp|nbsp|quot);/g, (_whole, name) => entities[name] ?? ' ');
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', nbsp: ' ', quot: '"' };

/** Old systems append the copy to their words after a line such as these, or without any. */
const copyMarks = [
  /^[- ]*(this is a copy of|below this line is a copy|here is a copy of|below is a copy of).*$/im,
  /^[-_=* ]*(original message|unsent message|returned message|message header|message text|undelivered message|your original message|the header of the original).*$/im,
  /^[- ]*(message body is|the (text|first \d+ lines) of|original (message|mail) follows).*$/im,
  /^.*headers? of the (original )?message.*$/im,
  /^(return-path|received|x-received|dkim-signature|message-id): .*$/im,
];

function cutCopy(text: string): [notice: string, copy: string] {
  const cuts = copyMarks.map((mark) => text.search(mark)).filter((at) => at > 0);
  const at = Math.min(...cuts, text.length);
  return [text.slice(0, at), text.slice(at)];
}

function headOf(copy: string): string {
  const start = copy.search(/^[A-Za-z][A-Za-z0-9-]*:[ \t]/m);
  return start < 0 ? '' : (copy.slice(start).split(/\r?\n\r?\n/, 1)[0] ?? '');
}

function fieldGroups(report: string): Fields[] {
  return report
    .split(/\r?\n[ \t]*\r?\n/)
    .map(parseFields)
    .filter((fields) => fields.size > 0);
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === 'string' ? content : new TextDecoder('utf-8').decode(content);
}
