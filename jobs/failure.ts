/** What a failed job may say: the queue keeps a failure for days, so an address that a server quoted in it must not be there. */
import { withoutAddresses } from '../src/audience/address.ts';

export function sayable(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const message = withoutAddresses(error.message);
  if (message === error.message) return error;
  const said = new Error(message);
  said.name = error.name;
  // Where it happened, without what was quoted: a stack opens with the message.
  said.stack = (error.stack ?? '').replaceAll(error.message, message);
  return said;
}
