import { expect, it } from 'vitest';
import type { EmailKey } from '../../src/audience/address.ts';
import { mailboxOf } from '../../src/audience/mailbox.ts';

it.each([
  ['zoe@example.org', 'zoe@example.org'],
  ['zoe+hebdo@example.org', 'zoe@example.org'],
  ['zoe+a+b@example.org', 'zoe@example.org'],
  ['zoe.martin+hebdo@example.org', 'zoe.martin@example.org'],
  ['z.o.e+1@gmail.com', 'zoe@gmail.com'],
  ['zo.e@googlemail.com', 'zoe@gmail.com'],
  ['z.o.e@gmail.com.example.org', 'z.o.e@gmail.com.example.org'],
  ['z.o.e@xgmail.com', 'z.o.e@xgmail.com'],
  ['+hebdo@example.org', '+hebdo@example.org'],
  ['zoe+@example.org', 'zoe@example.org'],
])('a letter to %s lands with those to %s', (key, mailbox) => {
  expect(mailboxOf(key as EmailKey)).toBe(mailbox);
});
