/** Charts of the studio: bars whose parts differ by pattern and say their figures, so that no colour is needed. */
import type { ReactNode } from 'react';

export type Pattern = 'solid' | 'stripes' | 'dots' | 'cross' | 'lines' | 'empty';
export type Part = { readonly pattern: Pattern; readonly value: number };

/** To stand once on a page that shows bars. Attributes only: the policy forbids styles in the markup. */
export function Patterns() {
  const tile = (id: Pattern, size: number, children: ReactNode) => (
    <pattern id={`bar-${id}`} width={size} height={size} patternUnits="userSpaceOnUse">
      {children}
    </pattern>
  );
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        {tile('solid', 8, <rect width="8" height="8" className="ink" />)}
        {tile('stripes', 8, <path d="M-2 2l4-4M0 8l8-8M6 10l4-4" className="line" />)}
        {tile('dots', 6, <circle cx="3" cy="3" r="1.4" className="ink" />)}
        {tile('cross', 8, <path d="M0 0l8 8M8 0l-8 8" className="line" />)}
        {tile('lines', 6, <path d="M0 3h6" className="line" />)}
        {tile('empty', 8, <rect width="8" height="8" fill="none" />)}
      </defs>
    </svg>
  );
}

/** A bar of the given height over the whole width; of is what the whole width stands for. */
export function Bar(bar: { readonly parts: readonly Part[]; readonly of: number; readonly height?: number }) {
  const { parts, of, height = 16 } = bar;
  const shown = parts.filter(({ value }) => value > 0);
  const share = (value: number) => (of === 0 ? 0 : (100 * value) / of);
  const before = (at: number) => shown.slice(0, at).reduce((sum, { value }) => sum + value, 0);
  return (
    <svg className="bars" width="100%" height={height} aria-hidden="true">
      {shown.map(({ pattern, value }, at) => (
        <rect
          key={pattern}
          x={`${share(before(at)).toFixed(2)}%`}
          width={`${share(value).toFixed(2)}%`}
          height={height}
          fill={`url(#bar-${pattern})`}
        />
      ))}
    </svg>
  );
}

export function Swatch({ pattern }: { readonly pattern: Pattern }) {
  return (
    <svg className="bars swatch" width="22" height="14" aria-hidden="true">
      <rect width="22" height="14" fill={`url(#bar-${pattern})`} />
    </svg>
  );
}

type Column = { readonly label: string; readonly value: number | null; readonly words: string };

/** Columns side by side, the last one this issue's; each carries its figure, and its label below. */
export function Columns({ columns, name }: { readonly columns: readonly Column[]; readonly name: string }) {
  const [height, above, below] = [110, 20, 20];
  const most = Math.max(...columns.map(({ value }) => value ?? 0), Number.MIN_VALUE);
  const step = 100 / Math.max(1, columns.length);
  const said = columns.map(({ label, words }) => `${label} : ${words}`).join(', ');
  return (
    <svg
      className="bars columns"
      width="100%"
      height={height + above + below}
      role="img"
      aria-label={`${name}. ${said}`}
    >
      {columns.map(({ label, value, words }, at) => {
        const tall = ((value ?? 0) / most) * height;
        const last = at === columns.length - 1;
        return (
          <g key={label} className={last ? 'now' : undefined}>
            <rect
              x={`${(step * at + step * 0.14).toFixed(2)}%`}
              y={above + height - tall}
              width={`${(step * 0.72).toFixed(2)}%`}
              height={tall}
              fill={`url(#bar-${last ? 'solid' : 'stripes'})`}
            />
            <text x={`${(step * (at + 0.5)).toFixed(2)}%`} y={above + height - tall - 6}>
              {words}
            </text>
            <text x={`${(step * (at + 0.5)).toFixed(2)}%`} y={height + above + below - 5} className="label">
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
