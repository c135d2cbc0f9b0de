/** Text of a body as JSON that can be stored: bounded depth, and no character that PostgreSQL has no place for. */

const mostLevels = 64;

export type ParsedJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'fault'; readonly detail: string };

export function parseJson(text: string): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'fault', detail: 'The body is not JSON (RFC 8259).' };
  }
  const detail = objection(value);
  return detail === null ? { kind: 'json', value } : { kind: 'fault', detail };
}

/** Level by level, not by recursion: ten thousand brackets are a small body. */
function objection(value: unknown): string | null {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostLevels) return `The body is nested more than ${mostLevels} levels deep.`;
    const texts = level.flatMap((one) =>
      typeof one === 'string' ? [one] : isObject(one) ? Object.keys(one) : [],
    );
    if (texts.some((one) => one.includes('\0') || !one.isWellFormed()))
      return 'A text of the body holds U+0000 or half a character.';
    level = level.filter(isObject).flatMap((one) => Object.values(one));
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
