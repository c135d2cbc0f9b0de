/** What sending needs of a relay: sessions that take one letter after another. World fits it. */
import type { EnvelopeWay } from './envelope-way.ts';
import type { Ability, Receipt } from './reply.ts';

export type Envelope = {
  /** RFC 5321 reverse-path without angle brackets. */
  readonly from: string;
  readonly to: string;
};

/** A letter that is ready to leave after this one. */
export type Following = { readonly envelope: Envelope; readonly bytes: readonly Buffer[] };

export type RelaySession = {
  /** False once the connection ended or was dropped, or when the relay shall have fewer sessions: give it back. */
  readonly open: boolean;
  /** It ended before the relay had answered one letter over it: whoever had it leaves the relay in peace for a moment. */
  readonly barren: boolean;
  /**
   * Hands over one letter. `letter` is dot-stuffed, ends with CRLF and is written as it is; the dot is written only
   * after mayDot said true. mayDot is asked once, as soon as the envelope is on its way. `following` is asked when the
   * dot is written: the envelope of a letter that is ready may travel with it, and the next transact must then be of
   * that very envelope (the same object), or the session ends. Never throws.
   */
  readonly transact: (
    envelope: Envelope,
    letter: readonly Buffer[],
    mayDot: () => Promise<boolean>,
    following?: () => Following | undefined,
  ) => Promise<Receipt>;
};

export type Relay = {
  /** Host and port, for messages. */
  readonly name: string;
  /** How many sessions may be open at once in this process, at the very most. */
  readonly connections: number;
  /** An authenticated session, of a relay that may have the ability; waits while all are lent. Throws RelayFault or RelayRest. */
  readonly borrow: (signal: AbortSignal, ability?: Ability) => Promise<RelaySession>;
  readonly giveBack: (session: RelaySession) => void;
  /** Whether there is a relay that offers this, or that was not asked yet. */
  readonly mayOffer: (ability: Ability) => boolean;
  /**
   * The relay of this session takes no letter of ours, for this reason: it is left aside for some minutes. False when each
   * relay has said so; then all are asked again next time, since a person puts it right meanwhile.
   */
  readonly refuses: (session: RelaySession, reason: string) => boolean;
  /** How each relay of this process stands now. */
  readonly standing: () => readonly RelayStanding[];
};

/** What a person asks of a relay: is it used, how much, and why not more. */
export type RelayStanding = {
  readonly relay: string;
  readonly sessions: number;
  /** Sessions it may have now, and at the most. */
  readonly allowed: number;
  readonly most: number;
  /** How envelopes travel to it now; null before the first session. */
  readonly envelope: EnvelopeWay | null;
  /** What it said or did when it was last too much, or null. */
  readonly trouble: string | null;
  /** It is left aside until then because of `trouble`, or null. */
  readonly asideUntil: Date | null;
  /** The letters it may take today while it is warmed up, or null; all of them left when `spent`. */
  readonly dailyCap: number | null;
  readonly spent: boolean;
};

/** Every relay has had its letters of today: nothing is wrong, and tomorrow goes on. */
export class RelayRest extends Error {
  readonly until: Date;
  constructor(message: string, until: Date) {
    super(message);
    this.name = 'RelayRest';
    this.until = until;
  }
}

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
