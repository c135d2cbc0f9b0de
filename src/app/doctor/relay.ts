/** The relay: does it answer, does it let us in, how long is its certificate good. No mail is sent. */
import type { Configuration } from '../../config/environment.ts';
import { parseRelayAddress } from '../../config/relay-address.ts';
import { type Certificate, certificateOf, certificateOfRelay } from '../../world/certificate.ts';
import { usualLimits } from '../../world/smtp/limits.ts';
import { openRelay } from '../../world/smtp/relay.ts';
import { type Finding, fault, ok, warn } from './finding.ts';

/** Somebody sits and waits: a relay that has not let us in by then is told as one that does not. In milliseconds. */
const patience = 15_000;

export async function examineRelay(smtp: Configuration['smtp'], now: Date): Promise<readonly Finding[]> {
  if (!smtp)
    return [
      warn('relay', 'none', 'Set SMTP_URL, for example smtps://user:password@host:465: no letter can leave.'),
    ];
  const findings = await Promise.all([smtp.url, ...smtp.more].map((url) => examineOne(url, now)));
  return findings.flat();
}

async function examineOne(url: string, now: Date): Promise<readonly Finding[]> {
  const address = parseRelayAddress(url);
  const limits = { ...usualLimits, connect: patience, greeting: patience, mail: patience };
  await using relay = openRelay({ url, connections: 1 }, limits);
  try {
    relay.giveBack(await relay.borrow(AbortSignal.timeout(2 * patience)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [fault('relay', message, 'No letter can leave until this is right.')];
  }
  const login = address.login ? 'connected and logged in' : 'connected, no login asked';
  const certificate = address.implicit
    ? await certificateOf(address.host, address.port).catch(() => null)
    : await certificateOfRelay(address.host, address.port).catch(() => null);
  return [ok('relay', `${relay.name}: ${login}`), lineOf(certificate, now)];
}

function lineOf(certificate: Certificate | null, now: Date): Finding {
  if (certificate === null)
    return warn(
      'relay',
      'its line is not encrypted',
      'Fine on this machine; otherwise use smtps:// or STARTTLS.',
    );
  return judgeCertificate('relay', certificate, now);
}

/** A certificate is renewed in its last month: two weeks before its end, something is stuck. */
export function judgeCertificate(about: string, { until, refusal }: Certificate, now: Date): Finding {
  const days = Math.floor((until.getTime() - now.getTime()) / 86_400_000);
  if (refusal !== null)
    return fault(
      about,
      `its certificate is refused (${refusal})`,
      'Install a certificate that matches the name.',
    );
  if (days < 14) return warn(about, `its certificate ends in ${days} days`, 'See why it was not renewed.');
  return ok(about, `certificate good for ${days} days`);
}
