/** What the preferences page offers, and that saving it decides nothing about the rest. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberId } from '../../src/audience/ids.ts';
import { press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { addReader } from './reader.ts';
import { openTwoRhythms } from './two-rhythms.ts';

let templates: Awaited<ReturnType<typeof openTwoRhythms>>;
let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeAll(async () => {
  templates = await openTwoRhythms();
  const settings = await readFile('templates/lhebdo/newsletter.yaml', 'utf8');
  await cp('templates/lhebdo', join(templates.folder, 'chantier'), { recursive: true });
  await writeFile(
    settingsOf('chantier'),
    settings.replace(/^title: .*$/m, 'title: Le Chantier\nsign_up: { open: false }'),
  );
  room = await openNewsroom({ templates: templates.folder });
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await templates[Symbol.asyncDispose]();
});

const settingsOf = (newsletter: string) => join(templates.folder, newsletter, 'newsletter.yaml');
const reader = (...newsletters: readonly string[]) => addReader(room, newsletters, { commune: 'arles' });
const page = async (url: string) => (await fetch(url)).text();
const all = async (query: ReturnType<typeof sql>) => (await query.execute(room.database.db)).rows;
const states = async (id: SubscriberId) =>
  (
    (await all(sql`select newsletter, state from subscriptions where subscriber_id = ${id} order by 1`)) as {
      newsletter: string;
      state: string;
    }[]
  ).map(({ newsletter, state }) => `${newsletter} ${state}`);
const receipts = (id: SubscriberId) =>
  all(sql`select newsletter, action from consent_receipts where subscriber_id = ${id} order by id`);

describe('a newsletter that closed', () => {
  it('is offered to nobody who does not have it, and is not joined by a form made by hand', async () => {
    const { id, links } = await reader('lhebdo');
    expect(await page(links.preferences)).not.toContain('Le Chantier');
    const saved = await press(links.preferences, 'save', {
      offered: ['lhebdo', 'lessentiel', 'chantier'],
      newsletter: 'chantier',
      'rhythm-lhebdo': 'lhebdo chantier',
    });
    expect(saved.status).toBe(200);
    expect(await states(id)).toEqual(['lhebdo active']);
  });

  it('may be kept by who has it, and left', async () => {
    const { id, links } = await reader('lhebdo', 'chantier');
    expect(await page(links.preferences)).toContain('Le Chantier');
    await press(links.preferences, 'save');
    expect(await states(id)).toEqual(['chantier active', 'lhebdo active']);
    await press(links.preferences, 'save', { newsletter: [] });
    expect(await states(id)).toEqual(['chantier unsubscribed', 'lhebdo active']);
    expect(await page(links.preferences)).not.toContain('Le Chantier');
  });
});

describe('a letter that bounced', () => {
  it.each(['bounced', 'pending'])('(%s) is left as it is by who changes something else', async (state) => {
    const { id, links } = await reader('lhebdo');
    await all(sql`update subscriptions set state = ${state} where subscriber_id = ${id}`);
    await press(links.preferences, 'save', { language: 'en' });
    expect(await states(id)).toEqual([`lhebdo ${state}`]);
    expect(await receipts(id)).toEqual([{ newsletter: 'lhebdo', action: 'granted' }]);
    expect(await page(links.preferences)).toContain('<html lang="en">');
  });

  it('that rests is still received', async () => {
    const { id, links } = await reader('lhebdo');
    await all(
      sql`update subscriptions set paused_until = now() + interval '9 days' where subscriber_id = ${id}`,
    );
    await press(links.preferences, 'save', { language: 'en' });
    expect(await states(id)).toEqual(['lhebdo active']);
    expect(
      await all(sql`select from subscriptions where subscriber_id = ${id} and paused_until > now()`),
    ).toHaveLength(1);
  });
});

describe('while settings are broken', () => {
  const chosen = async (id: SubscriberId) =>
    (await all(sql`select commune, more_communes, sections from subscribers where id = ${id}`))[0];
  /** Breaks the settings of newsletters for as long as something is done. */
  async function withBroken(newsletters: readonly string[], act: () => Promise<unknown>): Promise<void> {
    const kept = await Promise.all(newsletters.map((one) => readFile(settingsOf(one), 'utf8')));
    for (const one of newsletters) await writeFile(settingsOf(one), 'sections: [\n');
    await act();
    for (const [at, one] of newsletters.entries()) await writeFile(settingsOf(one), kept[at] ?? '');
  }
  /** The Chantier has a rubrique and a commune of its own. */
  const ownChoices = async () => {
    const text = await readFile(settingsOf('chantier'), 'utf8');
    if (!text.includes('grues'))
      await writeFile(
        settingsOf('chantier'),
        text
          .replace(/^sections:$/m, 'sections:\n  - { id: grues, name: Grues }')
          .replace(/^communes:$/m, 'communes:\n  - { id: le-port, name: Le Port }'),
      );
  };

  it('what was not offered stays, and what was offered is decided', async () => {
    await ownChoices();
    const { id, links } = await reader('lhebdo');
    await press(links.preferences, 'save', {
      section: ['grues', 'sante'],
      commune: 'le-port',
      more_commune: ['arles', 'le-port', 'cassis'],
    });
    expect(await chosen(id)).toEqual({
      commune: 'le-port',
      more_communes: ['cassis', 'arles'].sort(),
      sections: ['grues', 'sante'],
    });
    await withBroken(['chantier'], () =>
      press(links.preferences, 'save', { section: 'sports', more_commune: [] }),
    );
    expect(await chosen(id)).toEqual({
      commune: 'le-port',
      more_communes: [],
      sections: ['grues', 'sports'],
    });
    await withBroken(['chantier'], () => press(links.preferences, 'save', { commune: 'cassis' }));
    expect(await chosen(id)).toMatchObject({ commune: 'cassis' });
    await press(links.preferences, 'save', { commune: '', section: [] });
    expect(await chosen(id)).toEqual({ commune: null, more_communes: [], sections: [] });
  });

  it('a page that offers nothing changes nothing', async () => {
    const { id, links } = await reader('lhebdo');
    await press(links.preferences, 'save', { section: ['sante', 'sports'] });
    const before = await chosen(id);
    await withBroken(['lhebdo', 'lessentiel', 'chantier'], () => press(links.preferences, 'save'));
    expect(await chosen(id)).toEqual(before);
    expect(await states(id)).toEqual(['lhebdo active']);
  });

  it('settings that break between the page and its answer erase nothing either', async () => {
    const { id, links } = await reader('lhebdo');
    await press(links.preferences, 'save', { section: ['sante', 'sports'] });
    const offered_sections = 'sante sports politique';
    const body = new URLSearchParams({ action: 'save', offered_sections, section: 'politique' });
    await withBroken(['lhebdo', 'lessentiel', 'chantier'], () =>
      fetch(links.preferences, { method: 'POST', body }),
    );
    expect(await chosen(id)).toMatchObject({ commune: 'arles', sections: ['sante', 'sports'] });
  });
});
