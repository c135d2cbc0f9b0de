/** Names of stored things, branded so that one can never be taken for another. */
type Brand<Value, Name extends string> = Value & { readonly __brand: Name };

export type ArticleId = Brand<number, 'ArticleId'>;
export type FeedId = Brand<number, 'FeedId'>;
export type IssueId = Brand<number, 'IssueId'>;
export type SubscriberId = Brand<number, 'SubscriberId'>;
export type LetterId = Brand<number, 'LetterId'>;
/** Hex SHA-256 of an edition's bytes. */
export type EditionHash = Brand<string, 'EditionHash'>;
/** ISO week «2026-W47» of a weekly, day «2026-11-22» of a daily: with the newsletter's name, an issue's identity. */
export type Period = Brand<string, 'Period'>;
/** An address that passed parseEmailAddress. */
export type EmailAddress = Brand<string, 'EmailAddress'>;
