/** What sending needs of a relay: sessions that take one letter after another. World fits it. */
import type { Receipt } from './reply.ts';

export type Envelope = {
  /** RFC 5321 reverse-path without angle brackets. */
  readonly from: string;
  readonly to: string;
};

export type RelaySession = {
  /** False once the connection ended or was dropped. */
  readonly open: boolean;
  /**
   * Hands over one letter. `letter` is dot-stuffed, ends with CRLF and is written as it is; the dot is written only
   * after mayDot said true. mayDot is asked once, as soon as the envelope is on its way. Never throws.
   */
  readonly transact: (
    envelope: Envelope,
    letter: readonly Buffer[],
    mayDot: () => Promise<boolean>,
  ) => Promise<Receipt>;
};

export type Relay = {
  /** Host and port, for messages. */
  readonly name: string;
  /** How many sessions may be open at once in this process. */
  readonly connections: number;
  /** An authenticated session; waits while all are lent. Throws RelayFault. */
  readonly borrow: (signal: AbortSignal) => Promise<RelaySession>;
  readonly giveBack: (session: RelaySession) => void;
};

/** No session could be opened. The message says which relay, what happened and what to do. */
export class RelayFault extends Error {
  /** Trying again soon cannot help: wrong password, no TLS where TLS is asked for. */
  readonly permanent: boolean;
  constructor(message: string, permanent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RelayFault';
    this.permanent = permanent;
  }
}
