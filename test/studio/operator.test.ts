/** What operators alone see in the studio: webhooks that stopped, and the receipt of one person's consent. */
import type { Browser as Chrome } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhyDisabled } from '../../src/webhooks/retry.ts';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { type Browser, openRoom, type Room } from './room.ts';

let room: Room;
let operator: Browser;
let editor: Browser;
let chrome: Chrome;
let reader: string;
beforeAll(async () => {
  room = await openRoom();
  await room.prepare(3);
  operator = await room.signedIn('Oscar', ['operator']);
  editor = await room.signedIn('Edmee', ['editor']);
  const { rows } = await room.app.world.database.pool.query<{ email: string }>(
    'select email from subscribers order by id limit 1',
  );
  reader = rows[0]?.email ?? '';
  chrome = await launchChrome();
}, 240_000);
afterAll(async () => {
  await chrome?.close();
  await room?.[Symbol.asyncDispose]();
});

const text = async (who: Browser, path: string) => (await who.get(path)).text();
const lookUp = async (email: string, who = operator) =>
  who.post('/studio/receipt', { ...(await who.fieldsOf(await who.get('/studio'))), email });

describe('a webhook that was turned off', () => {
  const stop = (disabled: WhyDisabled | null, active = false) =>
    room.app.world.database.pool.query(
      `insert into webhooks (url, events, with_address, salt, created_at, active, disabled)
       values ('https://crm.example/hook?<x>', '{reader.joined}', false, '\\x00', now(), $1, $2)`,
      [active, disabled],
    );

  it('because nothing reached it waits for an operator at the desk, with the reason in French', async () => {
    expect(await text(operator, '/studio')).not.toContain('n’apprennent plus rien');
    await stop(null, true);
    // A program that turned its own off needs nobody.
    await stop(null);
    expect(await text(operator, '/studio')).not.toContain('n’apprennent plus rien');
    await stop({ kind: 'nothing_delivered', days: 3, last: { kind: 'answered', status: 503 } });
    const unreachable = { kind: 'unreachable', host: 'crm.example', why: 'nobody_listens' } as const;
    await stop({ kind: 'nothing_delivered', days: 4, last: unreachable });
    await stop({ kind: 'gone' });
    const html = await text(operator, '/studio');
    expect(html).toContain('Des programmes n’apprennent plus rien');
    expect(html).toContain('<code>https://crm.example/hook?&lt;x&gt;</code>');
    expect(html).toContain('rien n’y est arrivé pendant 3 jours ; au dernier essai : la réponse était 503.');
    expect(html).toContain('au dernier essai : crm.example est injoignable : personne n’y répond.');
    expect(html).toContain('410 Gone');
    expect(html).not.toMatch(/nothing was|could not/);
  });

  it('is nothing to an editor', async () => {
    expect(await text(editor, '/studio')).not.toContain('crm.example');
  });
});

describe('the receipt of one person', () => {
  it('tells each consent with when, where and in which words, by the address in any spelling', async () => {
    const answer = await lookUp(` ${reader.toUpperCase()} `);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('recevoir la lettre : accepté');
    expect(html).toMatch(/<time dateTime="[^"]+">[^<]+ UTC<\/time> · import r\.csv/);
  });

  it('of somebody whom nobody knows says so; what is no address is refused and stays in the field', async () => {
    expect(await (await lookUp('personne@example.org')).text()).toContain('Aucun consentement ni retrait');
    const refused = await lookUp('"><b>pas une adresse');
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('value="&quot;&gt;&lt;b&gt;pas une adresse"');
  });

  it('is for operators and chiefs, and never in an address', async () => {
    expect((await editor.get('/studio/receipt')).status).toBe(403);
    expect((await lookUp(reader, editor)).status).toBe(403);
    expect(await text(operator, `/studio/receipt?email=${reader}`)).not.toContain(reader);
  });

  it('is found from the readers’ pages, prints alone, and has no axe-core violation', async () => {
    const page = await enterStudio(chrome, room, 'Imprime', ['operator'], { bypassCSP: true });
    await page.goto(`${room.base}/studio/segments`, { waitUntil: 'domcontentloaded' });
    await page.getByText('Reçu de consentement d’un lecteur').press('Enter');
    await page.locator('#email').fill(reader);
    await page.locator('#look-up').press('Enter');
    await page.getByRole('heading', { name: reader }).waitFor();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `receipt-${width}`);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#look-up').isVisible()).toBe(false);
    expect(await page.locator('.bar').isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: reader }).isVisible()).toBe(true);
    await page.context().close();
  }, 60_000);
});
