/** What comes back from the relay: replies, and the receipt of one attempt to hand over one letter. */
import { withoutAddresses } from '../audience/address.ts';

/** One complete SMTP reply (RFC 5321, 4.2). */
export type Reply = {
  readonly code: number;
  /** RFC 3463 code such as 5.1.1, or null where the relay gives none. */
  readonly enhanced: string | null;
  /** The words, without codes, lines joined by a space. For people: nothing is decided by them. */
  readonly text: string;
};

/** What not every relay offers, and some letters need: addresses beyond ASCII (RFC 6531). */
export type Ability = 'smtputf8';

/** Where in the transaction a reply came. */
export type Step = 'mail' | 'rcpt' | 'data' | 'dot';

export type Receipt =
  | { readonly kind: 'replied'; readonly step: Step; readonly reply: Reply }
  /** This letter cannot be offered to this relay at all; nothing was written. `lacks`: a relay that offers it could take it. */
  | { readonly kind: 'impossible'; readonly reason: string; readonly lacks?: Ability }
  /** The commit did not allow the dot: the connection was dropped and no mail left. */
  | { readonly kind: 'withheld' }
  /** The connection broke. Only a written dot leaves a doubt. */
  | {
      readonly kind: 'lost';
      readonly dot: 'not_written' | 'written';
      /** The relay was silent for longer than the step's limit. */
      readonly silent?: boolean;
      readonly reason: string;
    };

/** Builds a reply from its lines, whose codes were already cut off. */
export function replyOf(code: number, lines: readonly string[]): Reply {
  let enhanced: string | undefined;
  let said = '';
  for (const line of lines) {
    const found = enhancedCode.exec(line)?.[1];
    enhanced ??= found;
    const text = (found === undefined ? line : line.slice(found.length)).trim();
    if (text !== '') said += said === '' ? text : ` ${text}`;
  }
  // A class that contradicts the code is not an enhanced code (RFC 2034, 4).
  return { code, enhanced: enhanced?.startsWith(String(code).slice(0, 1)) ? enhanced : null, text: said };
}

const enhancedCode = /^([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/;

/** The words of a reply as they are kept: short, on one line, and without any address. */
export function keptText(text: string): string {
  return withoutAddresses(text)
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 300);
}
