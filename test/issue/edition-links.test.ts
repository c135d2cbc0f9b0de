import { describe, expect, it } from 'vitest';
import { withPlainLinks, withTracking } from '../../src/issue/edition-links.ts';

const all = { clicks: 'aggregate', opens: 'consented' } as const;
const page = (body: string) => `<html><body>${body}</body></html>`;

describe('the links of a composed letter', () => {
  it('are numbered by place, whatever the tag looks like, and are written out again as they were', () => {
    const html = page(
      `<p>a <a class="x" href="https://a.example/?x=1&amp;y=2" style="color:red">un</a>` +
        `<a href='https://a.example/?x=1&#38;y=2'>deux</a>\n<A\n HREF=https://b.example/>trois</A></p>`,
    );
    const { html: numbered, links } = withTracking(html, { ...all, opens: 'off' });
    expect(links).toEqual({
      counted: 'all',
      to: ['https://a.example/?x=1&y=2', 'https://a.example/?x=1&y=2', 'https://b.example/'],
    });
    expect(numbered).toContain('<a class="x" href="[[ link:1 ]]" style="color:red">un</a>');
    expect(numbered).toContain('<a href="[[ link:2 ]]">deux</a>');
    expect(numbered).toContain('<A\n HREF="[[ link:3 ]]">trois</A>');
    const plain = withPlainLinks({ html: numbered, ...(links && { links }) });
    expect(plain.match(/href="h[^"]*"/gi)).toEqual([
      'href="https://a.example/?x=1&#38;y=2"',
      'href="https://a.example/?x=1&#38;y=2"',
      'HREF="https://b.example/"',
    ]);
  });

  it.each([
    '<a href="[[ unsubscribe_url ]]">x</a>',
    '<a href="mailto:a@example.org">x</a>',
    '<a href="tel:+33491000000">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="#haut">x</a>',
    '<a name="haut">x</a>',
    '<!-- <a href="https://a.example/">x</a> -->',
    'a href="https://a.example/"',
  ])('that a program could not be led by stay as they are: %s', (link) => {
    const { html, links } = withTracking(page(link), all);
    expect(links?.to).toEqual([]);
    expect(html).toContain(link);
  });

  it('are left alone where the newsletter counts nothing, and no pixel is written where it wants none', () => {
    const html = page('<a href="https://a.example/">x</a>');
    expect(withTracking(html, { clicks: 'off', opens: 'off' })).toEqual({ html, links: null });
    expect(withTracking(html, { clicks: 'off', opens: 'consented' }).html).toMatch(
      /x<\/a>\[\[ if opens \]\]<img src="\[\[ opens_url \]\]"[^>]*>\[\[ end \]\]<\/body>/,
    );
    expect(withTracking(html, { clicks: 'consented', opens: 'off' })).toMatchObject({
      html: expect.not.stringContaining('opens'),
      links: { counted: 'consented' },
    });
  });
});
