/** The French dictionary itself: what it knows, what it proposes, and that it goes to rest. */
import { afterAll, describe, expect, it } from 'vitest';
import { openSpelling } from '../../../src/world/spelling/spelling.ts';

const spelling = openSpelling();
afterAll(() => spelling[Symbol.asyncDispose]());

describe('the dictionary', () => {
  it.each([
    ['maisons'],
    ['mangeraient'],
    ['aujourd’hui'],
    ["quelqu'un"],
    ['cœur'],
    ['porte-conteneurs'],
    ['franco-provençal'],
    ['Encore'],
    ['élues'],
  ])('knows «%s»', async (word) => {
    expect([...((await spelling.unknownWords([word])) ?? [])]).toEqual([]);
  });

  it.each([
    ['erreurr', 'erreur'],
    ['orthographee', 'orthographe'],
    ['coeur', 'cœur'],
    ['accueuil', 'accueil'],
  ])('does not know «%s» and proposes «%s»', async (word, meant) => {
    expect((await spelling.unknownWords([word]))?.get(word)).toContain(meant);
  });

  it('answers several at once, each with its own words, and remembers', async () => {
    const [one, other, again] = await Promise.all([
      spelling.unknownWords(['maison', 'voitur']),
      spelling.unknownWords(['tramwayy']),
      spelling.unknownWords(['voitur']),
    ]);
    expect([...(one ?? [])].map(([word]) => word)).toEqual(['voitur']);
    expect([...(other ?? [])].map(([word]) => word)).toEqual(['tramwayy']);
    expect(again?.get('voitur')).toEqual(one?.get('voitur'));
  });

  it('begins anew after it was closed', async () => {
    await spelling[Symbol.asyncDispose]();
    expect((await spelling.unknownWords(['gaarre']))?.has('gaarre')).toBe(true);
  });
});
