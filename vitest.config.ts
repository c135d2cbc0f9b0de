import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole journeys first: they are small files that take long, and one left for the end keeps a core waiting. */
class JourneysFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isJourney = ({ moduleId }: TestSpecification) => Number(moduleId.includes('/test/journeys/'));
    return (await super.sort(files)).toSorted((one, other) => isJourney(other) - isJourney(one));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/servers.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: JourneysFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Real browsers, servers and kills: one unlucky moment does not hold up a landing, but .ci/count.mjs names it.
    retry: process.env['CI'] ? 1 : 0,
    // What a test waits for comes when it comes: on a busy machine not within Vitest's own second.
    expect: { poll: { timeout: 30_000 } },
  },
});
