/** A reader erases themselves: asked first, acted on by POST alone, and no trace stays but the keyed hash. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const act = (action: string, link = room.links.preferences) =>
  fetch(`${link}/erase`, { method: 'POST', body: new URLSearchParams({ action }) });

it('asks first, with a word for whoever got the letter from a friend', async () => {
  const before = await everything(room.database.db);
  for (let times = 0; times < 2; times++) {
    const page = await (await fetch(`${room.links.preferences}/erase`)).text();
    expect(page).toContain('m•••@e•••.org');
    expect(page).toContain('transférée');
    expect(page).not.toContain('marie@');
  }
  expect(await everything(room.database.db)).toBe(before);
});

it('leaves no trace of the address in any table or log, a waiting sign-up included', async () => {
  const sign = new URLSearchParams({ email: 'marie@example.org' });
  await fetch(`${room.base}/s/lhebdo`, { method: 'POST', body: sign });
  await room.posted(1);
  const link = await room.confirmationLink();
  expect(await everything(room.database.db)).toContain('marie@example.org');
  expect(await (await act('erase')).text()).toContain('plus dans nos listes');
  const left = await everything(room.database.db);
  expect(left).not.toMatch(/marie/i);
  expect(JSON.stringify(room.logged)).not.toMatch(/marie/i);
  expect((await fetch(link)).status).toBe(404);
  expect((await act('erase')).status).toBe(200);
  expect(await everything(room.database.db)).toBe(left);
});

it.each([
  ['another action', () => act('save'), 400],
  ['a tampered link', () => act('erase', `${room.links.preferences.slice(0, -3)}abc`), 404],
  ['the unsubscribe link', () => act('erase', room.links.unsubscribe.replace('/u/', '/p/')), 404],
])('%s erases nobody', async (_, ask, status) => {
  const before = await everything(room.database.db);
  expect((await ask()).status).toBe(status);
  expect(await everything(room.database.db)).toBe(before);
});
