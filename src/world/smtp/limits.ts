/** How long each step of SMTP may take, and how long a session stays in one hand. */

export type TimeLimits = {
  readonly connect: number;
  readonly greeting: number;
  readonly mail: number;
  readonly rcpt: number;
  readonly data: number;
  readonly dot: number;
  /** After a refused envelope. */
  readonly rset: number;
  /** While others wait for a session: after this the next letter is another one's. */
  readonly turn: number;
};

/**
 * Milliseconds. RFC 5321, 4.5.3.2 asks a client for 5 min at MAIL and RCPT, 2 min at DATA and 10 min at the dot;
 * connecting is shorter, because a relay that does not even greet is better tried again.
 */
export const usualLimits: TimeLimits = {
  connect: 30_000,
  greeting: 60_000,
  mail: 300_000,
  rcpt: 300_000,
  data: 120_000,
  dot: 600_000,
  // It has nothing to do there (RFC 5321, 4.1.1.5), and it answered the envelope just now.
  rset: 60_000,
  turn: 1_000,
};
