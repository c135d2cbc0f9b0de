/** Where newsletter.yaml is wrong: from a path of keys to file, line and key. */
import { type Document, isMap, isScalar, type LineCounter } from 'yaml';
import type { z } from 'zod';
import { flawOf, type SettingsFlaw } from './settings-flaw.ts';

export type SettingsFault = {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Dotted: schedule.send, feeds.0.url; empty for the file as a whole. */
  readonly key: string;
  readonly flaw: SettingsFlaw;
};
type Placer = (path: readonly PropertyKey[], flaw: SettingsFlaw) => SettingsFault;

/** Gives faults their place; a key that is not there stands where its parent does. */
export function placer(file: string, document: Document, lines: LineCounter): Placer {
  return (path, flaw) => ({
    file,
    line: lineOf(document, lines, path),
    key: path.map(String).join('.'),
    flaw,
  });
}

/** One fault per wrong value and per unknown key. Issues must hold their input. */
export function faultsOfSchema(error: z.ZodError, at: Placer): SettingsFault[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => at([...issue.path, key], { kind: 'unknown_setting' }))
      : [at(issue.path, flawOf(issue))],
  );
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const start = startOf(document, path.slice(0, length));
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

/** The key's own place, not its value's: a block begins on the line after it. */
function startOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true) as { range?: readonly number[] } | undefined;
  return node?.range?.[0];
}
