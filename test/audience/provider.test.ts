/** Domains of the mailboxes of a French list. */
import { expect, it } from 'vitest';
import { providerOf } from '../../src/audience/provider.ts';

it.each([
  ['gmail.com', 'gmail'],
  ['googlemail.com', 'gmail'],
  ['hotmail.fr', 'outlook'],
  ['live.co.uk', 'outlook'],
  ['outlook.com', 'outlook'],
  ['yahoo.fr', 'yahoo'],
  ['aol.com', 'yahoo'],
  ['wanadoo.fr', 'orange'],
  ['orange.fr', 'orange'],
  ['free.fr', 'free'],
  ['neuf.fr', 'sfr'],
  ['laposte.net', 'laposte'],
  ['bbox.fr', 'bouygues'],
  ['lacalanque.example', 'others'],
  ['gmail.com.example.org', 'others'],
  ['notgmail.com', 'others'],
  ['constructor', 'others'],
])('%s belongs to %s', (domain, provider) => {
  expect(providerOf(domain)).toBe(provider);
});
