/** What each change of an issue comes to: tables of parts before and after, touched by nothing outside. */
import { describe, expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import type { Sponsor } from '../../src/config/newsletter.ts';
import { applyEdit } from '../../src/issue/apply-edit.ts';
import type { Edit, EditableParts } from '../../src/issue/edit.ts';
import type { Block, IssueItem } from '../../src/issue/issue.ts';
import { blockKey } from '../../src/issue/selection.ts';
import { sponsorAt, sponsorsOf } from '../../src/issue/sponsors.ts';
import { anArticle, aPaper, aPicture } from './newsroom.ts';

const id = (number: number) => number as ArticleId;
const lead: Block = { kind: 'lead' };
const societe: Block = { kind: 'section', section: 'societe' };
const aubagne: Block = { kind: 'commune', commune: 'aubagne' };
const agenda: Block = { kind: 'agenda' };

function item(number: number, block: Block, position = 0): IssueItem {
  const pickedHash = `hash-${number}`;
  return { articleId: id(number), block, position, reason: '', pinned: false, pickedHash, edited: {} };
}

const paper = aPaper();
const parts: EditableParts = {
  subject: 'Objet',
  preheader: '',
  edito: null,
  items: [item(1, lead), item(2, societe, 0), item(3, societe, 1), item(4, agenda), item(2, aubagne)],
  sponsors: {},
  errata: [],
  edited: [],
};
const articles = new Map([1, 2, 3, 4, 5].map((number) => [id(number), anArticle(number)]));
const apply = (edit: Edit, on = parts, newsletter = paper) => applyEdit(newsletter, on, edit, articles);
const become = (edit: Edit, on = parts, newsletter = paper): EditableParts => {
  const outcome = apply(edit, on, newsletter);
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome.parts;
};
const order = ({ items }: EditableParts) =>
  items.map(({ articleId, block }) => `${articleId} ${blockKey(block)}`);
const named = (number: number, commune: string | null = null) => ({ articleId: id(number), commune });

describe('an article', () => {
  it.each<[string, Edit, string[]]>([
    [
      'made the lead sends the other home to its rubrique',
      { kind: 'move', item: named(3), block: lead, position: 0 },
      ['3 lead', '1 section societe', '2 section societe', '4 agenda', '2 commune aubagne'],
    ],
    [
      'goes into the agenda at its place',
      { kind: 'move', item: named(3), block: agenda, position: 0 },
      ['1 lead', '2 section societe', '3 agenda', '4 agenda', '2 commune aubagne'],
    ],
    [
      'is added to its own rubrique',
      { kind: 'add', articleId: id(5), block: 'home', reason: '' },
      [
        '1 lead',
        '2 section societe',
        '3 section societe',
        '5 section societe',
        '4 agenda',
        '2 commune aubagne',
      ],
    ],
    [
      'is added to a commune too',
      { kind: 'add', articleId: id(3), block: aubagne, reason: '' },
      [
        '1 lead',
        '2 section societe',
        '3 section societe',
        '4 agenda',
        '2 commune aubagne',
        '3 commune aubagne',
      ],
    ],
    [
      'is dropped from a commune and stays in its rubrique',
      { kind: 'drop', item: named(2, 'aubagne') },
      ['1 lead', '2 section societe', '3 section societe', '4 agenda'],
    ],
    [
      'moves from one commune to another',
      {
        kind: 'move',
        item: named(2, 'aubagne'),
        block: { kind: 'commune', commune: 'marseille' },
        position: 0,
      },
      ['1 lead', '2 section societe', '3 section societe', '4 agenda', '2 commune marseille'],
    ],
  ])('%s', (_, edit, expected) => {
    expect(order(become(edit))).toEqual(expected);
  });

  it.each<[string, Edit, string]>([
    ['twice in one block', { kind: 'add', articleId: id(2), block: aubagne, reason: '' }, 'already_there'],
    ['twice in the letter', { kind: 'add', articleId: id(2), block: lead, reason: '' }, 'already_there'],
    [
      'in a commune that the paper has not',
      { kind: 'move', item: named(3), block: { kind: 'commune', commune: 'paris' }, position: 0 },
      'nowhere',
    ],
    ['that is not there', { kind: 'drop', item: named(9) }, 'no_such_item'],
    ['without a title', { kind: 'title', item: named(1), text: '  ' }, 'empty'],
    [
      'under a title that nobody sees',
      { kind: 'title', item: named(1), text: '\u200b\u2060\ufeff' },
      'empty',
    ],
    ['under a subject that nobody sees', { kind: 'subject', text: '\u200b' }, 'empty'],
  ])('cannot stand %s', (_, edit, reason) => {
    expect(apply(edit)).toEqual({ kind: 'refused', reason });
  });

  it('keeps its original picture beside the one that was brought', () => {
    const image = { ...aPicture, url: `upload:${'a'.repeat(64)}`, from: 'upload' as const };
    const changed = become({ kind: 'image', item: named(1), image });
    expect(changed.items[0]?.edited.image).toEqual(image);
    const back = become({ kind: 'image', item: named(1), image: 'original' }, changed);
    expect(back.items).toEqual(parts.items);
  });

  const { url } = aPicture;
  const describing = (text: string, picture = url, found: typeof aPicture | null = aPicture): Edit => ({
    ...{ kind: 'alt', item: named(1), picture, found, text },
  });

  it('has its found picture described: the picture stays the same, and is its own from then on', () => {
    const described = become(describing(' Un voilier\nau port '));
    expect(described.items[0]?.edited).toEqual({ image: { ...aPicture, alt: 'Un voilier au port' } });
    const again = become(describing('Deux voiliers', url, null), described);
    expect(again.items[0]?.edited.image).toEqual({ ...aPicture, alt: 'Deux voiliers' });
    const back = become({ kind: 'image', item: named(1), image: 'original' }, again);
    expect(back.items).toEqual(parts.items);
  });

  it('does not take words for a picture that it has not, nor none, nor too many', () => {
    const refusal = (reason: string) => ({ kind: 'refused', reason });
    expect(apply(describing('Un voilier', 'https://other.example/1.jpg'))).toEqual(refusal('no_picture'));
    expect(apply(describing('Un voilier', url, null))).toEqual(refusal('no_picture'));
    const none = become({ kind: 'image', item: named(1), image: null });
    expect(apply(describing('Un voilier'), none)).toEqual(refusal('no_picture'));
    const other = become({ kind: 'image', item: named(1), image: { ...aPicture, url: 'upload:1' } });
    expect(apply(describing('Un voilier'), other)).toEqual(refusal('no_picture'));
    expect(apply(describing(' \n '))).toEqual(refusal('no_alt'));
    expect(apply(describing('é'.repeat(301)))).toEqual(refusal('too_long'));
  });
});

describe('a partner', () => {
  const yaml: Sponsor = {
    id: 'librairie',
    title: 'Librairie',
    text: '',
    url: 'https://librairie.example/',
    alt: '',
    from: '2026-11-01',
    until: '2026-11-30',
    place: 'middle',
    mark: 'advert',
  };
  const withYaml = aPaper({ sponsors: [yaml] });
  const { id: _, ...words } = yaml;
  const write = (changes: Partial<Sponsor> = {}, name: string | null = null): Edit => ({
    kind: 'sponsor',
    id: name,
    sponsor: { ...words, ...changes },
  });

  it('is added under a name of its own, beside those of newsletter.yaml', () => {
    const once = become(write({ title: 'Théâtre de l’Étang' }), parts, withYaml);
    const twice = become(write({ title: 'Théâtre de l’Étang' }), once, withYaml);
    expect(sponsorsOf(withYaml, twice).map((one) => one.id)).toEqual([
      'librairie',
      'theatre-de-l-etang',
      'theatre-de-l-etang-2',
    ]);
  });

  it('of newsletter.yaml is changed, taken out, and brought back as it was', () => {
    const changed = become(write({ title: 'La librairie' }, 'librairie'), parts, withYaml);
    expect(sponsorsOf(withYaml, changed).map(({ title }) => title)).toEqual(['La librairie']);
    const out = become({ kind: 'unsponsor', id: 'librairie' }, changed, withYaml);
    expect(sponsorsOf(withYaml, out)).toEqual([]);
    const back = become({ kind: 'yaml_sponsor', id: 'librairie' }, out, withYaml);
    expect(sponsorsOf(withYaml, back)).toEqual([yaml]);
  });

  it.each<[string, Partial<Sponsor>, string]>([
    ['without a name', { title: ' ' }, 'empty'],
    ['with a script for an address', { url: 'javascript:alert(1)' }, 'bad_address'],
    ['whose flight ends before it begins', { from: '2026-11-02', until: '2026-11-01' }, 'bad_dates'],
    ['on a day that does not exist', { from: '2026-02-30' }, 'bad_dates'],
    ['with a picture and no words for it', { image: `upload:${'a'.repeat(64)}` }, 'no_alt'],
    ['with a line that is a page', { text: 'x'.repeat(401) }, 'too_long'],
  ])('%s is refused', (_name, changes, reason) => {
    expect(apply(write(changes))).toEqual({ kind: 'refused', reason });
  });

  it.each([
    ['2026-10-31', null],
    ['2026-11-01', 'librairie'],
    ['2026-11-30', 'librairie'],
    ['2026-12-01', null],
  ])('on %s stands in the letter: %s', (date, standing) => {
    expect(sponsorAt([yaml], 'middle', { date, number: 1 })?.id ?? null).toBe(standing);
    expect(sponsorAt([yaml], 'end', { date, number: 1 })).toBeNull();
  });
});

it('a correction is decided once, and may be decided otherwise', () => {
  const erratum = { id: 7, number: 255, text: 'Il fallait lire 12.', printed: true };
  const taken = become({ kind: 'erratum', erratum });
  expect(taken.errata).toEqual([erratum]);
  const not = become({ kind: 'erratum', erratum: { ...erratum, printed: false } }, taken);
  expect(not.errata).toEqual([{ ...erratum, printed: false }]);
});
