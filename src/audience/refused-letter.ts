/** A service letter that no relay took: who asked for it waits in vain, until somebody of the paper sees it. */

/** What a service letter is for. */
export type ServiceLetterKind = 'confirm_sign_up' | 'confirm_move' | 'moved' | 'welcome' | 'data' | 'stay';

export type RefusedLetter = {
  readonly kind: ServiceLetterKind;
  /** The relay's words, without the address that they quote. */
  readonly reason: string;
  readonly at: Date;
};

/** Those of one kind. */
export type RefusedLetters = {
  readonly kind: ServiceLetterKind;
  readonly count: number;
  readonly lastAt: Date;
  readonly lastReason: string;
};

/** How long they are kept. */
export const refusedDays = 30;
/** How long the desk tells of them. */
export const refusedDaysShown = 7;

/** The beginning of the last `days`. */
export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
