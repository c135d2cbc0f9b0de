/** Addresses as files and forms bring them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AddressFault,
  maskAddress,
  parseEmailAddress,
  withoutAddresses,
} from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import type { EmailAddress } from '../../src/audience/ids.ts';

const a = (times: number) => 'a'.repeat(times);
/** Domain of exactly this many characters, in labels of at most 63. */
const domain = (length: number) =>
  `${`${a(60)}.`.repeat(Math.floor((length - 3) / 61))}${a((length - 3) % 61)}.fr`;

describe('an address is understood', () => {
  it.each([
    ['as it is', 'marie@example.org', 'marie@example.org', 'marie@example.org'],
    [
      'with its case kept and its key lowered',
      'Marie.D@Example.ORG',
      'Marie.D@example.org',
      'marie.d@example.org',
    ],
    [
      'with a plus, which may be another mailbox',
      'marie+hebdo@example.org',
      'marie+hebdo@example.org',
      'marie+hebdo@example.org',
    ],
    ['with an apostrophe', "o'brien@example.org", "o'brien@example.org", "o'brien@example.org"],
    [
      'within spaces that cannot be seen',
      '\u00A0marie@example.org\u200B ',
      'marie@example.org',
      'marie@example.org',
    ],
    [
      'with quotes that were not needed',
      '"marie.d"@example.org',
      'marie.d@example.org',
      'marie.d@example.org',
    ],
    [
      'with an accent in its domain',
      'marie@société.example',
      'marie@xn--socit-esab.example',
      'marie@xn--socit-esab.example',
    ],
    [
      'with a domain in decomposed accents',
      'marie@socie\u0301te\u0301.example',
      'marie@xn--socit-esab.example',
      'marie@xn--socit-esab.example',
    ],
    [
      'with a capital accent in its domain',
      'marie@SOCIÉTÉ.example',
      'marie@xn--socit-esab.example',
      'marie@xn--socit-esab.example',
    ],
    ['with an emoji for a domain', 'marie@💌.example', 'marie@xn--rr8h.example', 'marie@xn--rr8h.example'],
    [
      'with full-width letters in its domain',
      'marie@ｅｘａｍｐｌｅ.org',
      'marie@example.org',
      'marie@example.org',
    ],
    [
      'with 64 characters before the @',
      `${a(64)}@example.org`,
      `${a(64)}@example.org`,
      `${a(64)}@example.org`,
    ],
    ['with 254 characters in all', `b@${domain(252)}`, `b@${domain(252)}`, `b@${domain(252)}`],
  ])('%s', (_, text, address, key) => {
    expect(parseEmailAddress(text)).toEqual({ kind: 'address', address, key });
  });
});

describe('a text is refused', () => {
  it.each<[string, AddressFault]>([
    ['', 'empty'],
    [' \u00A0\u200B', 'empty'],
    ['marie', 'no_at'],
    ['@example.org', 'no_local_part'],
    ['""@example.org', 'no_local_part'],
    ['marie@x@example.org', 'several_at'],
    ['marie@example.org,jean@example.org', 'several_at'],
    ['Marie <marie@example.org>', 'local_part_malformed'],
    ['marie@example.org>', 'domain_malformed'],
    ['marie d@example.org', 'local_part_malformed'],
    ['.marie@example.org', 'local_part_malformed'],
    ['marie.@example.org', 'local_part_malformed'],
    ['marie..d@example.org', 'local_part_malformed'],
    ['marie,d@example.org', 'local_part_malformed'],
    ['"marie d"@example.org', 'local_part_quoted'],
    ['"marie\\"d"@example.org', 'local_part_quoted'],
    ['"marie@d"@example.org', 'local_part_quoted'],
    ['marié@example.org', 'local_part_not_ascii'],
    ['💌@example.org', 'local_part_not_ascii'],
    ['marie\u200Bd@example.org', 'local_part_not_ascii'],
    [`${a(65)}@example.org`, 'local_part_too_long'],
    [`b@${domain(253)}`, 'too_long'],
    [`b@${a(64)}.org`, 'domain_malformed'],
    ['marie@', 'domain_malformed'],
    ['marie@example', 'domain_without_dot'],
    ['marie@localhost', 'domain_without_dot'],
    ['marie@.example.org', 'domain_malformed'],
    ['marie@example..org', 'domain_malformed'],
    ['marie@example.org.', 'domain_malformed'],
    ['marie@-example.org', 'domain_malformed'],
    ['marie@example_.org', 'domain_malformed'],
    ['marie@exam ple.org', 'domain_malformed'],
    ['marie@example.org/path', 'domain_malformed'],
    ['marie@example.org:25', 'domain_malformed'],
    ['marie@example%2eorg', 'domain_malformed'],
    ['marie@[127.0.0.1]', 'domain_literal'],
    ['marie@127.0.0.1', 'domain_literal'],
    ['marie@0x7f.1', 'domain_literal'],
    ['marie@example.org\r\nBcc: all@example.org', 'control_character'],
    ['marie@example.org\r\n', 'control_character'],
    ['marie\n@example.org', 'control_character'],
    ['marie\0@example.org', 'control_character'],
    ['marie\u2028@example.org', 'control_character'],
  ])('%j: %s', (text, fault) => {
    expect(parseEmailAddress(text)).toEqual({ kind: 'fault', fault });
  });
});

describe('whatever the text', () => {
  const nearAddresses = fc
    .array(
      fc.constantFrom(
        'a',
        'B',
        '.',
        '@',
        '"',
        '\\',
        '\r',
        '\n',
        ' ',
        '<',
        '>',
        'é',
        'ß',
        '💌',
        '-',
        'xn--',
        '0',
        ',',
        ';',
        ':',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''));

  it('an accepted address can end neither a header nor an SMTP command, and parses to itself', () => {
    fc.assert(
      fc.property(fc.oneof(nearAddresses, fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const parsed = parseEmailAddress(text);
        if (parsed.kind === 'fault') return;
        expect(parsed.address).toMatch(/^[!#-'*+\-/-9=?A-Z^-~.]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/);
        expect(parsed.address.length).toBeLessThanOrEqual(254);
        expect(parseEmailAddress(parsed.address)).toEqual(parsed);
        expect(parseEmailAddress(parsed.key)).toMatchObject({ kind: 'address', key: parsed.key });
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('an address that others may see', () => {
  it.each([
    ['marie@example.org', 'm•••@e•••.org'],
    ['m@e.fr', 'm•••@e•••.fr'],
    ['marie@mail.example.co.uk', 'm•••@m•••.uk'],
  ])('%s is shown as %s', (address, shown) => {
    expect(maskAddress(address as EmailAddress)).toBe(shown);
  });

  it('is taken out of free text', () => {
    expect(withoutAddresses('formulaire de marie@example.org (mars).csv')).toBe(
      'formulaire de …@… (mars).csv',
    );
  });
});

describe('the hash of an address', () => {
  const key = (text: string) => {
    const parsed = parseEmailAddress(text);
    if (parsed.kind === 'fault') throw new Error(parsed.fault);
    return parsed.key;
  };

  it('is the same for two spellings of one mailbox', () => {
    expect(emailHash('s', key('Marie@SOCIÉTÉ.example'))).toEqual(
      emailHash('s', key('marie@xn--socit-esab.example')),
    );
  });

  it('is another one under another secret, and for another mailbox', () => {
    const hashes = [
      emailHash('s', key('marie@example.org')),
      emailHash('t', key('marie@example.org')),
      emailHash('s', key('marie+1@example.org')),
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(3);
    expect(hashes[0]).toHaveLength(64);
  });
});
