/** One answer of a mail server in, what it means for the reader out: for returns and for refusals at sending alike. */
import { exactReason, subjectReason, usualReason } from './codes.ts';
import { phraseReason, plainWords } from './phrases.ts';
import { type BounceReason, type Verdict, verdict } from './verdict.ts';

/** What the other side had been told when it refused. */
export type Stage = 'connect' | 'mail' | 'rcpt' | 'data';
/** What is known of a final refusal. A 4xx is meant here only when the sending system has given up. */
export type Refusal = {
  /** RFC 5321 reply code. */
  readonly code: number | null;
  /** RFC 3463 status such as 5.1.1. */
  readonly enhanced: string | null;
  readonly text: string;
  /** Null when the return does not tell. */
  readonly stage: Stage | null;
};

/**
 * Codes that mean one thing decide first, then words that do, then what a code usually means, then vague words, and
 * the first digits for want of better.
 */
export function classify(refusal: Refusal): Verdict {
  const { enhanced } = refusal;
  const exact = exactReason(enhanced);
  if (exact !== null) return verdict(exact, 'code');
  const words = plainWords(refusal.text);
  const provider = phraseReason(words, 'provider');
  if (provider !== null) return verdict(provider, 'words');
  const particular = phraseReason(words, 'particular');
  if (particular !== null) return verdict(tempered(particular, refusal), 'words');
  const usual = usualReason(enhanced);
  if (usual !== null) return verdict(usual, 'code');
  const general = phraseReason(words, 'general');
  if (general !== null) return verdict(tempered(general, refusal), 'vague');
  return verdict(subjectReason(enhanced) ?? byDigits(refusal), 'digits');
}

/**
 * «User unknown» is hard only when a second fact agrees: a code about addresses (x.1.x) or a refused RCPT. After the
 * letter was read, or beside another code, it is what filters answer to those they do not like.
 */
function tempered(said: BounceReason, { code, enhanced, stage }: Refusal): BounceReason {
  const aboutUnknown = said === 'unknown_mailbox' || said === 'unknown_domain';
  if (aboutUnknown && stage === 'mail') return 'policy';
  if (said !== 'unknown_mailbox' || /^\d\.1\.\d/.test(enhanced ?? '')) return said;
  if (/^\d\.2\.0$/.test(enhanced ?? '')) return 'filtered';
  if (stage === 'rcpt') return said;
  if (stage === 'data' || /^\d\.7\.\d/.test(enhanced ?? '')) return 'filtered';
  return code !== null && /^$|\.0\.0$/.test(enhanced ?? '') ? 'filtered' : said;
}

function byDigits({ code, enhanced }: Refusal): BounceReason {
  if (code === 552) return 'mailbox_full';
  if (code === 550 || code === 551 || code === 553) return 'filtered';
  if (code === 554) return 'policy';
  return enhanced?.startsWith('5') ? 'filtered' : 'server_fault';
}
