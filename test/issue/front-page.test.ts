import { expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import { composeLetter } from '../../src/issue/compose.ts';
import { compileMjml } from '../../src/world/compile.ts';
import { chosen, sampleManuscript } from '../support/sample-issue.ts';

it('prints articles without a rubrique as a block of their own, after the lead and before the rubriques', async () => {
  const titles = ['En tête', 'Sans rubrique', 'De société'];
  const blocks = [{ kind: 'lead' }, { kind: 'front_page' }, { kind: 'section', section: 'societe' }] as const;
  const items = blocks.map((block, at) =>
    chosen({ id: (at + 1) as ArticleId, title: titles[at] ?? '' }, block),
  );
  const manuscript = {
    ...sampleManuscript(),
    chosen: items,
    pictures: { articles: new Map(), sponsors: new Map() },
  };
  const composed = await composeLetter(manuscript, { compile: compileMjml });
  if (composed.kind === 'faults') throw new Error(JSON.stringify(composed.faults));
  const { text, html } = composed.content;
  const order = ['En tête', 'AUSSI À LA UNE', 'Sans rubrique', 'SOCIÉTÉ', 'De société'].map((words) =>
    text.indexOf(words),
  );
  expect(order.every((at) => at >= 0)).toBe(true);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(html.indexOf('Sans rubrique')).toBeGreaterThan(html.indexOf('Aussi à la une'));
});
