import { describe, expect, it } from 'vitest';
import { dropMoments, type Fault, inWords, kindsOf, planFaults } from '../../src/drill/faults.ts';

const place = { redis: true, connections: 5 };

describe('the plan of a drill', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planFaults(7, 40, place)).toEqual(planFaults(7, 40, place));
    expect(planFaults(7, 40, place)).not.toEqual(planFaults(8, 40, place));
  });

  it('has every kind before any comes again', () => {
    const kinds = planFaults(1, 12, place).map(({ fault }) =>
      fault.kind === 'drop' ? fault.moment : fault.kind,
    );
    expect(new Set(kinds)).toEqual(new Set([...dropMoments, 'kill_worker', 'kill_redis', 'kill_postgres']));
  });

  it('kills no Redis where there is none', () => {
    const kinds = planFaults(1, 60, { ...place, redis: false }).map(({ fault }) => fault.kind);
    expect(kinds).toHaveLength(60);
    expect(kinds).not.toContain('kill_redis');
  });

  it('drops between one connection and all of them, and says so', () => {
    for (const { fault } of planFaults(3, 100, place)) {
      if (fault.kind !== 'drop') continue;
      expect(fault.connections).toBeGreaterThanOrEqual(1);
      expect(fault.connections).toBeLessThanOrEqual(5);
      expect(inWords(fault)).toMatch(/^the relay drops \d connections? /);
    }
  });
});

it('what took place is counted by its kind, whatever the number of connections', () => {
  const drop = (connections: number, reset: boolean): Fault => ({
    kind: 'drop',
    moment: 'body',
    connections,
    reset,
  });
  expect(kindsOf([drop(1, true), { kind: 'kill_redis' }, drop(5, false)])).toEqual([
    ['dropped in mid-body', 2],
    ['kill -9 of Redis', 1],
  ]);
});
