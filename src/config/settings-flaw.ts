/** What is wrong with one value of newsletter.yaml, with its facts; settings-words.ts tells it. */
import type { YAMLError } from 'yaml';
import type { z } from 'zod';
import { isWish, type Wish } from './settings-wishes.ts';

export type SettingsFlaw =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown_setting' }
  | { readonly kind: 'unmet'; readonly wish: Wish }
  /** Both as JavaScript names its types, and integers «int». */
  | { readonly kind: 'wrong_type'; readonly expected: string; readonly found: string }
  | { readonly kind: 'no_choice'; readonly choices: readonly string[] }
  | {
      readonly kind: 'too_big' | 'too_small';
      /** What is measured: a number, or the length of a string or an array. */
      readonly of: string;
      readonly bound: number;
    }
  | { readonly kind: 'unknown_section'; readonly id: string; readonly known: readonly string[] }
  | { readonly kind: 'twice'; readonly id: string }
  | { readonly kind: 'tester_twice' }
  /** The grammar of YAML, by the parser's code and in its words. */
  | { readonly kind: 'yaml'; readonly code: YAMLError['code']; readonly said: string }
  /** No rule of this schema answers so today. */
  | { readonly kind: 'other'; readonly said: string };

/** Issues must hold their input (`reportInput`). Unknown keys are told one by one, and are not for here. */
export function flawOf(issue: z.core.$ZodIssue): SettingsFlaw {
  if (isWish(issue.message)) return { kind: 'unmet', wish: issue.message };
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { kind: 'missing' }
        : { kind: 'wrong_type', expected: issue.expected, found: typeOf(issue.input) };
    case 'invalid_value':
      return { kind: 'no_choice', choices: issue.values.map(String) };
    case 'too_big':
      return { kind: 'too_big', of: issue.origin, bound: Number(issue.maximum) };
    case 'too_small':
      return { kind: 'too_small', of: issue.origin, bound: Number(issue.minimum) };
    default:
      return { kind: 'other', said: issue.message };
  }
}

/** yaml ends its sentence with the place, and shows the line below. */
export function flawOfSyntax({ code, message }: YAMLError): SettingsFlaw {
  const [said = message] = message.split('\n');
  return { kind: 'yaml', code, said: said.replace(/ at line \d+, column \d+:?$/, '') };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  // .nan and .inf are numbers of YAML that no setting takes.
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : typeof value;
}
