/** Why no session with a relay came about, for the operator: what was tried on what, what happened, what to do. */
import type { RelayAddress } from '../../config/relay-address.ts';
import { RelayFault } from '../../outbox/relay.ts';

/** nodemailer's error; `originalCode` is what Node.js called it. */
type Facts = {
  readonly message?: string;
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
};

/** A fault is permanent where asking again cannot help before somebody changed something. */
export function connectFault({ host, port, implicit }: RelayAddress, error: unknown): RelayFault {
  const facts = error as Facts;
  const place = `${host}:${port}`;
  const said = (facts.message ?? String(error)).trim();
  const fault = (message: string, permanent: boolean) => new RelayFault(message, permanent, { cause: error });
  if (facts.code === 'EAUTH')
    return fault(
      `The relay ${place} refused the login: ${said}. Check user and password in SMTP_URL (special characters percent-encoded).`,
      (facts.responseCode ?? 500) >= 500,
    );
  if (certificateCodes.test(facts.originalCode ?? ''))
    return fault(
      `No protected line to the relay ${place}, whose certificate cannot be trusted: ${said.split(';')[0]}. Have it renewed, name the host that it is for in SMTP_URL, or name its authority in NODE_EXTRA_CA_CERTS; ?tls=unverified takes any.`,
      true,
    );
  if (implicit && said.includes('wrong version number'))
    return fault(
      `No protected line to the relay ${place}: it does not speak TLS from the first byte, as smtps:// asks. Write smtp:// in SMTP_URL, which uses STARTTLS.`,
      true,
    );
  if (facts.code === 'ETLS')
    return fault(
      `No protected line to the relay ${place}: ${said}. Use a relay with a valid certificate, or say otherwise with ?tls= in SMTP_URL.`,
      true,
    );
  const greeting = !implicit && said.startsWith('Greeting never received');
  return fault(
    `No session with the relay ${place}: ${said}. Check SMTP_URL and that the relay answers${greeting ? ' (one that speaks TLS from the first byte, as on port 465, wants smtps://)' : ''}; the same command goes on where it stopped.`,
    facts.code === 'EDNS' || (facts.responseCode ?? 0) >= 500,
  );
}

/** What Node.js calls a certificate that is out of date, for another name, or vouched for by nobody. */
const certificateCodes = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_|ERR_TLS_CERT_)/;
