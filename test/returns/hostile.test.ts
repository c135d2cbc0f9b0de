/** Returns made to be slow to read: sizes that end at once where the time of reading grows with the size, and never where it grows with its square. */
import { expect, test } from 'vitest';
import type { LetterId } from '../../src/audience/ids.ts';
import { verpAddress } from '../../src/letter/identity.ts';
import { readReturn } from '../../src/returns/read.ts';
import { deliveryReport, textBounce } from './samples.ts';

const secret = 'a secret of the tests';
const letterId = 4711 as LetterId;
const returnPath = verpAddress(secret, letterId, 'retours.lacalanque.example');

/** What the listener takes, filled with one thing. */
const megabytes = (filling: string) => filling.repeat(Math.floor((2 * 1024 * 1024) / filling.length));
const read = (mail: string) => readReturn(Buffer.from(mail), secret);

const saidFirst = '550 5.1.1 User unknown';
const htmlBounce = (html: string) =>
  textBounce(returnPath, '')
    .replace('text/plain', 'text/html')
    .replace(/\r\n\r\n[\s\S]*/, `\r\n\r\n${html}`);

const inHtml: [string, string][] = [
  ['style sheets that open and never end', '<style>'],
  ['scripts that open and never end', '<script '],
  ['paragraphs that open and never end', '<p '],
  ['brackets', '<'],
  ['named characters', '&lt;'],
];

test.each(inHtml)('a notice of %s is read up to there', async (_, filling) => {
  expect(await read(htmlBounce(`<p>${saidFirst}</p>${megabytes(filling)}`))).toMatchObject({
    kind: 'bounce',
    letterId,
    recipients: [{ enhanced: '5.1.1', verdict: { reason: 'unknown_mailbox' } }],
  });
});

const inText: [string, string][] = [
  ['one word', 'a'],
  ['one word of signs that open an address', '*'],
  ['one line of dashes', '-'],
  ['one word of at signs', '@'],
  ['one word that is nearly an address', 'a@'],
  ['one name of a host that never ends', '.a'],
  ['one word that becomes longer when it is made plain', '\u3316'],
  ['one line of spaces', ' '],
  ['empty lines', '\r\n'],
  ['an address in each line', 'zoe@example.org: 550\r\n'],
  ['a transcript in one line', '>>> RCPT TO '],
  ['a transcript of lines', '>>> RCPT TO:<zoe@example.org>\r\n'],
  ['words that wait for others', 'exceeded days deferred compte '],
  ['words that are nearly a refusal', 'user mailbox account is '],
  ['failures in a row', 'failed unable error '],
  ['quoted headers', 'Received: from a by b\r\n'],
];

test.each(inText)('a notice of %s is read up to there', async (_, filling) => {
  const mail = await read(textBounce(returnPath, `${saidFirst}\r\n\r\n${megabytes(filling)}`));
  expect(mail).toMatchObject({ kind: 'bounce', letterId });
  expect(mail.kind === 'bounce' && mail.recipients.length).toBeLessThanOrEqual(20);
});

test.each(inText)('a mail that has %s for a subject says so of no letter', async (_, filling) => {
  const subject = `Subject: ${megabytes(filling).replaceAll(/\r\n/g, '\r\n ').slice(0, 900_000)}`;
  const mail = await read(`From: a@example.org\r\nTo: ${returnPath}\r\n${subject}\r\n\r\nBonjour\r\n`);
  expect(['unrelated', 'auto_reply', 'bounce']).toContain(mail.kind);
});

test('an answer that never ends is read up to there', async () => {
  const diagnostic = `smtp; 550 5.1.1 ${megabytes('after RCPT TO >>> RCPT TO <<< ').slice(0, 1_900_000)}`;
  expect(await read(deliveryReport({ to: returnPath, diagnostic }))).toMatchObject({
    kind: 'bounce',
    letterId,
    recipients: [{ code: 550, enhanced: '5.1.1' }],
  });
});

test('an answer of very many lines is one answer', async () => {
  const diagnostic = `smtp; 550 5.1.1${'\r\n a'.repeat(400_000)}`;
  expect(await read(deliveryReport({ to: returnPath, diagnostic }))).toMatchObject({
    recipients: [{ code: 550, enhanced: '5.1.1' }],
  });
});

test('a report of very many recipients speaks of the first ones', async () => {
  const more = 'Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n'.repeat(
    25_000,
  );
  const mail = await read(deliveryReport({ to: returnPath, more }));
  expect(mail.kind === 'bounce' && mail.recipients.length).toBe(20);
});

test('a letter is found behind very many other addresses of one field only up to a number', async () => {
  const others = 'b+1-aaaaaaaaaaaaaaaa@example.org, '.repeat(20_000);
  expect(await read(deliveryReport({ to: `${others}${returnPath}` }))).toMatchObject({ letterId: null });
  expect(await read(deliveryReport({ to: `${returnPath}, ${others}` }))).toMatchObject({ letterId });
});
