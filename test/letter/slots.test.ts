import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../src/config/say.ts';
import { slotTroubleInWords } from '../../src/issue/slot-trouble.ts';
import { checkSlots, slotsOf } from '../../src/letter/check.ts';
import { renderForReader } from '../../src/letter/render.ts';
import { sampleEdition, sampleEnvelope, sampleReader } from './sample.ts';

const { links } = sampleEnvelope();
const html = (source: string, reader: ReturnType<typeof sampleReader> | null = sampleReader()) =>
  renderForReader(sampleEdition({ html: source }).content, reader, links).html.trimEnd();

describe('a slot', () => {
  test.each([
    ['[[ reader.first_name ]]', 'Zoé'],
    ['[[reader.first_name|"vous"]]', 'Zoé'],
    ['[[ reader.last_name | "vous" ]]', 'vous'],
    ['[[ reader.last_name ]]', ''],
    ["[[ reader.last_name | '' ]]", ''],
    ['[[\u00a0reader.last_name\u202f| « l’ami » ]]', 'l’ami'],
    [
      '<a title="[[ reader.last_name | &quot;à &#233;crire &amp; lire&quot; ]]">',
      '<a title="à écrire &amp; lire">',
    ],
    ['[[ reader.email ]]', 'zoe@example.org'],
    ['[[ web_url ]]', 'https://lacalanque.example/l/lhebdo/2026-W48'],
    ['[[ preferences_url ]]', 'https://lacalanque.example/p/abc.def-1'],
  ])('%s shows %s', (source, shown) => {
    expect(html(source)).toBe(shown);
  });

  test('shows its fallback when nobody reads', () => {
    expect(
      html(
        '[[ reader.first_name | "à vous" ]] [[ reader.email ]] [[ if premium ]]oui[[ else ]]non[[ end ]]',
        null,
      ),
    ).toBe('à vous  non');
  });

  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['" onclick="x', '&quot; onclick=&quot;x'],
    ["O'Neill & Fils", 'O&#39;Neill &amp; Fils'],
    ['a\r\nb\0c\u2028d', 'a b c d'],
    ['\u202egauche', 'gauche'],
    ['ליאת', 'ליאת'],
    ['\ud800', '\ufffd'],
    ['[[ unsubscribe_url ]]', '[[ unsubscribe_url ]]'],
  ])('never lets the name %j act', (firstName, shown) => {
    expect(html('[[ reader.first_name ]]', sampleReader({ firstName }))).toBe(shown);
  });

  test('leaves a name as it is in plain text, on one line', () => {
    const content = sampleEdition({ text: '[[ reader.first_name ]]\n' }).content;
    expect(renderForReader(content, sampleReader({ firstName: "O'Neill\n<b>" }), links).text).toBe(
      "O'Neill <b>\n",
    );
  });

  test('gives a subject that is one line', () => {
    const content = sampleEdition({ subject: '[[ reader.first_name ]],\nvotre Hebdo' }).content;
    expect(
      renderForReader(content, sampleReader({ firstName: 'Zoé\r\nBcc: x@example.org' }), links).subject,
    ).toBe('Zoé Bcc: x@example.org, votre Hebdo');
  });
});

describe('a block', () => {
  const source =
    'A[[ if premium ]]P[[ if commune == "cassis" ]]C[[ else ]]c[[ end ]][[ else ]]F[[ if commune == "cassis" ]]C[[ end ]][[ end ]]Z';
  test.each([
    [{ premium: true, commune: 'cassis' }, 'APCZ'],
    [{ premium: true, commune: null }, 'APcZ'],
    [{ premium: false, commune: 'cassis' }, 'AFCZ'],
    [{ premium: false, commune: 'arles' }, 'AFZ'],
  ])('for %j reads %s', (reader, shown) => {
    expect(html(source, sampleReader(reader))).toBe(shown);
  });
});

describe('the check', () => {
  test('finds nothing to say about a whole edition', () => {
    expect(checkSlots(sampleEdition().content)).toEqual([]);
  });

  test.each([
    ['a\nb [[ reader.age ]] c', 2, '[[ reader.age ]] c', /unknown slot "reader.age"/],
    ['[[ ]]', 1, '[[ ]]', /unknown slot ""/],
    ['[[ if premium ]]\nx', 1, '[[ if premium ]]', /"if" that no \[\[ end \]\] closes/],
    ['x\n\n[[ end ]]', 3, '[[ end ]]', /without its "if"/],
    ['[[ else ]]', 1, '[[ else ]]', /without its "if"/],
    ['[[ block:sante ]]\nx', 1, '[[ block:sante ]]', /a "block" that no \[\[ end \]\] closes/],
    ['[[ block:sante ]][[ else ]][[ end ]]', 1, '[[ else ]][[ end ]]', /without its "if"/],
    ['[[ block:Santé! ]][[ end ]]', 1, '[[ block:Santé! ]][[ end ]]', /a block is `block:rubrique`/],
    ['[[ if premium ]][[ else ]][[ else ]][[ end ]]', 1, '[[ else ]][[ end ]]', /second/],
    ['[[ if rich ]][[ end ]]', 1, '[[ if rich ]][[ end ]]', /a condition is/],
    ['[[ if commune == cassis ]][[ end ]]', 1, '[[ if commune == cassis ]][[ end ]]', /a condition is/],
    ['[[ reader.email | vous ]]', 1, '[[ reader.email | vous ]]', /in quotes/],
    ['a [[ web_url', 1, '[[ web_url', /no "\]\]" closes/],
  ])('of %j names line %i and what stands there', (source, line, excerpt, message) => {
    const faults = checkSlots({ subject: '', html: source, text: '' });
    expect(faults).toEqual([{ part: 'html', line, excerpt, trouble: expect.anything() }]);
    expect(faults.map(({ trouble }) => slotTroubleInWords(trouble, inEnglish))).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test('names every fault of every part', () => {
    const faults = checkSlots({ subject: '[[ x ]]', html: '[[ y ]][[ end ]]', text: '[[ z ]]' });
    expect(faults.map((fault) => fault.part)).toEqual(['subject', 'html', 'html', 'text']);
  });

  test('knows which slots a part can show, in whatever branch they stand', () => {
    const source = '[[ if premium ]][[ web_url ]][[ else ]][[ unsubscribe_url ]][[ end ]]';
    const slots = slotsOf({ subject: '', html: source, text: 'x' });
    expect([...slots.html]).toEqual(['web_url', 'unsubscribe_url']);
    expect([...slots.text]).toEqual([]);
  });
});

test('brackets that a feed wrote are text', () => {
  expect(html('\ue000Agenda\ue001 \ue000 end \ue001')).toBe('[[Agenda]] [[ end ]]');
  expect(checkSlots({ subject: '\ue000x\ue001', html: '', text: '' })).toEqual([]);
});
