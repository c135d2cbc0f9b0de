/** Our own words for why a letter came back: few, and each with what follows from it. */

/**
 * hard: the address is of no use. soft: this time it did not arrive. blocked: our own standing or letter was refused,
 * the reader is innocent.
 */
export type BounceClass = 'hard' | 'soft' | 'blocked';

/** Which class each reason belongs to: read by counting, reports and the studio alike. */
const classOf = {
  unknown_mailbox: 'hard',
  unknown_domain: 'hard',
  moved: 'hard',
  mailbox_full: 'soft',
  mailbox_disabled: 'soft',
  too_big: 'soft',
  /** The reader's own filter, or a provider that tells filters and unknown mailboxes apart for nobody. */
  filtered: 'soft',
  /** Network trouble, or tried until the time was over. */
  not_reached: 'soft',
  server_fault: 'soft',
  /** SPF, DKIM or DMARC failed. */
  authentication: 'blocked',
  /** Lists, missing reverse names and what a network is known for. */
  reputation: 'blocked',
  /** Too much at a time. */
  rate: 'blocked',
  content: 'blocked',
  policy: 'blocked',
} as const satisfies Record<string, BounceClass>;

export type BounceReason = keyof typeof classOf;
/** by says what decided: a code, words that mean one thing, vague words, or the first digits for want of better. */
export type Verdict = {
  readonly class: BounceClass;
  readonly reason: BounceReason;
  readonly by: 'code' | 'words' | 'vague' | 'digits';
};

export function verdict(reason: BounceReason, by: Verdict['by']): Verdict {
  return { class: classOf[reason], reason, by };
}
