/** How a command ends: an exit code that cron understands, lines for a person, one object for a machine. */
export const exits = {
  /** Done, or nothing to do. */
  done: 0,
  fault: 1,
  wrongUse: 2,
  /** A check blocks. */
  refused: 3,
  partlyDone: 4,
} as const;

export type Outcome = {
  readonly exit: (typeof exits)[keyof typeof exits];
  readonly lines: readonly string[];
  readonly json: unknown;
};
