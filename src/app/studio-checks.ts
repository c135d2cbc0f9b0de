/** Joins the studio's panel of checks to the check of the commands: one look for all tabs that show the same issue in one language. */
import type { CheckReport } from '../issue/check.ts';
import type { ChecksSteps } from '../studio/checks-panel.tsx';
import { findIssue } from '../world/db/issues.ts';
import type { World } from '../world/world.ts';
import type { Approving } from './approving.ts';

/** Milliseconds that a look is good for: long enough for fifty tabs that follow one change, too short to miss the next. */
const goodFor = 10_000;
/** Longer than the check's own limits. */
const patience = 120_000;

export function checksSteps(world: World, { check }: Pick<Approving, 'check'>): ChecksSteps {
  const looks = new Map<string, { readonly until: number; readonly report: Promise<CheckReport | null> }>();
  return {
    check: async (name, period, language) => {
      const issue = await findIssue(world.database.pool, name, period);
      if (issue === null) return null;
      const [key, now] = [`${issue.id} ${issue.version} ${language}`, performance.now()];
      const known = looks.get(key);
      if (known && now < known.until) return known.report;
      for (const [old, { until }] of looks) if (until <= now) looks.delete(old);
      // No tab's leaving may end the look that others wait for.
      const report = check(name, period, AbortSignal.timeout(patience), language).then((outcome) =>
        outcome.kind === 'checked' ? outcome : null,
      );
      looks.set(key, { until: now + goodFor, report });
      report.catch(() => looks.delete(key));
      return report;
    },
  };
}
