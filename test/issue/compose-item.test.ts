import { describe, expect, it } from 'vitest';
import { clip } from '../../src/issue/compose-item.ts';

describe('an excerpt of at most 40 characters', () => {
  it.each([
    ['Une phrase courte.', 'Une phrase courte.'],
    ['Une première phrase entière. Une seconde qui déborde.', 'Une première phrase entière.'],
    ['Oui. Une seconde phrase bien trop longue pour tenir ici.', 'Oui. Une seconde phrase bien trop…'],
    ['Une seule phrase sans fin, avec des virgules partout', 'Une seule phrase sans fin, avec des…'],
    ['Unseulmotquinefinitpasetquinetientpasdutoutici', ''],
    ['', ''],
  ])('%s', (text, clipped) => expect(clip(text, 40)).toBe(clipped));
});
