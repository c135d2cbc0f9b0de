import { expect, it } from 'vitest';
import { judgeCertificate } from '../../src/app/doctor/relay.ts';
import { judgeDomain } from '../../src/app/doctor/sender-domain.ts';
import type { TextRecords } from '../../src/world/dns.ts';

const spf = 'v=spf1 include:relay.example.net ~all';
const dmarc = 'v=DMARC1; p=none; rua=mailto:dmarc@paper.fr';

it.each<[string, TextRecords, TextRecords, string[]]>([
  ['both records', texts(spf), texts(dmarc), ['ok', 'ok']],
  ['other texts beside them', texts('site-verification=1', spf), texts(dmarc), ['ok', 'ok']],
  ['no record at all', none(), none(), ['fault', 'fault']],
  ['other texts only', texts('site-verification=1'), texts('hello'), ['fault', 'fault']],
  ['two SPF records', texts(spf, 'v=spf1 -all'), texts(dmarc), ['fault', 'ok']],
  ['an SPF record for everybody', texts('v=spf1 +all'), texts(dmarc), ['fault', 'ok']],
  ['a DMARC record without a policy', texts(spf), texts('v=DMARC1; rua=mailto:a@paper.fr'), ['ok', 'fault']],
  ['a resolver that does not answer', unanswered(), unanswered(), ['warn', 'warn']],
])('%s', (_, spfRecords, dmarcRecords, levels) => {
  const findings = judgeDomain({ domain: 'paper.fr', spf: spfRecords, dmarc: dmarcRecords });
  expect(findings.map((finding) => finding.level)).toEqual(levels);
  for (const finding of findings) expect(finding.level === 'ok' || finding.fix, finding.message).toBeTruthy();
});

it('a name reserved for examples is pointed out, not judged', () => {
  const findings = judgeDomain({ domain: 'lacalanque.example', spf: none(), dmarc: none() });
  expect(findings.map((finding) => finding.level)).toEqual(['warn']);
});

it.each([
  ['2026-12-24', null, 'ok'],
  ['2026-11-30', null, 'warn'],
  ['2026-11-01', 'CERT_HAS_EXPIRED', 'fault'],
])('a certificate until %s, refused with %s: %s', (until, refusal, level) => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(judgeCertificate('relay', { until: new Date(until), refusal }, now).level).toBe(level);
});

function texts(...records: string[]): TextRecords {
  return { kind: 'records', records };
}
function none(): TextRecords {
  return { kind: 'none' };
}
function unanswered(): TextRecords {
  return { kind: 'unanswered', reason: 'ETIMEOUT' };
}
