/** A reply is its code, the enhanced code of its first line that has one, and the words without either. */
import { expect, test } from 'vitest';
import { replyOf } from '../../src/outbox/reply.ts';

test.each([
  [250, ['2.0.0 Ok: queued as 4XyZ'], '2.0.0', 'Ok: queued as 4XyZ'],
  [250, ['Ok'], null, 'Ok'],
  [354, [''], null, ''],
  [250, ['2.1.5'], '2.1.5', ''],
  [
    550,
    ['5.1.1 No such user,', '5.1.1  see https://relay.example '],
    '5.1.1',
    'No such user, see https://relay.example',
  ],
  [550, ['Nobody', '', '5.7.1 here'], '5.7.1', 'Nobody here'],
  [550, ['5.1.1 first', '5.7.1 second'], '5.1.1', 'first second'],
  // A class that contradicts the code, a number that is no code, codes that are too long.
  [550, ['2.0.0 Ok'], null, 'Ok'],
  [250, ['2.0.0x Ok'], null, '2.0.0x Ok'],
  [450, ['4.2000.1 later'], null, '4.2000.1 later'],
  [550, ['5.1.1\tété 🚋'], '5.1.1', 'été 🚋'],
])('a reply %i with the lines %j', (code, lines, enhanced, text) => {
  expect(replyOf(code, lines)).toEqual({ code, enhanced, text });
});
