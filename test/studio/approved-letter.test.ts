/** What an editor sees of a letter that somebody answers for: the approved bytes, and what has changed behind them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, openRoom, type Room } from './room.ts';

let room: Room;
let issue: string;
let chief: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(3);
  chief = await room.signedIn('Rose', ['chief']);
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

const page = async (path: string) => (await chief.get(path)).text();
const letter = () => page(`${issue}/letter?look=source`);
const act = async (path: string, fields: Record<string, string> = {}) =>
  chief.post(`${issue}${path}`, {
    ...(await chief.fieldsOf(await chief.get(`${issue}/leaving`))),
    ...fields,
  });
const approve = () =>
  room.app.approve('lhebdo', undefined, { by: 'Rose', signal: AbortSignal.timeout(60_000) });

/** The lead's title at its source, as the next gather stores it. */
async function retitled(title: string): Promise<void> {
  await sql`update articles set title = ${title}, content_hash = md5(${title}) where id = (
    select article_id from issue_items where block ->> 'kind' = 'lead')`.execute(room.app.world.database.db);
}

async function setSender(name: string): Promise<void> {
  const file = join(room.templates, 'lhebdo', 'newsletter.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^sender:\n( +)name: .*$/m, `sender:\n$1name: ${name}`));
}

const overtaken = 'a changé depuis l’approbation';

describe('an approved letter', () => {
  let approved: string;
  beforeAll(async () => {
    await approve();
    approved = await letter();
  }, 60_000);

  it('is shown as what would leave while nothing has changed', async () => {
    expect(await page(issue)).toContain('La lettre approuvée');
    for (const path of [`${issue}/leaving`, issue, '/studio'])
      expect(await page(path)).not.toContain(overtaken);
  });

  it('stays the approved bytes when an article changes at its source', async () => {
    await retitled('Un tout autre titre');
    expect(await letter()).toBe(approved);
  });

  it('is what `hebdo preview` writes, too', async () => {
    const outcome = await room.app.preview('lhebdo', undefined, AbortSignal.timeout(30_000));
    const variants = outcome.kind === 'previewed' ? outcome.variants : [];
    expect(variants.find(({ name }) => name === 'free')?.html).toBe(approved);
  });

  it('says on every page that leads to its leaving that it was overtaken, and the way out', async () => {
    for (const path of [`${issue}/leaving`, `${issue}/check`, issue, '/studio'])
      expect([path, await page(path)]).toEqual([path, expect.stringContaining(overtaken)]);
    expect(await page(`${issue}/leaving`)).toMatch(
      /Retirez l’approbation[^<]*approuvez de nouveau.*id="unapprove"/s,
    );
  });

  it('goes so to those who test it', async () => {
    await act('/test', { to: 'me' });
    const bytes = room.relay.arrived.at(-1)?.raw.toString().replaceAll('=\r\n', '') ?? '';
    expect(bytes).toContain('les halles du port rouvrent');
    expect(bytes).not.toContain('Un tout autre titre');
  });

  it('is the new one once the approval was taken back', async () => {
    await act('/unapprove');
    expect(await letter()).toContain('Un tout autre titre');
    expect(await page(`${issue}/leaving`)).not.toContain(overtaken);
    expect(await page(issue)).toContain('La lettre même qui partirait');
  });
});

describe('a letter that left', () => {
  it('stays what left, whatever articles and settings are today', async () => {
    await approve();
    const approved = await letter();
    const report = await room.app.send('lhebdo', undefined, { signal: AbortSignal.timeout(60_000) });
    expect(report.kind).toBe('sent');
    await retitled('Un titre d’après');
    await setSender('Une autre rédaction');
    expect(await letter()).toBe(approved);
    const shown = await page(issue);
    expect(shown).toContain('La lettre partie');
    expect(shown).not.toContain('La lettre même qui partirait');
    expect(await page(`${issue}/leaving`)).not.toContain(overtaken);
  }, 60_000);
});
