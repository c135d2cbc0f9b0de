/** Asks the DNS for text records, and tells «there are none» from «nobody answered». */
import { Resolver } from 'node:dns/promises';

export type TextRecords =
  | { readonly kind: 'records'; readonly records: readonly string[] }
  | { readonly kind: 'none' }
  /** This machine could not ask: no network, no resolver, a server in trouble. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/** The TXT records of a name, the strings of each joined (RFC 7208, 3.3). */
export async function textRecords(name: string): Promise<TextRecords> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  try {
    const records = await resolver.resolveTxt(name);
    return { kind: 'records', records: records.map((strings) => strings.join('')) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENODATA') return { kind: 'none' };
    if (code === 'ENOTFOUND' && (await knowsTheWorld(resolver))) return { kind: 'none' };
    return { kind: 'unanswered', reason: code };
  }
}

/** A resolver that knows its own network only, as in many containers, says «no such name» to everything else. */
function knowsTheWorld(resolver: Resolver): Promise<boolean> {
  return resolver.resolveNs('org').then(
    () => true,
    () => false,
  );
}
