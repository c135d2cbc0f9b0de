/** What was typed or set cannot be meant: a newsletter that does not exist, an environment that cannot be read. Exit code 2. */
export class WrongUse extends Error {}
