import { expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import { type PictureTrouble, pictureTroubleInWords } from '../../src/issue/picture-trouble.ts';

const url = 'https://a.example/x.jpg';
it.each<[PictureTrouble, string, string]>([
  [{ kind: 'answered', url, status: 404 }, `${url} répond 404`, `${url} answers 404`],
  [{ kind: 'no_address', text: 'x' }, '«\u00a0x\u00a0» n’est pas une adresse', '"x" is no address'],
  [
    { kind: 'no_upload', hash: '0123456789abcdef' },
    'l’image envoyée 0123456789ab n’est plus là',
    'the uploaded picture 0123456789ab is not there',
  ],
  [
    { kind: 'unusable', url, why: { kind: 'other_format', format: 'svg' } },
    `${url} : elle est en svg, que les messageries ne montrent pas`,
    `${url}: it is svg, which mail does not show`,
  ],
  [
    { kind: 'unusable', url, why: { kind: 'too_small', width: 1, height: 2 } },
    `${url} : elle est trop petite (1 × 2)`,
    `${url}: it is too small (1 × 2)`,
  ],
  [
    { kind: 'unusable', url, why: { kind: 'unreadable', said: 'bad seek' } },
    `${url} : ce n’est pas une image lisible`,
    `${url}: it is not a picture that can be read (bad seek)`,
  ],
  [
    { kind: 'timed_out', host: 'a.example' },
    'a.example n’a pas répondu à temps',
    'a.example did not finish its answer in time',
  ],
])('%#', (trouble, french, english) => {
  expect(pictureTroubleInWords(trouble, sayIn('fr'))).toBe(french);
  expect(pictureTroubleInWords(trouble, sayIn('en'))).toBe(english);
});
