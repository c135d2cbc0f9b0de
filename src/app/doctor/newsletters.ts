/** Each newsletter: its settings, its template, and the domain it writes from. */
import { strangersAmong } from '../../config/neighbours.ts';
import type { Newsletter } from '../../config/newsletter.ts';
import { isSample, sampleLives, sampleRemedy } from '../../config/sample.ts';
import { faultAsLine } from '../../config/settings-words.ts';
import { textRecords } from '../../world/dns.ts';
import { NewsletterFault, type Templates } from '../../world/templates.ts';
import { type Finding, fault, ok, warn } from './finding.ts';
import { judgeDomain } from './sender-domain.ts';
import { examineTemplate } from './template.ts';

export async function examineNewsletters(templates: Templates, now: Date): Promise<readonly Finding[]> {
  const names = await templates.names();
  if (names.length === 0)
    return [
      fault('templates', 'no newsletter', 'Copy templates/lhebdo and make it yours, or set HEBDO_TEMPLATES.'),
    ];
  const read = await Promise.all(names.map((name) => readOne(templates, name, now)));
  const newsletters = read.flatMap(({ newsletter }) => (newsletter ? [newsletter] : []));
  const strangers = strangersAmong(newsletters, names).map(({ newsletter, message }) =>
    fault(newsletter, message, `Known are ${names.join(', ')}.`),
  );
  const domains = new Map(read.flatMap(({ newsletter }) => (newsletter ? [domainsOf(newsletter)] : [])));
  const judged = await Promise.all([...domains].map(([from, returnPath]) => examineDomain(from, returnPath)));
  return [...read.flatMap(({ findings }) => findings), ...strangers, ...judged.flat()];
}

async function readOne(
  templates: Templates,
  name: string,
  now: Date,
): Promise<{ newsletter?: Newsletter; findings: readonly Finding[] }> {
  try {
    const newsletter = await templates.newsletter(name);
    await templates.file(name, 'issue.mjml');
    const { feeds, time_zone } = newsletter;
    const right = ok(name, `newsletter.yaml is right: ${feeds.length} feeds, ${time_zone}`);
    const composed = await examineTemplate(newsletter, await templates.layouts(name), now);
    const sample = isSample(newsletter) ? [warn(name, sampleLives, sampleRemedy)] : [];
    return { newsletter, findings: [right, ...sample, ...composed] };
  } catch (error) {
    if (!(error instanceof NewsletterFault))
      return { findings: [fault(name, String(error), 'A newsletter needs newsletter.yaml and issue.mjml.')] };
    const findings = error.faults.map((one) => fault(name, faultAsLine(one), 'Correct that line.'));
    return { findings };
  }
}

/** The domain of From, and that of the return path, which SPF speaks of. */
function domainsOf({ sender }: Newsletter): readonly [string, string] {
  const from = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  return [from, sender.return_path_domain ?? from];
}

async function examineDomain(from: string, returnPath: string): Promise<readonly Finding[]> {
  const [spf, dmarc] = await Promise.all([textRecords(returnPath), textRecords(`_dmarc.${from}`)]);
  return judgeDomain({ domain: from, spf, dmarc });
}
