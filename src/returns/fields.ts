/** Header-like fields, as mails, delivery reports and feedback reports write them. */

/** Names in lower case; every value of a repeated field, unfolded. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Reads what looks like fields and skips what does not. */
export function parseFields(text: string): Fields {
  const fields = new Map<string, string[][]>();
  let last: string[] | null = null;
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z][A-Za-z0-9-]*)[ \t]*:(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      last = [value.trim()];
      const values = fields.get(name.toLowerCase());
      if (values) values.push(last);
      else fields.set(name.toLowerCase(), [last]);
    } else if (/^[ \t]/.test(line) && last !== null) last.push(line.trim());
    else last = null;
  }
  return new Map([...fields].map(([name, values]) => [name, values.map(unfolded)]));
}

function unfolded(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join(' ');
}

/** The first value of a field, or null. */
export function fieldOf(fields: Fields, name: string): string | null {
  return fields.get(name)?.[0] ?? null;
}
