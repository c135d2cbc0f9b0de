/** The demo's inbox, which several demos on one machine open at the same moment. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openInbox } from '../../src/demo/inbox.ts';

it('finds ports of its own, also when several start at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hebdo-inbox-'));
  const inboxes = await Promise.all(['a', 'b', 'c'].map((name) => openInbox(join(folder, name))));
  expect(new Set(inboxes.flatMap(({ smtpUrl, address }) => [smtpUrl, address])).size).toBe(6);
  // As a browser asks.
  const headers = { accept: 'text/html' };
  for (const { address } of inboxes) expect((await fetch(address, { headers })).status).toBe(200);
  for (const inbox of inboxes) await inbox[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
