import { expect, it } from 'vitest';
import { sayCount, sayIn } from '../../src/config/say.ts';

it.each([
  [0, '0 lettre', '0 letters'],
  [1, '1 lettre', '1 letter'],
  [2, '2 lettres', '2 letters'],
  [1_000, '1000 lettres', '1000 letters'],
])('%d things are counted as each language does', (count, french, english) => {
  const say = (language: 'fr' | 'en') =>
    sayCount(
      count,
      sayIn(language),
      [`${count} lettre`, `${count} lettres`],
      [`${count} letter`, `${count} letters`],
    );
  expect([say('fr'), say('en')]).toEqual([french, english]);
});
