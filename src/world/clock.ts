/** The one place where the time of day comes from. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };
