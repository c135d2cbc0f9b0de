/** hebdo returns unread: what mail servers handed over and nobody could read, to look at. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exits, type Outcome } from './outcome.ts';
import type { Session } from './session.ts';

/** Without what the mails say: what is printed may end in a log. */
export async function listUnread({ app }: Session, out: string | undefined): Promise<Outcome> {
  const unread = await app.unreadReturns();
  if (out !== undefined) await mkdir(out, { recursive: true });
  const listed = await Promise.all(
    unread.map(async ({ name, letter, at, bytes, beginning }) => {
      const file = out === undefined ? null : join(out, `${name}.eml`);
      if (file !== null) await writeFile(file, beginning);
      return { at: at.toISOString(), bytes, cut: bytes > beginning.length, letter, file };
    }),
  );
  return { exit: exits.done, lines: linesOf(listed, out), json: { unread: listed } };
}

type Listed = {
  readonly at: string;
  readonly bytes: number;
  readonly cut: boolean;
  readonly letter: { readonly id: number; readonly newsletter: string; readonly period: string };
  readonly file: string | null;
};

function linesOf(listed: readonly Listed[], out: string | undefined): string[] {
  if (listed.length === 0) return ['Every returned mail of the last 30 days could be read.'];
  const lines = listed.map(({ at, bytes, cut, letter, file }) => {
    const of = `letter ${letter.id} of ${letter.newsletter} ${letter.period}`;
    return [at, `${bytes} bytes${cut ? ', its beginning is kept' : ''}`, of, file ?? []].flat().join('  ');
  });
  const next =
    out === undefined
      ? '--out DIR writes them to look at: bounces in words that Hebdo does not know, or nonsense.'
      : `hebdo returns explain ${join(out, '*.eml')} says how each is read.`;
  return [...lines, `No reader was suppressed for these. They are kept for 30 days. ${next}`];
}
