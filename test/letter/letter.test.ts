import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { buildLetter } from '../../src/letter/letter.ts';
import { prepareEdition } from '../../src/letter/prepare.ts';
import { renderForReader } from '../../src/letter/render.ts';
import { sampleEdition, sampleEnvelope, sampleReader } from './sample.ts';
import { trickyText } from './tricky-text.ts';

type Sample = {
  content?: Parameters<typeof sampleEdition>[0];
  reader?: Parameters<typeof sampleReader>[0];
  envelope?: Parameters<typeof sampleEnvelope>[0];
};

function letterOf({ content, reader, envelope }: Sample = {}) {
  const edition = sampleEdition(content);
  const [someone, sent] = [sampleReader(reader), sampleEnvelope(envelope)];
  const bytes = Buffer.concat(buildLetter(prepareEdition(edition), someone, sent));
  return {
    bytes,
    source: bytes.toString('utf8'),
    rendered: renderForReader(edition.content, someone, sent.links),
  };
}

function headersOf(source: string): string[] {
  const block = source.slice(0, source.indexOf('\r\n\r\n'));
  return block.replaceAll(/\r\n[ \t]/g, ' ').split('\r\n');
}

/** postal-mime ends each line with LF and adds one for the line end that belongs to the boundary. */
const asParsed = (text: string) => `${text}\n`;

