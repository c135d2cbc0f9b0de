/** Whether the sender's domain says that our letters are its own: SPF (RFC 7208) and DMARC (RFC 7489). Pure. */
import type { TextRecords } from '../../world/dns.ts';
import { type Finding, fault, ok, warn } from './finding.ts';

export type DomainRecords = {
  readonly domain: string;
  /** TXT of the return path's domain. */
  readonly spf: TextRecords;
  /** TXT of _dmarc. and the domain. */
  readonly dmarc: TextRecords;
};

/** Mailbox providers refuse bulk mail of a domain without these (Gmail and Yahoo since 2024, Microsoft since 2025). */
export function judgeDomain({ domain, spf, dmarc }: DomainRecords): readonly Finding[] {
  const about = `DNS ${domain}`;
  // RFC 2606 and 6761 keep these names for examples and tests: nobody can own one.
  if (/(^|\.)(example|test|invalid|localhost)$/i.test(domain))
    return [
      warn(about, 'an example, not a domain', 'Set sender.address in newsletter.yaml before a real send.'),
    ];
  return [judgeSpf(about, domain, spf), judgeDmarc(about, domain, dmarc)];
}

function judgeSpf(about: string, domain: string, spf: TextRecords): Finding {
  const add = `Add a TXT record to ${domain} that names the relay, such as "v=spf1 include:RELAY ~all".`;
  if (spf.kind === 'unanswered') return couldNotAsk(about, 'SPF', spf.reason);
  const records = spf.kind === 'records' ? spf.records.filter((one) => /^v=spf1(\s|$)/i.test(one)) : [];
  if (records.length === 0) return fault(about, 'no SPF record', add);
  if (records.length > 1)
    return fault(about, `${records.length} SPF records, and receivers then obey none`, 'Join them into one.');
  const [record = ''] = records;
  if (/\+all\b/i.test(record))
    return fault(about, 'the SPF record allows everybody (+all)', 'End it with ~all or -all.');
  return ok(about, 'SPF record found');
}

function judgeDmarc(about: string, domain: string, dmarc: TextRecords): Finding {
  const add = `Add a TXT record to _dmarc.${domain}, to begin with "v=DMARC1; p=none; rua=mailto:…".`;
  if (dmarc.kind === 'unanswered') return couldNotAsk(about, 'DMARC', dmarc.reason);
  const records = dmarc.kind === 'records' ? dmarc.records.filter((one) => /^v=DMARC1\s*;/i.test(one)) : [];
  if (records.length === 0) return fault(about, 'no DMARC record', add);
  if (records.length > 1)
    return fault(about, `${records.length} DMARC records, and receivers then obey none`, 'Keep one.');
  const policy = /;\s*p=(\w+)/i.exec(records[0] ?? '')?.[1];
  return policy
    ? ok(about, `DMARC record found, policy ${policy}`)
    : fault(about, 'the DMARC record has no policy', add);
}

function couldNotAsk(about: string, record: string, reason: string): Finding {
  return warn(about, `could not ask for ${record} (${reason})`, 'Run doctor where the DNS answers.');
}
