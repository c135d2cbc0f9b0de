/** What each look does to a letter, and what it leaves alone. */
import { describe, expect, it } from 'vitest';
import { lookPolicy, looks, showAs } from '../../src/studio/looks.ts';

const letter =
  '<html><head><style>@media (prefers-color-scheme:dark){p{color:#fff}}</style></head><body>' +
  '<!--[if mso]><table><![endif]--><!--[if !mso]><!--><div>hors Outlook</div><!--<![endif]--><p>é</p></body></html>';

describe('a look', () => {
  it.each(['wide', 'phone', 'no-images', 'no-style'] as const)(
    '%s shows the very bytes that leave',
    (look) => {
      expect(showAs(look, letter)).toBe(letter);
    },
  );

  it('dark answers the question that the letter asks of the screen', () => {
    expect(showAs('dark', letter)).toContain('@media (min-width:0){p{color:#fff}}');
  });

  it('outlook opens the conditions meant for it and drops the others', () => {
    const shown = showAs('outlook', letter);
    expect(shown).toContain('<table>');
    expect(shown).not.toContain('hors Outlook');
  });

  it('clipped cuts after 102 kB, never inside a character, and leaves a lighter letter alone', () => {
    expect(showAs('clipped', letter)).toBe(letter);
    const shown = showAs('clipped', `x${'é'.repeat(60_000)}`);
    expect(Buffer.byteLength(shown.split('<hr>')[0] ?? '')).toBe(102 * 1024 - 1);
    expect(shown).toContain('Message tronqué');
  });

  it.each(looks)('%s runs in a sandbox without script', (look) => {
    expect(lookPolicy(look)).toMatch(/^sandbox; default-src 'none'; /);
    expect(lookPolicy(look)).not.toContain('script');
  });
});