describe('a letter', () => {
  test('carries the headers that mailbox providers ask of bulk mail', () => {
    expect(headersOf(letterOf().source)).toEqual([
      'From: La Calanque <lhebdo@lacalanque.example>',
      'To: =?utf-8?Q?Zo=C3=A9?= <zoe@example.org>',
      'Reply-To: redaction@lacalanque.example',
      'Subject: =?utf-8?Q?L=27Hebdo_n=C2=B0_447_=3A_le_tramway_arrive?=',
      'Date: Tue, 24 Nov 2026 05:00:00 +0000',
      'Message-ID: <abcdef.4711@lacalanque.example>',
      'MIME-Version: 1.0',
      `Content-Type: multipart/alternative; boundary="=_hebdo_${'3f'.repeat(16)}"`,
      'Content-Language: fr',
      "List-Id: L'Hebdo de La Calanque <lhebdo.lacalanque.example>",
      'Precedence: bulk',
      'List-Unsubscribe: <https://lacalanque.example/u/abc.def-1>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'Feedback-ID: 447:lhebdo:hebdo',
    ]);
  });

  test('is the same bytes every time', () => {
    expect(letterOf().bytes.equals(letterOf().bytes)).toBe(true);
  });

  test('shows the plain text first and the HTML last', async () => {
    const { source, bytes } = letterOf();
    expect(source.indexOf('text/plain')).toBeLessThan(source.indexOf('text/html'));
    const parsed = await PostalMime.parse(bytes);
    expect(parsed.text).toContain('Bonjour Zoé\nQuitter : https://lacalanque.example/u/abc.def-1');
    expect(parsed.html).toContain('<a href="https://lacalanque.example/u/abc.def-1">Quitter</a>');
  });

  test('gives each variant its blocks and shares its encoded segments', () => {
    const prepared = prepareEdition(
      sampleEdition({
        text: '[[ if premium ]]P[[ if commune == "cassis" ]]+C[[ end ]][[ else ]]F[[ end ]]\n',
        html: '-\n',
      }),
    );
    const textFor = (reader: Sample['reader']) =>
      /\r\n\r\n--.*\r\n.*\r\n.*\r\n\r\n(.*)\r\n/.exec(
        Buffer.concat(buildLetter(prepared, sampleReader(reader), sampleEnvelope()))
          .toString()
          .replaceAll('=\r\n', ''),
      )?.[1];
    expect(textFor({ premium: true, commune: 'cassis' })).toBe('P+C');
    expect(textFor({ premium: true, commune: 'arles' })).toBe('P');
    expect(textFor({ premium: true })).toBe('P');
    expect(textFor({ commune: 'cassis' })).toBe('F');
    expect(prepared.variants.size).toBe(3);
  });

  test('puts a reader’s rubriques first and keeps few variants, however many choices there are', () => {
    const ids = Array.from({ length: 12 }, (_, at) => `r${at}`);
    const block = (id: string) => `[[ block:${id} ]]${id} [[ reader.first_name ]]\n[[ end ]]`;
    const prepared = prepareEdition(sampleEdition({ text: `${ids.map(block).join('-\n')}.\n`, html: '-\n' }));
    const letterFor = (sections: string[]) =>
      buildLetter(prepared, sampleReader({ sections }), sampleEnvelope()).join('').replaceAll('=\r\n', '');
    const orderFor = (sections: string[]) => letterFor(sections).match(/(?<=\n)r\d+(?= Zo)/g);
    expect(orderFor(['r11', 'r4'])).toEqual([
      'r4',
      'r11',
      ...ids.filter((id) => id !== 'r4' && id !== 'r11'),
    ]);
    expect(orderFor([])).toEqual(ids);
    letterFor(['elsewhere']);
    letterFor(['r4', 'r11']);
    expect(prepared.variants.size).toBe(2);
    const texts = prepared.encoded.size;
    for (let choice = 1; choice < 2 ** 12; choice += 7) letterFor(ids.filter((_, at) => choice & (2 ** at)));
    expect(prepared.variants.size).toBe(200);
    expect(prepared.encoded.size).toBe(texts);
    expect(orderFor(['r11', 'r4'])?.slice(0, 2)).toEqual(['r4', 'r11']);
  });

  test('shows the block of each commune that a reader chose', () => {
    const prepared = prepareEdition(
      sampleEdition({
        text: '[[ if commune == "arles" ]]A[[ end ]][[ if commune == "cassis" ]]C[[ end ]]-\n',
        html: '-\n',
      }),
    );
    const seenBy = (commune: string | null, moreCommunes: string[]) =>
      /(?<=\r\n)A?C?-(?=\r\n)/.exec(
        buildLetter(prepared, sampleReader({ commune, moreCommunes }), sampleEnvelope())
          .join('')
          .replaceAll('=\r\n', ''),
      )?.[0];
    expect([
      seenBy('arles', ['cassis']),
      seenBy(null, ['cassis']),
      seenBy('cassis', ['istres']),
      seenBy('arles', []),
    ]).toEqual(['AC-', 'C-', 'C-', 'A-']);
  });

  test('refuses a broken slot and an address that cannot be written', () => {
    expect(() => prepareEdition(sampleEdition({ html: '[[ nobody ]]' }))).toThrow(/html.*line 1.*nobody/);
    expect(() => letterOf({ reader: { email: 'a b@example.org' } })).toThrow(/To header/);
  });

  test('writes a domain in its ASCII form and leaves another local part to SMTPUTF8', () => {
    expect(headersOf(letterOf({ reader: { email: 'zoe@café.example' } }).source)[1]).toContain(
      '<zoe@xn--caf-dma.example>',
    );
    expect(headersOf(letterOf({ reader: { email: 'zoé@example.org' } }).source)[1]).toContain(
      '<zoé@example.org>',
    );
  });
});

describe('any text', () => {
  const personal = fc.record({
    premium: fc.boolean(),
    commune: fc.constantFrom('cassis', null),
    sections: fc.subarray(['sante', 'sport']),
    firstName: fc.option(fc.string({ unit: 'binary' })),
    lastName: fc.option(fc.constantFrom('.', 'From', '', 'Ü'.repeat(200), '\r\n.\r\nQUIT')),
  });

  test('arrives as it was rendered, on lines that SMTP carries', async () => {
    await fc.assert(
      fc.asyncProperty(trickyText, trickyText, personal, async (html, text, reader) => {
        const { bytes, source, rendered } = letterOf({ content: { html, text }, reader });
        expect(source.split('\r\n').filter((line) => line.length > 76 && !line.includes(': '))).toEqual([]);
        expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(source).not.toMatch(/(^|\r\n)\./);
        expect(source.endsWith('--\r\n')).toBe(true);
        const parsed = await PostalMime.parse(bytes);
        expect(parsed.html).toBe(asParsed(rendered.html));
        expect(parsed.text).toBe(asParsed(rendered.text));
      }),
      { numRuns: 400 },
    );
  });
});
