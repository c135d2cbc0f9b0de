/** The reader as a letter sees one: what slots may show and conditions may ask. */
import type { EmailAddress, LetterId, SubscriberId } from '../audience/ids.ts';
import type { Tracking } from '../audience/tracking.ts';

export type Reader = {
  readonly subscriberId: SubscriberId;
  readonly email: EmailAddress;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly premium: boolean;
  /** Commune id of newsletter.yaml. */
  readonly commune: string | null;
  /** Further communes whose block they see. */
  readonly moreCommunes?: readonly string[];
  /** Rubriques, by id, that they want to read first. */
  readonly sections?: readonly string[];
  /** What they agreed to have recorded; nothing where it is absent. */
  readonly tracking?: Tracking;
};

/** Everything of one letter that is not in the edition. All given, so that the same input gives the same bytes. */
export type LetterEnvelope = {
  readonly letterId: LetterId;
  readonly date: Date;
  /** Without angle brackets; the same for every attempt (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly links: {
    readonly unsubscribe: string;
    /** RFC 8058 POST target; https outside tests. */
    readonly oneClick: string;
    readonly preferences: string;
    readonly web: string;
    /** The pixel of a letter whose reader agreed to have openings or clicks recorded. */
    readonly opens?: string;
    /** Of the same letters: a link's address but for its number. */
    readonly clicks?: string;
  };
  readonly feedbackId: string;
};
