/** Test letters over real HTTP and SMTP: to oneself, to the testers of newsletter.yaml, to a segment; one that fails is told. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postTestLetters } from '../../src/app/test-letter.ts';
import { parseEmailAddress } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import type { Period } from '../../src/audience/ids.ts';
import { findIssue } from '../../src/world/db/issues.ts';
import { everything } from '../site/tables.ts';
import { type Browser, openRoom, type Room } from './room.ts';

const testers = ['ada@tests.example', 'full@tests.example', 'no-more@tests.example', 'zoé@tests.example'];
const listed = `testers: [${testers.join(', ')}]\n`;

let room: Room;
let issue: string;
let browser: Browser;
beforeAll(async () => {
  room = await openRoom(
    {},
    {
      onReader: (address) =>
        address === 'full@tests.example' || address === 'lecteur2@example.org'
          ? { code: 552, text: `5.2.2 <${address}>: mailbox full` }
          : null,
    },
  );
  issue = await room.prepare(6);
  await room.fetchOnce();
  browser = await room.signedIn('Nour', ['editor']);
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

const settings = () => join(room.templates, 'lhebdo', 'newsletter.yaml');
async function setTesters(text: string) {
  const now = (await readFile(settings(), 'utf8')).replace(/^testers: .*\n/m, '');
  await writeFile(settings(), `${text}${now}`);
}
const html = async (path: string) => (await browser.get(path)).text();
const send = async (page: string, from: string, fields: Record<string, string>) => {
  const token = await browser.fieldsOf(await browser.get(`${issue}${from}`));
  return browser.post(`${issue}${page}`, { ...token, ...fields });
};

let before: number;
beforeEach(() => {
  before = room.relay.arrived.length;
});
const arrived = () => room.relay.arrived.slice(before);

describe('the form', () => {
  it('has nothing to choose without testers, and their number with them', async () => {
    expect(await html(`${issue}/leaving`)).toContain('M’envoyer une lettre d’essai');
    expect(await html(`${issue}/leaving`)).not.toContain('name="to"');
    await setTesters(listed);
    const page = (await html(`${issue}/leaving`)).replaceAll('<!-- -->', '');
    expect(page).toContain('<option value="me">à moi</option>');
    expect(page).toContain('<option value="testers">à la liste des testeurs (4)</option>');
  });
});

describe('a test letter', () => {
  it('to oneself is marked, has a name of its own each time, and nothing counts it', async () => {
    const sendOne = async () => {
      const answer = await send('/test', '/leaving', { to: 'me' });
      expect(await browser.follow(answer)).toContain('Une lettre d’essai est partie.');
      // That sentence is there for ten minutes, whatever it is about.
      await room.app.world.database.pool.query('delete from said');
    };
    // The first composition keeps pictures; what a test letter itself would write is seen at the second.
    await sendOne();
    const tables = await everything(room.app.world.database.db);
    await sendOne();
    expect((await everything(room.app.world.database.db)) === tables).toBe(true);
    const letters = await Promise.all(arrived().map(({ raw }) => PostalMime.parse(raw)));
    expect(arrived().map(({ to }) => to)).toEqual(['nour@example.org', 'nour@example.org']);
    expect(letters.map(({ subject }) => subject?.startsWith('[ESSAI] '))).toEqual([true, true]);
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(2);
    expect(letters[0]?.html).toContain('<html');
  });

  it('to the testers reaches those it can; the page tells of each other one why, without the address', async () => {
    await setTesters(listed);
    const { database, secret } = room.app.world;
    const opposed = parseEmailAddress('no-more@tests.example');
    if (opposed.kind === 'fault') throw new Error(opposed.fault);
    await database.pool.query(
      `insert into suppressions (email_hash, reason, at) values ($1, 'complaint', now())`,
      [emailHash(secret, opposed.key)],
    );
    const answer = await send('/test', '/leaving', { to: 'testers' });
    const page = (await browser.follow(answer)).replaceAll('<!-- -->', '');
    expect(arrived().map(({ to }) => to)).toEqual(['ada@tests.example']);
    expect(page).toContain('Une lettre d’essai est partie. 3 ne sont pas parties :');
    expect(page).toContain(
      '<li>f•••@t•••.example · le relais ne l’a pas prise : 552 5.2.2 &lt;…@…&gt;: mailbox full</li>',
    );
    expect(page).toMatch(/<li>n•••@t•••\.example · cette adresse est sur la liste/);
    expect(page).toMatch(/<li>z••• · ce n’est pas une adresse/);
    expect(page).not.toContain('tests.example');
  });

  it('to a segment is no fault page when the relay refuses one reader', async () => {
    await room.app.world.database.pool.query(
      `update subscribers set commune = case when id <= 3 then 'arles' end,
         email = case when id = 2 then 'lecteur2@example.org' else email end`,
    );
    const tree = { kind: 'commune', commune: 'arles' } as const;
    await room.app.storeSegment({ name: 'arles', title: 'Arles', tree }, 'make');
    const answer = await send('/test-segment', '/audience', { segment: 'arles' });
    const page = (await browser.follow(answer)).replaceAll('<!-- -->', '');
    expect(page).toContain('2 lettres d’essai sont parties. Une n’est pas partie :');
    expect(page).toMatch(/<li>l•••@e•••\.org · le relais ne l’a pas prise : [^<]*mailbox full/);
    expect(page).not.toContain('lecteur2@example.org');
  });

  it('to nobody in the list, or to a list that no form has, sends nothing', async () => {
    await setTesters('');
    expect(await browser.follow(await send('/test', '/leaving', { to: 'testers' }))).toContain(
      'Aucune lettre d’essai n’est partie.',
    );
    expect((await send('/test', '/leaving', { to: 'ada@tests.example' })).status).toBe(400);
    expect(arrived()).toEqual([]);
  });

  it('says that the relay does not answer, without asking it for each of fifty', async () => {
    const { world } = room.app;
    const { smtp } = world.configuration;
    const found = await findIssue(
      world.database.pool,
      'lhebdo',
      issue.slice(issue.lastIndexOf('/') + 1) as Period,
    );
    if (smtp === undefined || found === null) throw new Error('no relay or no issue');
    const silent = { ...world.configuration, smtp: { ...smtp, url: 'smtp://127.0.0.1:1' } };
    const to = Array.from({ length: 50 }, (_, at) => ({ email: `t${at}@tests.example`, name: null }));
    const outcome = await postTestLetters({ ...world, configuration: silent }, room.app, found, to);
    expect(outcome).toMatchObject({ kind: 'tried', left: 0 });
    const failed = outcome.kind === 'tried' ? outcome.failed : [];
    expect(failed.map(({ why }) => why.kind)).toEqual(Array(50).fill('unreached'));
    expect(new Set(failed.slice(1).map(({ why }) => why)).size).toBe(1);
  });
});
