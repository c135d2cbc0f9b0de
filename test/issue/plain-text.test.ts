import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapText } from '../../src/issue/plain-text.ts';

describe('lines of at most 20 characters', () => {
  it.each([
    ['un deux trois quatre cinq', 'un deux trois quatre\ncinq'],
    ['voir https://a.example/une/longue/adresse ici', 'voir\nhttps://a.example/une/longue/adresse\nici'],
    ['le n°\u00a0447 de L’Hebdo\u202f!', 'le n°\u00a0447 de\nL’Hebdo\u202f!'],
    ['bonjour [[ reader.first_name | "à tous" ]], oui', 'bonjour\n[[ reader.first_name | "à tous" ]],\noui'],
    ['deux\n\nlignes', 'deux\n\nlignes'],
    [
      'e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301 e',
      'e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301\ne',
    ],
  ])('%j', (text, wrapped) => expect(wrapText(text, 20)).toBe(wrapped));
});

it('loses no word and passes the width only for a word that is longer by itself', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-zé,.]{1,30}$/)), (words) => {
      const wrapped = wrapText(words.join(' '), 24);
      expect(wrapped.split(/[ \n]/).filter(Boolean)).toEqual(words);
      for (const line of wrapped.split('\n')) expect(line.length <= 24 || !line.includes(' ')).toBe(true);
    }),
  );
});
