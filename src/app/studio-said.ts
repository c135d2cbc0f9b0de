/** Joins what an action came to, and the page that tells it, to where it waits. */
import { randomBytes } from 'node:crypto';
import { newsSince, type Said, type SaidSteps } from '../studio/said.ts';
import { findSaid, keepSaid } from '../world/db/said.ts';
import type { World } from '../world/world.ts';

export function saidSteps({ clock, database: { pool } }: Pick<World, 'clock' | 'database'>): SaidSteps {
  return {
    keepSaid: async (issue, editor, said) => {
      const key = randomBytes(16).toString('base64url');
      await keepSaid(pool, { key, editor: editor.id, issue: issue.id }, said, clock.now());
      return key;
    },
    findSaid: (issue, editor, key) =>
      findSaid<Said>(pool, { key, editor: editor.id, issue: issue.id }, newsSince(clock.now())),
  };
}
