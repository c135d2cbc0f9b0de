/** A table of figures that may be wider than the page: it scrolls by itself, by keyboard too. */
import type { ReactNode } from 'react';

/** columns: their heads in order; words stand left, figures right. */
export function FiguresTable(table: {
  readonly name: string;
  readonly columns: readonly (readonly [kind: 'words' | 'figures', head: string])[];
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}) {
  const { name, columns, foot, children } = table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="scroll" tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {columns.map(([kind, head]) => (
              <th key={head} scope="col" className={kind === 'figures' ? 'n' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </section>
  );
}
