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
  ['marie@free.f', 'marie@free.fr'],
  ['marie@free.ff', 'marie@free.fr'],
  ['marie@fre.fr', 'marie@free.fr'],
  ['marie@freee.fr', 'marie@free.fr'],
  ['marie@orange.con', 'marie@orange.fr'],
  ['marie@sfr.con', 'marie@sfr.fr'],
  ['marie@msn.con', 'marie@msn.com'],
  ['marie@yahoo.cmo', 'marie@yahoo.com'],
  ['marie@gmial.con', 'marie@gmail.com'],
  ['marie@example.con', 'marie@example.com'],
  ['marie@mail.mairie-exemple.frr', 'marie@mail.mairie-exemple.fr'],
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
  'marie@olive.fr',
  'marie@me.com',
  'marie@example.co',
  'marie@example.cm',
  'marie@con.fr',
  'pressecitron@example.org',
])('%s is left as it is', (address) => {
  expect(doubt(address)).toBeNull();
});

const shared = [
  ...[
    'contact',
    'Info',
    'no-reply',
    'redaction+hebdo',
    'presse',
    'dpo',
    'commercial',
    'newsletter',
    'newsletters',
  ],
  ...['communication', 'service-client', 'recrutement'],
];
it.each(shared.map((name) => `${name}@example.org`))(
  '%s is read by several people, or by nobody',
  (address) => {
    expect(doubt(address)).toEqual({ kind: 'role' });
  },
);
