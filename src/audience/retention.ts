/** How long an address is kept without a sign of life: three years, then one question, then it is erased. */

/** CNIL, reference for commercial management: three years from the last contact that came from the person. */
export const silentYears = 3;
/** How long somebody who was asked may take to answer, in days; the letter says the date. */
export const answerDays = 60;

export type RetentionDates = {
  /** No contact since then: ask. */
  readonly silentSince: Date;
  /** Asked before then and not heard of since: erase. */
  readonly askedBefore: Date;
  /** The day that a letter of today names. */
  readonly erasedOn: Date;
};

export function retentionDates(now: Date): RetentionDates {
  const silentSince = new Date(now);
  silentSince.setUTCFullYear(now.getUTCFullYear() - silentYears);
  const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
  return { silentSince, askedBefore: days(-answerDays), erasedOn: days(answerDays) };
}
