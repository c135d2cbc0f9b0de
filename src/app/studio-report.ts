/** Joins the studio's report to the step of the same name, and to the letter that left. */
import { webVersionUrl } from '../audience/links.ts';
import { renderForReader } from '../letter/render.ts';
import type { ReportSteps } from '../studio/report.tsx';
import type { ReaderSteps } from '../studio/report-readers.tsx';
import type { World } from '../world/world.ts';
import { sampleReader } from './preview.ts';
import type { Reporting } from './reporting.ts';

export function reportSteps(
  { publicUrl, templates, log }: Pick<World, 'publicUrl' | 'templates' | 'log'>,
  { report, reportedLetter, reportedReaders }: Reporting,
): ReportSteps & ReaderSteps {
  return {
    newsletter: (name) => templates.newsletter(name),
    report,
    readers: async (newsletter, period, by) => {
      log.info({ newsletter, period, by }, 'the clicks of single readers were shown');
      return reportedReaders(newsletter, period);
    },
    letter: async (newsletter, period) => {
      const letter = await reportedLetter(newsletter, period);
      if (letter === null) return null;
      const { content, visits } = letter;
      const { communes } = await templates.newsletter(newsletter);
      // Whoever would read the blocks of every commune sees every link.
      const reader = {
        ...sampleReader,
        ...{ premium: false, commune: null, moreCommunes: communes.map(({ id }) => id) },
      };
      const web = webVersionUrl(publicUrl, newsletter, period);
      const links = { unsubscribe: `${publicUrl}/`, preferences: `${publicUrl}/`, web };
      const seen = new Map(visits.map(({ link, people }) => [link, people]));
      return {
        content,
        // A link that nobody followed has no row.
        visits: (content.links?.to ?? []).map((_, at) => ({ link: at + 1, people: seen.get(at + 1) ?? 0 })),
        render: (html) => renderForReader({ ...content, html }, reader, links).html,
      };
    },
  };
}
