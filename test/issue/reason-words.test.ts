import { expect, it } from 'vitest';
import { sayIn } from '../../src/issue/finding.ts';
import { reasonInWords } from '../../src/issue/reason-words.ts';

it.each([
  ['a.example could not be asked: nothing listens there', 'a.example est injoignable : personne n’y répond'],
  ['a.example could not be asked: EPROTO', 'a.example est injoignable : EPROTO'],
  ['a.example:80 did not finish its answer in time', 'a.example:80 n’a pas répondu à temps'],
  ['the answer is 503', 'la réponse est 503'],
  ['https://a.example/x.jpg answers 404', 'https://a.example/x.jpg répond 404'],
  [
    'https://a.example/x: it is svg, which mail does not show',
    'https://a.example/x: elle est en svg, que les messageries ne montrent pas',
  ],
  ['https://a.example/x: it is too small (1 × 1)', 'https://a.example/x: elle est trop petite (1 × 1)'],
  [
    'https://a.example/x: it is not a picture that can be read (bad seek)',
    'https://a.example/x: ce n’est pas une image lisible',
  ],
])('%s', (english, french) => {
  expect(reasonInWords(english, sayIn('fr'))).toBe(french);
  expect(reasonInWords(english, sayIn('en'))).toBe(english);
});

it('what nobody translated stays as it was said', () => {
  expect(reasonInWords('ECONNFUZZY', sayIn('fr'))).toBe('ECONNFUZZY');
});
