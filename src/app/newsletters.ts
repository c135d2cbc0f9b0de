/** The newsletters of the house, for steps that serve all of them. */
import type { Newsletter } from '../config/newsletter.ts';
import { WrongUse } from '../config/wrong-use.ts';
import type { World } from '../world/world.ts';

/** Broken settings of one newsletter must not close the way out of another. */
export async function readableNewsletters({
  templates,
}: Pick<World, 'templates'>): Promise<readonly Newsletter[]> {
  const read = async (name: string) => [await templates.newsletter(name)];
  const all = await Promise.all((await templates.names()).map((name) => read(name).catch(() => [])));
  return all.flat();
}

/** Whether nobody joins it any more: its settings close it, or are gone. Broken ones will be mended, and close nothing. */
export async function isClosed({ templates }: World, name: string): Promise<boolean> {
  return templates.newsletter(name).then(
    ({ sign_up }) => !sign_up.open,
    (error: unknown) => error instanceof WrongUse,
  );
}
