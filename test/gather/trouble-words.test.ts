/** What the network's trouble is called in each language, from the very errors that node gives. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import type { NotFetched } from '../../src/gather/fetched.ts';
import { troubleInWords } from '../../src/gather/trouble-words.ts';
import { refusedAddressCode } from '../../src/world/http/public-address.ts';
import { troubleOf } from '../../src/world/http/trouble.ts';

const url = new URL('https://a.example/feed/');
const fault = (code: string) => Object.assign(new Error(`read ${code}`), { code });
const ofError = (error: unknown, outOfTime = false) =>
  troubleOf(error, url, { outOfTime, allowedBy: 'HEBDO_ALLOW_PRIVATE_FEEDS' });

describe('an error of the network', () => {
  it.each([
    ['ECONNREFUSED', 'a.example est injoignable : personne n’y répond', 'nothing listens there'],
    ['ENOTFOUND', 'a.example est injoignable : ce nom n’existe pas', 'the name does not exist'],
    ['CERT_HAS_EXPIRED', 'a.example est injoignable : son certificat est périmé', 'certificate has expired'],
    ['EPROTO', 'a.example est injoignable : read EPROTO', 'a.example could not be asked: read EPROTO'],
    ['ETIMEDOUT', 'a.example n’a pas répondu à temps', 'a.example did not finish its answer in time'],
  ])('%s is told as %s', (code, french, english) => {
    const trouble = ofError(fault(code));
    expect(troubleInWords(trouble, sayIn('fr'))).toBe(french);
    expect(troubleInWords(trouble, sayIn('en'))).toContain(english);
  });

  it('is looked for in its causes and in what was tried beside it', () => {
    const hidden = new TypeError('fetch failed', { cause: new AggregateError([fault('ECONNREFUSED')]) });
    expect(ofError(hidden)).toEqual({ kind: 'unreachable', host: 'a.example', why: 'nobody_listens' });
  });

  it('after our own limit is a matter of time, whatever it says', () => {
    expect(ofError(fault('ECONNRESET'), true)).toEqual({ kind: 'timed_out', host: 'a.example' });
  });

  it('of a name that leads inside names the setting that allows it', () => {
    const trouble = ofError(fault(refusedAddressCode));
    expect(troubleInWords(trouble, sayIn('en'))).toBe(
      'a.example leads to a private address; set HEBDO_ALLOW_PRIVATE_FEEDS=1 where feeds live on your own network',
    );
    expect(troubleInWords(trouble, sayIn('fr'))).toContain('mène à une adresse privée');
  });
});

describe('other trouble', () => {
  const page = 'https://a.example/x';
  it.each<[NotFetched, string, string]>([
    [
      { kind: 'refused_address', why: 'not_http', address: 'ftp://' },
      'ftp:// n’est ni http ni https',
      'ftp:// is neither http nor https',
    ],
    [
      {
        kind: 'refused_address',
        why: 'is_private',
        host: '10.0.0.1',
        allowedBy: 'HEBDO_ALLOW_PRIVATE_WEBHOOKS',
      },
      '10.0.0.1 est une adresse privée ; HEBDO_ALLOW_PRIVATE_WEBHOOKS=1 l’autorise là où les destinataires sont sur votre propre réseau',
      '10.0.0.1 is a private address; set HEBDO_ALLOW_PRIVATE_WEBHOOKS=1 where receivers live on your own network',
    ],
    [
      { kind: 'too_large', url: page, status: 200, most: 9 },
      `${page} envoie plus de 9 octets`,
      `${page} sends more than 9 bytes`,
    ],
    [
      { kind: 'bad_encoding', url: page, status: 200, encoding: 'zip' },
      `${page} ne se lit pas comme «\u00a0zip\u00a0»`,
      `${page} is not readable as "zip"`,
    ],
    [
      { kind: 'too_many_redirects', most: 5, last: page },
      `plus de 5 redirections, la dernière vers ${page}`,
      `more than 5 redirects, the last one to ${page}`,
    ],
  ])('%#', (trouble, french, english) => {
    expect(troubleInWords(trouble, sayIn('fr'))).toBe(french);
    expect(troubleInWords(trouble, sayIn('en'))).toBe(english);
  });
});
