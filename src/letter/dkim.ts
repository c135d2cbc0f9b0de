/** DKIM signatures (RFC 6376) over a letter whose body hash is already known, relaxed/relaxed. */
import { createHash, type KeyObject, type SignKeyObjectInput, sign } from 'node:crypto';
import type { HeaderField } from './header.ts';

/** A private key object, RSA of 2048 bits or more or Ed25519 (RFC 8463); a PEM per letter would cost twice. */
export type SigningKey = { readonly domain: string; readonly selector: string; readonly key: KeyObject };
export type Unsigned = {
  readonly fields: readonly HeaderField[];
  /** Base64 SHA-256 of the body in relaxed form. */
  readonly bodyHash: string;
  readonly date: Date;
};

/**
 * From stands twice: a second From added on the way would break the signature (RFC 6376, 8.15). List-Unsubscribe and
 * List-Unsubscribe-Post must be covered for one-click unsubscription to count (RFC 8058, 4). A field that a letter
 * does not have is covered as absent: nobody can add it.
 */
const signedNames = [
  ...['From', 'From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'],
  ...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID'],
];

/** The DKIM-Signature field of one key, on this thread. */
export function signFields(key: SigningKey, letter: Unsigned): HeaderField {
  const template = signatureTemplate(key, letter);
  return withSignature(template, signatureOf(key, dataToSign(key, letter.fields, template)));
}

/** The same field, computed in the thread pool. */
export function signFieldsOffThread(key: SigningKey, letter: Unsigned): Promise<HeaderField> {
  const template = signatureTemplate(key, letter);
  const data = dataToSign(key, letter.fields, template);
  return new Promise((resolve, reject) => {
    sign(digestOf(key), data, key.key as unknown as SignKeyObjectInput, (error, signature) => {
      if (error === null) resolve(withSignature(template, signature));
      else reject(error);
    });
  });
}

/** Body text in relaxed form (RFC 6376, 3.4.4): line by line, so whole lines may be canonicalised apart. */
export function relaxedBody(body: string): string {
  return body.replaceAll(/[ \t]+\r\n/g, '\r\n').replaceAll(/[ \t]{2,}|\t/g, ' ');
}

/** A field in relaxed form (RFC 6376, 3.4.2), without its line end. */
function relaxedField(line: string): string {
  const colon = line.indexOf(':');
  const value = line
    .slice(colon + 1)
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim();
  return `${line.slice(0, colon).toLowerCase()}:${value}`;
}

function signatureTemplate(key: SigningKey, letter: Unsigned): string {
  const algorithm = key.key.asymmetricKeyType === 'ed25519' ? 'ed25519-sha256' : 'rsa-sha256';
  const time = Math.floor(letter.date.getTime() / 1000);
  return [
    `DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed;`,
    ` d=${key.domain}; s=${key.selector}; t=${time};`,
    ` bh=${letter.bodyHash};`,
    ` h=${signedNames.slice(0, 8).join(':')}:`,
    `  ${signedNames.slice(8).join(':')};`,
    ' b=',
  ].join('\r\n');
}

/** What the private key signs: the covered fields and the signature field itself, in relaxed form. */
export function dataToSign(key: SigningKey, fields: readonly HeaderField[], template: string): Buffer {
  const seen = new Set<string>();
  const lines = signedNames.flatMap((name) => {
    const found = seen.has(name) ? undefined : fields.find((field) => field.name === name);
    seen.add(name);
    return found === undefined ? [] : [`${relaxedField(found.line)}\r\n`];
  });
  const data = Buffer.from(lines.join('') + relaxedField(template), 'utf8');
  // RFC 8463, 3: Ed25519 signs the SHA-256 hash of the data, not the data.
  return key.key.asymmetricKeyType === 'ed25519' ? createHash('sha256').update(data).digest() : data;
}

export function signatureOf(key: SigningKey, data: Buffer): Buffer {
  return sign(digestOf(key), data, key.key);
}

/** The digest that node:crypto computes by itself; none for Ed25519. */
export function digestOf(key: SigningKey): string | null {
  return key.key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
}

function withSignature(template: string, signature: Buffer): HeaderField {
  const lines = signature.toString('base64').match(/.{1,72}/g) ?? [];
  return { name: 'DKIM-Signature', line: `${template}${lines.join('\r\n  ')}\r\n` };
}
