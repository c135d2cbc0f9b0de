/** Tracking is two consents, off until they are ticked, each with a receipt that says what was shown. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsentRecord } from '../../src/audience/receipt.ts';
import { press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

/** Ticks these alone, and saves. */
const choose = (fields: Record<string, string>, link = room.links.preferences) =>
  press(`${link}/tracking`, 'tracking', { opens: [], clicks: [], ...fields });
/** Posts without having looked. */
const post = (fields: Record<string, string>, link = room.links.preferences) =>
  fetch(`${link}/tracking`, { method: 'POST', body: new URLSearchParams({ action: 'tracking', ...fields }) });
const receipts = async () => {
  const found = await room.steps.consentReceipts('marie@example.org');
  if (found.kind === 'fault') throw new Error(found.fault);
  return found.records.filter(({ purpose }) => purpose !== 'newsletter');
};
const brief = ({ purpose, action }: ConsentRecord) => `${purpose} ${action}`;
const tracked = async () => {
  const { rows } = await sql`select track_opens as opens, track_clicks as clicks from subscribers`.execute(
    room.database.db,
  );
  return rows[0];
};
const boxes = (html: string) => html.match(/<input type="checkbox" name="(?:opens|clicks)"[^>]*>/g) ?? [];

it('both choices stand unticked on the preferences page, and looking records nothing', async () => {
  const before = await everything(room.database.db);
  for (const page of ['', '/tracking', '', '/tracking']) {
    const html = await (await fetch(room.links.preferences + page)).text();
    expect(boxes(html)).toHaveLength(2);
    expect(boxes(html).join()).not.toContain('checked');
  }
  expect(await everything(room.database.db)).toBe(before);
});

it('saving the other preferences decides nothing about tracking', async () => {
  const body = new URLSearchParams({ action: 'save', offered: 'lhebdo', newsletter: 'lhebdo', opens: 'yes' });
  await fetch(room.links.preferences, { method: 'POST', body });
  expect(await tracked()).toEqual({ opens: false, clicks: false });
  expect(await receipts()).toEqual([]);
});

it('each is ticked by itself, and its receipt holds the very sentence, its hash and where it stood', async () => {
  const html = await (await choose({ clicks: 'yes' })).text();
  expect(html).toContain('C’est enregistré');
  expect(boxes(html).map((box) => [/name="(\w+)"/.exec(box)?.[1], box.includes('checked')])).toEqual([
    ['opens', false],
    ['clicks', true],
  ]);
  expect(await tracked()).toEqual({ opens: false, clicks: true });
  const [receipt, ...others] = await receipts();
  expect(others).toEqual([]);
  const sentence = /name="clicks"[^>]*>\s*<span>(.*?)<\/span>/s.exec(html)?.[1] ?? '';
  expect(receipt).toMatchObject({
    newsletter: null,
    purpose: 'click_tracking',
    action: 'granted',
    source: 'preferences page, link of lhebdo issue 1',
    network: '127.0.0.0/24',
    wording: {
      text: sentence,
      version: 'click tracking 1',
      hash: createHash('sha256').update(sentence).digest('hex'),
    },
  });
});

it('twice the same choice is one receipt, and a withdrawal is another one', async () => {
  for (let times = 0; times < 2; times++) await choose({ opens: 'yes', clicks: 'yes' });
  await choose({ clicks: 'yes' });
  await choose({ clicks: 'yes' });
  expect((await receipts()).map(brief)).toEqual([
    'open_tracking granted',
    'click_tracking granted',
    'open_tracking withdrawn',
  ]);
  expect(await tracked()).toEqual({ opens: false, clicks: true });
  const page = await (await fetch(`${room.links.preferences}/receipt`)).text();
  expect(page).toContain('Toutes nos lettres\u00A0: retiré');
});

it('an erased reader leaves receipts without a person, and can choose nothing any more', async () => {
  await choose({ opens: 'yes' });
  await room.steps.forgetSubscriber('marie@example.org');
  expect(await (await post({ clicks: 'yes' })).text()).toContain('n’est plus dans nos listes');
  expect((await receipts()).map(brief)).toEqual(['open_tracking granted']);
  expect(await everything(room.database.db)).not.toMatch(/marie/i);
});

describe('nothing is chosen by', () => {
  it.each([
    ['another action', () => post({ action: 'save', opens: 'yes' }), 400],
    ['a tampered link', () => post({ opens: 'yes' }, `${room.links.preferences.slice(0, -3)}abc`), 404],
    ['the unsubscribe link', () => post({ opens: 'yes' }, room.links.unsubscribe.replace('/u/', '/p/')), 404],
  ])('%s', async (_, ask, status) => {
    const before = await everything(room.database.db);
    expect((await ask()).status).toBe(status);
    expect(await everything(room.database.db)).toBe(before);
  });
});

it('is withdrawn by the link of a letter whose newsletter has no settings any more', async () => {
  await choose({ opens: 'yes', clicks: 'yes' });
  const { preferences } = room.linksOf('closed');
  for (const page of ['', '/tracking']) {
    const html = await (await fetch(preferences + page)).text();
    expect(boxes(html).map((box) => box.includes('checked'))).toEqual([true, true]);
  }
  expect(await (await choose({}, preferences)).text()).toContain('C’est enregistré');
  expect(await tracked()).toEqual({ opens: false, clicks: false });
  const withdrawn = (await receipts()).filter(({ action }) => action === 'withdrawn');
  expect(withdrawn.map(({ wording }) => wording?.text)).toEqual([
    expect.stringContaining('La Calanque'),
    expect.stringContaining('La Calanque'),
  ]);
});
