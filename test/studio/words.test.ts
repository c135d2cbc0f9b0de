/** What is counted for an editor: one is one, in both languages. */
import { expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import { againInWords } from '../../src/studio/outcomes.ts';
import { excludedInWords, exclusionInWords, momentInWords, providerInWords } from '../../src/studio/words.ts';

const [fr, en] = [sayIn('fr'), sayIn('en')];

it.each([
  [0, 'Il n’y avait rien à renvoyer.', 'There was nothing to send again.'],
  [1, '1 lettre repart.', '1 letter leaves again.'],
  [2, '2 lettres repartent.', '2 letters leave again.'],
])('%d letters that leave again', (letters, french, english) => {
  expect(againInWords(letters, { say: fr, language: 'fr' })).toBe(french);
  expect(againInWords(letters, { say: en, language: 'en' })).toBe(english);
});

it.each([
  ['unsubscribed', 'désabonné', 'désabonnés'],
  ['told', 'a déjà cette lettre par une autre', 'ont déjà cette lettre par une autre'],
  ['bounced', 'adresse qui ne répond plus', 'adresses qui ne répondent plus'],
  ['of later', 'of later', 'of later'],
])('a reader without a letter, and several: %s', (reason, one, several) => {
  expect([1, 2].map((count) => excludedInWords(reason, count, fr))).toEqual([one, several]);
  expect(exclusionInWords(reason, fr)).toBe(several);
});

it('a provider is called as people call it', () => {
  expect(['sfr', 'laposte', 'others', 'of-later'].map((name) => providerInWords(name, fr))).toEqual([
    ...['SFR', 'La Poste', 'autres', 'of-later'],
  ]);
  expect(providerInWords('others', en)).toBe('others');
});

it('a moment names its year where that is another one, by the paper’s own clocks', () => {
  const now = new Date('2026-12-31T22:30:00Z');
  const moment = (at: string) => momentInWords(new Date(at), 'Europe/Paris', 'fr', now);
  expect(moment('2026-12-31T22:59:00Z')).toBe('jeudi 31 décembre, 23:59');
  expect(moment('2026-12-31T23:00:00Z')).toBe('vendredi 1er janvier 2027, 00:00');
});
