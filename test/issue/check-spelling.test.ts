/** Which words are looked up, which are a newsroom's own, and how an unknown one is told. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import { checkSpelling, wordsToLookUp } from '../../src/issue/check-spelling.ts';
import type { ChosenArticle } from '../../src/issue/issue.ts';
import { letterTexts } from '../../src/issue/letter-words.ts';
import { chosen, sampleIssue } from '../support/sample-issue.ts';
import { aPaper } from './newsroom.ts';

describe('a word', () => {
  it.each<[string, string, string[]]>([
    ['is looked up in lower case', 'une erreurr de plus', ['une', 'erreurr', 'plus']],
    ['is looked up at the beginning of a sentence', 'Erreurr ! Encore.', ['Erreurr', 'Encore']],
    ['is looked up without what is elided before it', 'l’erreurr qu’une', ['erreurr', 'une']],
    ['is looked up whole with its hyphen', 'un porte-conteneurs', ['porte-conteneurs']],
    ['that is a name is left alone', 'la ville de Miramas', ['ville']],
    [
      'that is a name is left alone at the beginning too',
      'Miramas gagne. Le maire de Miramas',
      ['gagne', 'maire'],
    ],
    ['after an elision is a name with its capital', 'un match de l’Olympique', ['match']],
    ['that is an acronym is left alone', 'un train SNCF', ['train']],
    ['with a figure is left alone', 'la ligne T2 et le 4e', ['ligne']],
    ['of an address is left alone', 'sur www.lacalanque.example ou à moi@lacalanque.example', ['sur']],
  ])('%s', (_, text, expected) => {
    expect(
      wordsToLookUp([text], new Set()).filter((word) => !['Le', 'un', 'et', 'ou'].includes(word)),
    ).toEqual(expected);
  });

  it('of the paper’s own is known, whatever its case and accents', () => {
    expect(wordsToLookUp(['le kiosquier et la Métropole'], new Set(['kiosquier', 'metropole']))).toEqual([]);
  });
});

/** A dictionary of which these words are not part. */
const without =
  (...unknown: string[]) =>
  async (words: readonly string[]) =>
    new Map(words.filter((word) => unknown.includes(word)).map((word) => [word, [`${word.slice(0, -1)}`]]));

async function found(
  items: readonly ChosenArticle[],
  spell: Parameters<typeof checkSpelling>[3],
  paper = aPaper(),
) {
  const issue = { ...sampleIssue(), subject: 'Le tramway', preheader: '', edito: null };
  const say = sayIn('fr');
  const texts = letterTexts({ ...paper, edito: undefined }, issue, items, say);
  return checkSpelling(paper, texts, items, spell, say);
}
const article = (id: number, title: string, more: Parameters<typeof chosen>[0] = {}) =>
  chosen({ id: id as never, title, ...more }, { kind: 'section', section: 'societe' }, id);

describe('a note', () => {
  it('names the words of one article, with what may have been meant, and the article', async () => {
    const notes = await found([article(7, 'Une erreurr et une fautee')], without('erreurr', 'fautee'));
    expect(notes).toEqual([
      expect.objectContaining({
        level: 'note',
        check: 'spelling',
        place: 'Une erreurr et une fautee',
        at: { kind: 'article', id: 7 },
        message: 'Le dictionnaire ne connaît pas « erreurr » (erreur ?), « fautee » (faute ?).',
      }),
    ]);
  });

  it('is not made of a word that two sources use', async () => {
    const items = [
      article(1, 'Un cyclobus au port', { feed: 'https://a.example/feed' }),
      article(2, 'Le cyclobus ouvre', { feed: 'https://b.example/feed' }),
      article(3, 'Le trajett dure', { feed: 'https://a.example/feed' }),
      article(4, 'Un trajett court', { feed: 'https://a.example/feed' }),
    ];
    const notes = await found(items, without('cyclobus', 'trajett'));
    expect(notes.map(({ place }) => place)).toEqual(['Le trajett dure', 'Un trajett court']);
  });

  it('is not made of tags, authors, communes, rubriques and the list in newsletter.yaml', async () => {
    const item = article(1, 'Le rooftopp ravit une influenceusee à quartierr', {
      categories: ['Rooftopp'],
      author: 'Influenceusee Dupont',
    });
    const paper = aPaper({ spelling: { words: ['quartierr'] } });
    expect(await found([item], without('rooftopp', 'influenceusee', 'quartierr'), paper)).toEqual([]);
  });

  it('is not made of an English letter, nor without a dictionary', async () => {
    const items = [article(1, 'Une erreurr')];
    expect(await found(items, without('erreurr'), aPaper({ language: 'en' }))).toEqual([]);
    expect(await found(items, async () => null)).toEqual([]);
  });

  it('stands for all others where there are many', async () => {
    const items = Array.from({ length: 12 }, (_, at) => article(at + 1, `Une fautee${'x'.repeat(at)}`));
    const notes = await found(items, without(...items.map(({ article: { title } }) => title.slice(4))));
    expect(notes).toHaveLength(9);
    expect(notes.at(-1)?.message).toContain('4 autres textes');
  });
});
