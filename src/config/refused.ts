/** What was asked is possible and must not be: a check stands against it. Exit code 3. */
export class Refused extends Error {}
