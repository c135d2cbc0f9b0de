/** A reader with everything that is stored of them, as programs read and change it. */
import type { EmailAddress, SubscriberId } from './ids.ts';
import type { SubscriptionState } from './subscription.ts';

export type AttributeValue = string | number | boolean;

export type ReaderRecord = {
  readonly id: SubscriberId;
  readonly email: EmailAddress;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Commune id of newsletter.yaml. */
  readonly commune: string | null;
  /** Others whose block they also get. */
  readonly moreCommunes: readonly string[];
  /** Rubriques they would rather read first. */
  readonly sections: readonly string[];
  readonly premium: boolean;
  readonly language: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly createdAt: Date;
  /** In order of the newsletters' names. */
  readonly subscriptions: readonly {
    readonly newsletter: string;
    readonly state: SubscriptionState;
    readonly since: Date;
    readonly source: string;
    readonly pausedUntil: Date | null;
  }[];
};

/** What may be changed; absent: stays. Attributes are merged, null takes one away. */
export type ReaderChange = {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly commune?: string | null;
  /** All of them: those not named go. */
  readonly moreCommunes?: readonly string[];
  readonly sections?: readonly string[];
  readonly premium?: boolean;
  readonly language?: string | null;
  readonly attributes?: Readonly<Record<string, AttributeValue | null>>;
};

/** A reader has this many attributes at most. */
export const mostAttributes = 50;
