/** Links of a letter: as they are, counted for all alike, or signed for one who agreed; nothing of the reader elsewhere. */
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { EditionContent } from '../../src/issue/edition.ts';
import { checkSlots } from '../../src/letter/check.ts';
import { buildLetter } from '../../src/letter/letter.ts';
import { prepareEdition } from '../../src/letter/prepare.ts';
import { renderForReader } from '../../src/letter/render.ts';
import { surveyEdition } from '../../src/letter/survey.ts';
import { sampleEdition, sampleEnvelope, sampleReader } from './sample.ts';

const site = 'https://lettres.lacalanque.example';
const countedAt = `${site}/r/lhebdo/2026-W48`;
const to = ['https://lacalanque.example/?a=1&b=2', 'https://lacalanque.example/deux'];
const html =
  '<a href="[[ link:1 ]]">un</a><a href="[[ link:2 ]]">deux</a><a href="[[ unsubscribe_url ]]">Quitter</a>' +
  '[[ if clicks ]]<a href="[[ link:0 ]]"></a>[[ end ]][[ if opens ]]<img src="[[ opens_url ]]">[[ end ]]\n';

const content = (counted: 'all' | 'consented') => ({ html, links: { counted, to } });
const signed = sampleEnvelope({
  links: { ...sampleEnvelope().links, opens: `${site}/o/1tok-en`, clicks: `${site}/r/1tok-en` },
});

async function linksOf(
  words: Partial<EditionContent>,
  tracking: { opens: boolean; clicks: boolean } | undefined,
  counting: { countedAt?: string } = { countedAt },
) {
  const prepared = prepareEdition(sampleEdition(words), counting);
  const reader = sampleReader(tracking ? { tracking } : {});
  const letter = buildLetter(prepared, reader, tracking ? signed : sampleEnvelope());
  const parsed = await PostalMime.parse(Buffer.concat(letter));
  return [...(parsed.html ?? '').matchAll(/(?:href|src)="([^"]*)"/g)]
    .map(([, address = '']) => address)
    .filter((address) => !address.includes('/u/'));
}

const plain = ['https://lacalanque.example/?a=1&amp;b=2', 'https://lacalanque.example/deux'];
const counted = [`${countedAt}/1`, `${countedAt}/2`, `${countedAt}/0`];
const own = [`${site}/r/1tok-en/1`, `${site}/r/1tok-en/2`, `${site}/r/1tok-en/0`];
const pixel = `${site}/o/1tok-en`;

describe('a letter leads', () => {
  test.each([
    ['nobody asked', 'all', undefined, counted],
    ['nothing agreed to', 'all', { opens: false, clicks: false }, counted],
    ['openings agreed to', 'all', { opens: true, clicks: false }, [...counted, pixel]],
    ['clicks agreed to', 'all', { opens: false, clicks: true }, own],
    ['both agreed to', 'all', { opens: true, clicks: true }, [...own, pixel]],
    ['nothing agreed to', 'consented', { opens: false, clicks: false }, plain],
    ['clicks agreed to', 'consented', { opens: false, clicks: true }, own],
  ] as const)('with %s, counting %s', async (_, which, tracking, expected) => {
    expect(await linksOf(content(which), tracking)).toEqual(expected);
  });

  test('to the very addresses in a preview, where nobody counts', async () => {
    expect(await linksOf(content('all'), undefined, {})).toEqual(plain);
    const edition = sampleEdition(content('all'));
    expect(renderForReader(edition.content, sampleReader(), sampleEnvelope().links).html).toContain(
      `<a href="${plain[0]}">un</a><a href="${plain[1]}">deux</a>`,
    );
  });
});

test('without consent two readers’ letters differ in nothing but their own two addresses', () => {
  const prepared = prepareEdition(sampleEdition(content('all')), { countedAt });
  const bodyOf = (unsubscribe: string) => {
    const envelope = sampleEnvelope({ links: { ...sampleEnvelope().links, unsubscribe } });
    const bytes = Buffer.concat(buildLetter(prepared, sampleReader(), envelope)).toString();
    return bytes.slice(bytes.indexOf('\r\n\r\n')).replaceAll(unsubscribe, 'OWN');
  };
  expect(bodyOf(`${site}/u/abc`)).toBe(bodyOf(`${site}/u/xyz`));
  // Its links are static text: no slot is filled for them.
  const [segments] = prepared.variants.values();
  const slots = segments?.pieces.filter((piece) => piece.kind === 'slot').map(({ slot }) => slot.name);
  expect(new Set(slots)).toEqual(new Set(['unsubscribe_url', 'reader.first_name']));
});

test('a link that leads nowhere is a fault with its line', () => {
  const broken = { subject: '', html: 'a\n<a href="[[ link:3 ]]">', text: '', links: content('all').links };
  expect(checkSlots(broken)).toMatchObject([
    { part: 'html', line: 2, trouble: { kind: 'no_link', link: 3, links: 2 } },
  ]);
  expect(checkSlots({ subject: '', html: '[[ link:1 ]]', text: '' })).toHaveLength(1);
});

test('the way out must stand in the letters of those who agreed, too', () => {
  const hidden =
    '[[ if opens ]]x[[ else ]][[ unsubscribe_url ]][[ end ]][[ if clicks ]]y[[ else ]][[ unsubscribe_url ]][[ end ]]';
  const survey = surveyEdition(sampleEdition({ html: hidden, links: content('all').links }).content);
  expect([...survey.unsubscribeIn]).toEqual(['text']);
});
