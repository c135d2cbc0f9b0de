import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Report } from '../../src/returns/report.ts';
import { visitOf } from '../../src/studio/page.tsx';
import { Providers } from '../../src/studio/report-letters.tsx';

const visit = visitOf(null, '', 'fr');

it('a provider’s row adds up to its letters, whatever became of them', () => {
  const providers: Report['providers'] = [
    { provider: 'gmail', letters: 429, states: { accepted: 2, cancelled: 420, pending: 7 } },
    { provider: 'others', letters: 13, states: { accepted: 10, suppressed: 1, given_up: 2 } },
  ];
  const html = renderToStaticMarkup(<Providers report={{ providers } as Report} visit={visit} />);
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, figure]) => Number(figure)),
  );
  const figures = rows.filter((row) => row.length > 0);
  expect(figures).toHaveLength(2);
  for (const [letters, ...states] of figures) expect(states.reduce((sum, one) => sum + one, 0)).toBe(letters);
  expect(html).toContain('annulées');
  expect(html).toContain('autres');
});
