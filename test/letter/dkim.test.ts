import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, test } from 'vitest';
import type { SigningKey } from '../../src/letter/dkim.ts';
import { buildLetter, buildLetterOffThread } from '../../src/letter/letter.ts';
import { prepareEdition } from '../../src/letter/prepare.ts';
import { checkSigningKey } from '../../src/letter/signing-check.ts';
import { sampleEdition, sampleEnvelope, sampleReader } from './sample.ts';

const domain = 'lacalanque.example';
const pairs = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ed: generateKeyPairSync('ed25519'),
};
const rsa: SigningKey = { domain, selector: 'rsa', key: pairs.rsa.privateKey };
const ed: SigningKey = { domain, selector: 'ed', key: pairs.ed.privateKey };

function recordOf(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  // RFC 8463, 4.2: the bare 32 octets, without their ASN.1 coat.
  return key.asymmetricKeyType === 'ed25519'
    ? `v=DKIM1; k=ed25519; p=${der.subarray(-32).toString('base64')}`
    : `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}

const records: Readonly<Record<string, string>> = {
  [`rsa._domainkey.${domain}`]: recordOf(pairs.rsa.publicKey),
  [`ed._domainkey.${domain}`]: recordOf(pairs.ed.publicKey),
};

async function verdicts(message: Buffer): Promise<string[]> {
  const resolver = async (name: string) => [[records[name] ?? '']];
  const { results } = await dkimVerify(message, { resolver });
  return results.map((one) => `${one.selector} ${one.status.result}`);
}

function signedLetter(
  signing: readonly SigningKey[],
  content: Parameters<typeof sampleEdition>[0] = {},
): Buffer {
  return Buffer.concat(
    buildLetter(prepareEdition(sampleEdition(content), { signing }), sampleReader(), sampleEnvelope()),
  );
}

describe('a signed letter', () => {
  test('convinces an independent verifier, with each of its keys', async () => {
    expect(await verdicts(signedLetter([rsa, ed]))).toEqual(['rsa pass', 'ed pass']);
  });

  test('is the same when it is signed in the thread pool', async () => {
    const prepared = prepareEdition(sampleEdition(), { signing: [rsa, ed] });
    const built = await buildLetterOffThread(prepared, sampleReader(), sampleEnvelope());
    expect(Buffer.concat(built).equals(signedLetter([rsa, ed]))).toBe(true);
  });

  test('verifies for any body, and for the second reader too', async () => {
    const anyText = fc
      .array(
        fc.constantFrom(
          ' ',
          '  ',
          '\t',
          '\n',
          '.',
          'é',
          'From ',
          '[[ web_url ]]',
          '=',
          'mot',
          '[[ block:a ]]x[[ end ]]',
          '[[ block:b ]]\n[[ end ]]',
        ),
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (html, text) => {
        const prepared = prepareEdition(sampleEdition({ html, text }), { signing: [ed] });
        for (const reader of [{ firstName: 'Zoé' }, { firstName: null, sections: ['b'] }]) {
          const letter = buildLetter(prepared, sampleReader(reader), sampleEnvelope());
          expect(await verdicts(Buffer.concat(letter))).toEqual(['ed pass']);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['its text', 'Bonjour', 'Bonsoir'],
    ['List-Unsubscribe', 'List-Unsubscribe: <https://lacalanque', 'List-Unsubscribe: <https://evil'],
    ['List-Unsubscribe-Post', 'One-Click', 'No-Click'],
    ['List-Id', '<lhebdo.', '<autre.'],
    ['Feedback-ID', ':hebdo', ':autre'],
    ['Subject', 'Subject: ', 'Subject: Re '],
    ['From by a second one', 'To: ', 'From: evil@example.net\r\nTo: '],
  ])('is broken by changing %s', async (_what, from, to) => {
    const message = signedLetter([rsa]).toString('latin1');
    expect(message).toContain(from);
    expect(await verdicts(Buffer.from(message.replace(from, to), 'latin1'))).not.toContain('rsa pass');
  });

  test('has no lines that a relay would have to break', () => {
    const header = signedLetter([rsa]).toString('latin1').split('\r\nFrom:')[0] ?? '';
    expect(header.split('\r\n').filter((line) => line.length > 78)).toEqual([]);
  });

  test('without a Reply-To lets nobody add one', async () => {
    const message = signedLetter([rsa], { replyTo: null }).toString('latin1');
    expect(await verdicts(Buffer.from(message, 'latin1'))).toEqual(['rsa pass']);
    const added = message.replace('To: ', 'Reply-To: evil@example.net\r\nTo: ');
    expect(await verdicts(Buffer.from(added, 'latin1'))).not.toContain('rsa pass');
  });
});

describe('a signing key', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 768 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  test.each([
    ['its own record', rsa, records[`rsa._domainkey.${domain}`] ?? '', null],
    ['its own Ed25519 record', ed, records[`ed._domainkey.${domain}`] ?? '', null],
    ['no record', rsa, null, /DNS has no record/],
    [
      "another key's record",
      rsa,
      recordOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey),
      /another private key/,
    ],
    [
      'a record of another kind',
      rsa,
      records[`ed._domainkey.${domain}`] ?? '',
      /for ed25519, the key is rsa/,
    ],
    ['a revoked record', rsa, 'v=DKIM1; p=', /revoked/],
    ['a garbled record', rsa, 'v=DKIM1; p=AAAA', /cannot be read/],
    ['too few bits', { ...rsa, key: weak.privateKey }, recordOf(weak.publicKey), /768 bits/],
    ['a curve that mail does not know', { ...rsa, key: curve.privateKey }, 'p=x', /only RSA and Ed25519/],
    ['only its public half', { ...rsa, key: pairs.rsa.publicKey }, 'p=x', /private key is needed/],
  ])('with %s', (_what, key, record, message) => {
    const fault = checkSigningKey(key, record);
    if (message === null) expect(fault).toBeNull();
    else expect(fault).toEqual({ key: `rsa._domainkey.${domain}`, message: expect.stringMatching(message) });
  });
});
