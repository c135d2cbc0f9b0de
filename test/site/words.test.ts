/** Every French sentence that a reader may see is set as a French printer would, and has its English beside it. */
import { describe, expect, it } from 'vitest';
import { trackingWording } from '../../src/audience/tracking-wording.ts';
import { signUpWording } from '../../src/audience/wording.ts';
import * as closed from '../../src/site/closed-words.ts';
import * as preferences from '../../src/site/preference-words.ts';
import * as signUp from '../../src/site/sign-up-words.ts';
import * as takeBack from '../../src/site/take-back-words.ts';
import { whyInWords } from '../../src/site/why.ts';
import * as words from '../../src/site/words.ts';

type Said = readonly [place: string, fr: string, en: string];

/** Whoever is named in a sentence: two texts serve every one of them. */
const names = ['L’Hebdo', 'La Calanque'];

function saidIn(place: string, value: unknown): readonly Said[] {
  if (typeof value === 'function') return saidIn(place, value(...argumentsOf(value, place)));
  if (typeof value !== 'object' || value === null) return [];
  if ('fr' in value && 'en' in value) return [[place, String(value.fr), String(value.en)]];
  return Object.entries(value).flatMap(([name, one]) => saidIn(`${place}.${name}`, one));
}

function argumentsOf({ length }: { length: number }, place: string): readonly unknown[] {
  if (place.endsWith('signUpWords.title')) return [['L’Hebdo', 'L’Essentiel']];
  if (place.endsWith('kiosqueWords.found')) return [2, 'le port'];
  if (place.includes('movedLatelyWords')) return [{ fr: '3 mai', en: '3 May' }];
  return names.slice(0, length);
}

const sources = ['sign-up page /s', 'import a.csv', 'added by the operator', 'unsubscribe page, undone'];
const wordings = (['open_tracking', 'click_tracking'] as const).map((purpose): Said => {
  const of = (language: 'fr' | 'en') => trackingWording('La Calanque', purpose, language).text;
  return [purpose, of('fr'), of('en')];
});
const agreed = (language: 'fr' | 'en') =>
  signUpWording({ paper: 'La Calanque', titles: ['L’Hebdo', 'L’Essentiel'] }, language).text;

const said: readonly Said[] = [
  ...saidIn('words', words),
  ...saidIn('sign-up', signUp),
  ...saidIn('preferences', preferences),
  ...saidIn('closed', closed),
  ...saidIn('take back', takeBack),
  ...sources.flatMap((source) =>
    saidIn(`why ${source}`, whyInWords('L’Hebdo', { fr: '3 mai', en: '3 May' }, { source })),
  ),
  ['the sentence that is agreed to', agreed('fr'), agreed('en')],
  ...wordings,
];

it('is looked at here', () => {
  expect(said.length).toBeGreaterThan(100);
});

describe.each(said)('%s', (_place, fr, en) => {
  it('has both languages', () => {
    expect(fr.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
  });

  it('is set as French is', () => {
    expect(fr, 'a straight apostrophe').not.toMatch(/'/);
    expect(fr, 'straight quotes').not.toMatch(/"/);
    expect(fr, 'a colon without its no-break space').not.toMatch(/(?<!\u00A0):(?!\/\/)/);
    expect(fr, 'a high mark without its narrow no-break space').not.toMatch(/(?<![\u202F\u00A0])[?!;]/);
    expect(fr, 'quotes without their spaces').not.toMatch(/«(?!\u00A0)|(?<!\u00A0)»/);
    expect(fr, 'three dots').not.toMatch(/\.\.\./);
    expect(fr, 'two spaces').not.toMatch(/ {2}| \u00A0|\u00A0 /);
  });
});
