/** Names an edition by what is in it: the same content has the same name, on any machine. */
import { createHash } from 'node:crypto';
import type { EditionHash } from '../audience/ids.ts';
import type { EditionContent } from './edition.ts';

/** Hex SHA-256 of the content as JSON with its keys in alphabetical order at every depth. */
export function editionHash(content: EditionContent): EditionHash {
  return createHash('sha256').update(canonicalJson(content)).digest('hex') as EditionHash;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
