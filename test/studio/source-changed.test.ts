/** An article that changes at its source while an editor has the issue open: told, shown in the letter, and put aside by one click. */
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { issueDeskOfFile, patient } from './issue-desk.ts';

const desk = issueDeskOfFile();

const lead = '[data-block="lead"] .item';
const letterOf = (page: Page) => page.frameLocator('#preview iframe').locator('body').textContent();

it('its new title comes into the open page and its letter, with a word of it; a click says that it was seen', async () => {
  const page = await desk.atIssue('Anouk');
  await expect.poll(() => letterOf(page), patient).toContain('halles du port');
  await sql`update articles set title = 'Les halles ferment déjà', content_hash = md5('autre') where id = (
    select article_id from issue_items where block ->> 'kind' = 'lead')`.execute(
    desk.room.app.world.database.db,
  );
  await expect.poll(() => page.locator('.news').textContent(), patient).toContain('a changé sur le site');
  await expect.poll(() => letterOf(page), patient).toContain('Les halles ferment déjà');
  const told = page.locator(`${lead} .said`);
  expect(await told.textContent()).toContain('le brouillon suit le site');
  await told.getByRole('button', { name: 'C’est vu' }).press('Enter');
  await expect.poll(() => told.count(), patient).toBe(0);
  expect(await letterOf(page)).toContain('Les halles ferment déjà');
  await page.context().close();
}, 120_000);

it('where the words are the desk’s own, the letter keeps them until somebody takes those of the site', async () => {
  const page = await desk.atIssue('Basile');
  await sql`update issue_items set edited = '{"title": "Notre titre"}' where block ->> 'kind' = 'lead'`.execute(
    desk.room.app.world.database.db,
  );
  await sql`update articles set title = 'Un autre titre encore', content_hash = md5('encore') where id = (
    select article_id from issue_items where block ->> 'kind' = 'lead')`.execute(
    desk.room.app.world.database.db,
  );
  const told = page.locator(`${lead} .said`);
  await expect.poll(() => told.textContent().catch(() => ''), patient).toContain('Un autre titre encore');
  expect(await told.textContent()).toContain('ce que vous avez écrit reste');
  await expect.poll(() => letterOf(page), patient).toContain('Notre titre');
  await told.getByRole('button', { name: 'Prendre celle du site' }).press('Enter');
  await expect.poll(() => letterOf(page), patient).toContain('Un autre titre encore');
  await page.context().close();
}, 120_000);
