import { expect, it } from 'vitest';
import { type SegmentTrouble, segmentTroubleInWords } from '../../src/audience/segment-words.ts';
import { sayIn } from '../../src/config/say.ts';

it.each<[SegmentTrouble, RegExp, RegExp]>([
  [{ kind: 'missing', name: 'arles' }, /pas de segment «\u00a0arles\u00a0»/, /no segment «arles»/],
  [{ kind: 'cycle', path: ['a', 'b', 'a'] }, /contiendrait .*a → b → a/, /contain itself: a → b → a/],
  [
    { kind: 'too_large' },
    /plus de \d+ conditions, ou plus de \d+ niveaux/,
    /more than \d+ conditions, or more/,
  ],
  [{ kind: 'spoils', name: 'arles' }, /«\u00a0arles\u00a0» ne pourrait plus/, /«arles» could not be used/],
])('%j', (trouble, french, english) => {
  expect(segmentTroubleInWords(trouble, sayIn('fr'))).toMatch(french);
  expect(segmentTroubleInWords(trouble, sayIn('en'))).toMatch(english);
});
