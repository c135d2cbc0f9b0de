/** Joins the memory of issues to the newsletters' titles: what is told already, and where. */
import type { DraftNeeds } from '../issue/draft.ts';
import { carriedArticles } from '../world/db/issues.ts';
import type { World } from '../world/world.ts';

/** What issues of the newsletter carry, and what those have sent that it is held back for. */
export function carriedWithin({
  database,
  templates,
}: Pick<World, 'database' | 'templates'>): DraftNeeds['issues']['carried'] {
  return async ({ name, hold_back: heldBackFor }, period, since) => {
    const rows = await carriedArticles(database.pool, name, period, { since, heldBackFor });
    const titles = new Map<string, string>();
    for (const row of rows) if (!titles.has(row.in)) titles.set(row.in, await titleOf(templates, row.in));
    return rows.map((row) => ({ ...row, in: titles.get(row.in) ?? row.in }));
  };
}

/** A newsletter that is gone meanwhile is called by its name. */
async function titleOf(templates: World['templates'], name: string): Promise<string> {
  return templates.newsletter(name).then(
    ({ title }) => title,
    () => name,
  );
}
