/** The demo's way into the studio: one editor who may do everything, and a printed link. */
import { printedLink } from '../app/studio.ts';
import { parseEmailAddress } from '../audience/address.ts';
import { roles } from '../desk/editor.ts';
import { storeEditor } from '../world/db/editors.ts';
import type { World } from '../world/world.ts';

export const demoEditor = 'redaction@lacalanque.example';

/** Good once, within fifteen minutes; `hebdo editors link` prints another. */
export async function demoStudioLink(world: World): Promise<string> {
  const parsed = parseEmailAddress(demoEditor);
  if (parsed.kind === 'fault') throw new Error(`${demoEditor} is no address.`);
  const { address: email, key } = parsed;
  const at = world.clock.now();
  await storeEditor(world.database.db, { email, key, name: 'La rédaction', roles, language: 'fr', at });
  return (await printedLink(world, demoEditor)) ?? `${world.publicUrl}/studio`;
}
