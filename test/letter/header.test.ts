import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { addressField, listIdField, textField, tokenField, urlField } from '../../src/letter/header.ts';

describe('a header field', () => {
  test.each([
    ["L'Hebdo", "Subject: L'Hebdo\r\n"],
    ['', 'Subject: \r\n'],
    ['Été', 'Subject: =?utf-8?Q?=C3=89t=C3=A9?=\r\n'],
    ['=?utf-8?Q?x?=', 'Subject: =?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?=\r\n'],
    ['a\r\nBcc: b@example.org', 'Subject: a Bcc: b@example.org\r\n'],
    ['a\0b\u0085c', 'Subject: a b c\r\n'],
    ['Le tramway 🚋', 'Subject: =?utf-8?Q?Le_tramway_=F0=9F=9A=8B?=\r\n'],
    [
      "(n’est-ce pas ?) «oui»: 'x'*~!",
      'Subject: =?utf-8?Q?=28n=E2=80=99est-ce_pas_=3F=29_=C2=ABoui=C2=BB=3A_=27x?=\r\n =?utf-8?Q?=27*=7E!?=\r\n',
    ],
    ['deux  espaces', 'Subject: =?utf-8?Q?deux__espaces?=\r\n'],
    ['\ud800 seul', 'Subject: =?utf-8?Q?=EF=BF=BD_seul?=\r\n'],
  ])('writes the subject %j', (subject, line) => {
    expect(textField('Subject', subject).line).toBe(line);
  });

  test.each([
    ['La Calanque', 'La Calanque <a@example.org>'],
    ['', 'a@example.org'],
    ['  ', 'a@example.org'],
    ['Dupont, Zoe', '"Dupont, Zoe" <a@example.org>'],
    ['The "Paper" \\', '"The \\"Paper\\" \\\\" <a@example.org>'],
    ['x <evil@example.net>, y', '"x <evil@example.net>, y" <a@example.org>'],
    ['\r\nBcc: evil@example.net', '"Bcc: evil@example.net" <a@example.org>'],
    ['Zoé <e@example.net>', '=?utf-8?Q?Zo=C3=A9_=3Ce=40example=2Enet=3E?= <a@example.org>'],
  ])('writes the name %j', (name, value) => {
    expect(addressField('From', name, 'a@example.org').line).toBe(`From: ${value}\r\n`);
  });

  test('folds long values and keeps each line short', () => {
    const { line } = textField('Subject', 'un mot '.repeat(60).trim());
    expect(Math.max(...line.split('\r\n').map((one) => one.length))).toBeLessThanOrEqual(76);
    expect(line.replaceAll('\r\n', '')).toBe(`Subject: ${'un mot '.repeat(60).trim()}`);
  });

  test.each([
    'a@example.org\r\nBcc: b@example.org',
    'a b@example.org',
    '@example.org',
    'a@',
    'a>@example.org',
  ])('refuses the address %j', (address) => {
    expect(() => addressField('To', '', address)).toThrow(/cannot be written/);
  });

  test('percent-encodes what an address of the web may not hold', () => {
    expect(urlField('List-Unsubscribe', 'https://a.example/u/é, <x>\r\nB: "1"').line).toBe(
      'List-Unsubscribe: <https://a.example/u/%C3%A9%2C%20%3Cx%3E%20B:%20%221%22>\r\n',
    );
  });

  test('keeps a list identifier to its alphabet', () => {
    expect(listIdField('La «Calanque»', 'a.example>\r\nB: c').line).toBe(
      'List-Id: =?utf-8?Q?La_=C2=ABCalanque=C2=BB?= <a.example--B--c>\r\n',
    );
  });

  test('can end in no value', () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('\r\n', '\n', '\0', '"', '\\', '<', '=?', '\r\nBcc: x', 'é'),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, (value) => {
        const fields = [
          textField('Subject', value),
          addressField('From', value, 'a@example.org'),
          listIdField(value, value),
          urlField('List-Unsubscribe', value),
          tokenField('Feedback-ID', value),
        ];
        for (const { line } of fields) {
          expect(line.replaceAll('\r\n ', '').slice(0, -2)).not.toMatch(/[^\x20-\x7e]/);
          expect(line.endsWith('\r\n')).toBe(true);
          expect(Math.max(...line.split('\r\n').map((one) => one.length))).toBeLessThanOrEqual(998);
          for (const word of line.match(/=\?utf-8\?Q\?[^ ]*\?=/g) ?? [])
            expect(word.length).toBeLessThanOrEqual(75);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is read back by another parser', async () => {
    const readable = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\p{C}\p{Z}]/u.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(readable, { minLength: 1, maxLength: 30 }), async (words) => {
        const text = words.join(' ');
        const name = Array.from(text).slice(0, 120).join('');
        const message = `${textField('Subject', text).line}${addressField('From', text, 'a@example.org').line}\r\n`;
        const parsed = await PostalMime.parse(message);
        expect(parsed.subject).toBe(text);
        expect(parsed.from?.name?.trim()).toBe(name.trim());
      }),
      { numRuns: 300 },
    );
  });
});
