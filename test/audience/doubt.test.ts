import { expect, it } from 'vitest';
import { doubtAbout } from '../../src/audience/doubt.ts';
import type { EmailAddress } from '../../src/audience/ids.ts';

const doubt = (address: string) => doubtAbout(address as EmailAddress);

it.each([
  ['marie@gmial.com', 'marie@gmail.com'],
  ['marie@gmai.com', 'marie@gmail.com'],
  ['marie@gmaill.com', 'marie@gmail.com'],
  ['marie@gmail.con', 'marie@gmail.com'],
  ['marie@gmail.fr', 'marie@gmail.com'],
  ['marie@hotmial.fr', 'marie@hotmail.fr'],
  ['marie@orange.com', 'marie@orange.fr'],
  ['marie@wanado.fr', 'marie@wanadoo.fr'],
  ['marie@lapsote.net', 'marie@laposte.net'],
  ['Marie+hebdo@outloook.fr', 'Marie+hebdo@outlook.fr'],
])('%s was perhaps meant as %s', (written, proposal) => {
  expect(doubt(written)).toEqual({ kind: 'misspelt', proposal });
});

it.each([
  'marie@gmail.com',
  'marie@sfr.fr',
  'marie@sfd.fr',
  'marie@free.fr',
  'marie@tree.fr',
  'marie@gmx.fr',
])('%s is left as it is', (address) => {
  expect(doubt(address)).toBeNull();
});

it.each(['contact@example.org', 'Info@example.org', 'no-reply@example.org', 'redaction+hebdo@example.org'])(
  '%s is read by several people, or by nobody',
  (address) => {
    expect(doubt(address)).toEqual({ kind: 'role' });
  },
);
