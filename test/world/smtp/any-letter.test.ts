/** Whole letters of any content, over our wire to a server that others wrote: what arrives is what was built, and convinces. */
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect, it } from 'vitest';
import { buildLetter } from '../../../src/letter/letter.ts';
import { prepareEdition } from '../../../src/letter/prepare.ts';
import { renderForReader } from '../../../src/letter/render.ts';
import { openRelay } from '../../../src/world/smtp/relay.ts';
import { sampleEdition, sampleEnvelope, sampleReader } from '../../letter/sample.ts';
import { trickyText } from '../../letter/tricky-text.ts';

const domain = 'lacalanque.example';
const pair = generateKeyPairSync('ed25519');
const signing = [{ domain, selector: 'ed', key: pair.privateKey }];
const point = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
const resolver = async () => [[`v=DKIM1; k=ed25519; p=${point.toString('base64')}`]];

/** smtp-server takes the stuffed dots away itself, as every server does. */
async function openServer(): Promise<AsyncDisposable & { port: number; taken: Buffer[] }> {
  const taken: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())),
  };
}

it('any letter arrives byte for byte, one after another over one connection', async () => {
  await using server = await openServer();
  await using relay = openRelay({ url: `smtp://127.0.0.1:${server.port}`, connections: 1 });
  const session = await relay.borrow(AbortSignal.timeout(30_000));
  const envelope = { from: `r+1@retours.${domain}`, to: 'zoe@example.org' };
  await fc.assert(
    fc.asyncProperty(trickyText, trickyText, fc.boolean(), async (html, text, premium) => {
      const edition = sampleEdition({ html, text });
      const [reader, sent] = [sampleReader({ premium }), sampleEnvelope()];
      const letter = buildLetter(prepareEdition(edition, { signing }), reader, sent);
      const receipt = await session.transact(envelope, letter, async () => true);
      expect(receipt).toMatchObject({ kind: 'replied', step: 'dot', reply: { code: 250 } });
      const arrived = server.taken.at(-1) ?? Buffer.alloc(0);
      expect(arrived.toString('latin1')).toBe(Buffer.concat(letter).toString('latin1'));
      const { results } = await dkimVerify(arrived, { resolver });
      expect(results.map(({ status }) => status.result)).toEqual(['pass']);
      const parsed = await PostalMime.parse(arrived);
      const rendered = renderForReader(edition.content, reader, sent.links);
      // postal-mime ends each line with LF and adds the line end that belongs to the boundary.
      expect([parsed.html, parsed.text]).toEqual([`${rendered.html}\n`, `${rendered.text}\n`]);
    }),
    {
      numRuns: 150,
      examples: [
        ['', '', false],
        ['.', '.\n.', true],
        ['x'.repeat(998), '👩‍👧'.repeat(300), false],
      ],
    },
  );
  relay.giveBack(session);
});
