import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readReturn } from '../../src/returns/read.ts';
import type { BounceReason } from '../../src/returns/verdict.ts';

/** Real returns, kept outside the project; expected.tsv has a line per recipient with another program's finer reasons. */
const folder = resolve('../shared/bounces');
const present = existsSync(folder);

const ours: Readonly<Record<string, BounceReason | 'complaint' | 'auto_reply' | 'unrelated'>> = {
  userunknown: 'unknown_mailbox',
  hostunknown: 'unknown_domain',
  notaccept: 'unknown_domain',
  hasmoved: 'moved',
  mailboxfull: 'mailbox_full',
  suspend: 'mailbox_disabled',
  filtered: 'filtered',
  mesgtoobig: 'too_big',
  exceedlimit: 'too_big',
  expired: 'not_reached',
  networkerror: 'not_reached',
  systemerror: 'server_fault',
  mailererror: 'server_fault',
  onhold: 'server_fault',
  undefined: 'server_fault',
  syntaxerror: 'server_fault',
  blocked: 'reputation',
  badreputation: 'reputation',
  requireptr: 'reputation',
  authfailure: 'authentication',
  rejected: 'policy',
  policyviolation: 'policy',
  securityerror: 'policy',
  norelaying: 'policy',
  notcompliantrfc: 'policy',
  spamdetected: 'content',
  virusdetected: 'content',
  contenterror: 'content',
  toomanyconn: 'rate',
  feedback: 'complaint',
  vacation: 'auto_reply',
  delivered: 'unrelated',
};

type Line = { readonly reason: string; readonly kind: 'hard' | 'soft' | 'not a bounce' };

function expectedLines(): Map<string, Line[]> {
  const lines = new Map<string, Line[]>();
  for (const row of readFileSync(`${folder}/expected.tsv`, 'utf8').trim().split('\n').slice(1)) {
    const [file = '', , , , reason = '', hard] = row.split('\t');
    const notBounce = ['feedback', 'vacation', 'delivered'].includes(reason);
    const kind = notBounce ? 'not a bounce' : hard === '1' ? 'hard' : 'soft';
    lines.set(file, [...(lines.get(file) ?? []), { reason: ours[reason] ?? reason, kind }]);
  }
  return lines;
}

async function linesRead(file: string): Promise<Line[]> {
  const mail = await readReturn(readFileSync(`${folder}/${file}`), '');
  if (mail.kind !== 'bounce') return [{ reason: mail.kind, kind: 'not a bounce' }];
  return mail.recipients.map(({ verdict }) => ({
    reason: verdict.reason,
    kind: verdict.class === 'hard' ? 'hard' : 'soft',
  }));
}

test.skipIf(!present)('real returns are read as other programs read them', async () => {
  const expected = expectedLines();
  const score = { lines: 0, kinds: 0, reasons: 0 };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.eml'))) {
    const read = await linesRead(file);
    const wanted = expected.get(file) ?? [{ reason: 'unrelated', kind: 'not a bounce' }];
    for (const [at, want] of wanted.entries()) {
      // A complaint is about one letter, however many recipients its report lists.
      const got = read[at] ?? (read[0]?.reason === 'complaint' ? read[0] : undefined);
      score.lines++;
      if (got?.kind === want.kind) score.kinds++;
      if (got?.reason === want.reason) score.reasons++;
    }
  }
  expect(score.lines).toBeGreaterThan(300);
  expect(score.kinds / score.lines).toBeGreaterThanOrEqual(0.97);
  expect(score.reasons / score.lines).toBeGreaterThanOrEqual(0.9);
});

test.runIf(!present)('real returns cannot be read here: ../shared/bounces is not there', () => {
  expect(present).toBe(false);
});
