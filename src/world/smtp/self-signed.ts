/** A certificate that nobody vouches for: enough for STARTTLS between mail servers, which protect the line and ask for no name. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export type KeyAndCertificate = { readonly key: string | Buffer; readonly cert: string | Buffer };

const tenYearsMs = 10 * 365 * 86_400_000;

/** X.509 v3 (RFC 5280) with a P-256 key, signed by itself; both as PEM. `name` is ASCII. */
export function selfSigned(name: string, now: Date): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId.ecdsaWithSha256);
  const subject = sequence(set(sequence(objectId.commonName, der(0x0c, Buffer.from(name)))));
  const tbs = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    // Positive and never the same: a first octet that is neither 0 nor above 127.
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    subject,
    sequence(time(now), time(new Date(now.getTime() + tenYearsMs))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', tbs, privateKey));
  const base64 = sequence(tbs, algorithm, signature).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

/** Tag, length, value (X.690, 8.1). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const octets = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...octets]), value]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const set = (...parts: readonly Buffer[]) => der(0x31, ...parts);
const integer = (value: Buffer) => der(0x02, value);
const objectId = {
  commonName: der(0x06, Buffer.from('550403', 'hex')),
  ecdsaWithSha256: der(0x06, Buffer.from('2a8648ce3d040302', 'hex')),
};

/** UTCTime, which RFC 5280 (4.1.2.5.1) wants until 2049: 261125183000Z. */
function time(at: Date): Buffer {
  return der(
    0x17,
    Buffer.from(
      at
        .toISOString()
        .slice(2)
        .replace(/[-:T]|\.\d+/g, ''),
    ),
  );
}
