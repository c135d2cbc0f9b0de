/** What a receipt says of the relay, and what it says of one mailbox provider: codes decide who is to be spared. */
import { keptText, type Receipt } from './reply.ts';

/** What the relay itself suffers from, or null. At RCPT and later only 421 speaks of the session and not of the letter. */
export function relayTrouble(receipt: Receipt): string | null {
  if (receipt.kind === 'lost') return receipt.silent ? 'it did not answer in time' : null;
  if (receipt.kind !== 'replied') return null;
  const { reply, step } = receipt;
  const busy = reply.code === 421 || (step === 'mail' && reply.code < 500 && reply.code >= 400);
  return busy ? `it said ${words(receipt)}` : null;
}

/** Whether the relay answered about the letter; 421 only ends the session. */
export function isAnswer(receipt: Receipt): boolean {
  return receipt.kind === 'replied' && receipt.reply.code !== 421;
}

/** What ended the session at this letter, or null: it stands, or we ended it ourselves. */
export function whatEnded(receipt: Receipt): string | null {
  if (receipt.kind === 'lost') return keptText(receipt.reason);
  return receipt.kind === 'replied' && receipt.reply.code === 421 ? words(receipt) : null;
}

/**
 * What the recipient's provider has too much of, or null: 421 or a policy code 4.7.x (RFC 3463, 3.8) to the recipient
 * or the letter. 450 and 451 with 4.7.1 is how greylisting speaks, of one reader and not of the pace; a 421 with 4.3.x or
 * 4.4.x is about the relay's own state or its line, as when it shuts down, and then it says so to letters of every provider.
 */
export function providerTrouble(receipt: Receipt): string | null {
  if (receipt.kind !== 'replied' || receipt.step === 'mail') return null;
  const { code, enhanced } = receipt.reply;
  if (code >= 500 || code < 400) return null;
  const relaysOwn = /^4\.[34]\./.test(enhanced ?? '');
  const tooFast =
    (code === 421 && !relaysOwn) || (enhanced?.startsWith('4.7.') === true && enhanced !== '4.7.1');
  return tooFast ? words(receipt) : null;
}

function words({ reply }: Extract<Receipt, { kind: 'replied' }>): string {
  return [reply.code, reply.enhanced, keptText(reply.text).slice(0, 120)]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}
