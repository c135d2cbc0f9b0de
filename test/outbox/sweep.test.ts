import { expect, it } from 'vitest';
import type { IssueId } from '../../src/audience/ids.ts';
import { type SweepNeeds, sweep } from '../../src/outbox/sweep.ts';

const nobody = { returned: 0, unknown: 0 };

it('a send that cannot be looked after keeps nobody from the others, and is told', async () => {
  const rung: number[] = [];
  const needs: SweepNeeds = {
    ledger: {
      returnExpired: async () => nobody,
      returnOrphans: async () => nobody,
      openSends: async () => [1, 2].map((id) => ({ id: id as IssueId, state: 'sending' })),
      cancelLetters: async () => 0,
      write: async () => 0,
      settle: async (id) => {
        if (id === 1) throw new Error('its ledger cannot be read');
        return false;
      },
      idleBatches: async () => [0],
      stages: { find: async () => undefined, markTried: async () => {}, release: async () => [] },
    },
    guard: async () => false,
    guardStage: async () => false,
    wake: async (id) => void rung.push(id),
  };
  await expect(sweep(needs)).rejects.toThrow('its ledger cannot be read');
  expect(rung).toEqual([2]);
});
