import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LetterId } from '../../src/audience/ids.ts';
import { verpAddress } from '../../src/letter/identity.ts';
import { readReturn } from '../../src/returns/read.ts';
import { automaticReply, complaint, deliveryReport, mailFrom, textBounce } from './samples.ts';

const secret = 'a secret of the tests';
const letterId = 4711 as LetterId;
const returnPath = verpAddress(secret, letterId, 'retours.lacalanque.example');
const read = (mail: string) => readReturn(Buffer.from(mail), secret);

describe('a delivery report', () => {
  test('names the letter by its return path and the reader by its fields', async () => {
    const mail = await read(deliveryReport({ to: returnPath }));
    expect(mail).toEqual({
      kind: 'bounce',
      letterId,
      recipients: [
        {
          address: 'zoe@example.org',
          final: true,
          code: 550,
          enhanced: '5.1.1',
          verdict: { class: 'hard', reason: 'unknown_mailbox', by: 'words' },
        },
      ],
    });
  });

  test('of a delay is not final', async () => {
    const mail = await read(
      deliveryReport({ to: returnPath, action: 'delayed', status: '4.4.1', diagnostic: '' }),
    );
    expect(mail).toMatchObject({ recipients: [{ final: false, verdict: { class: 'soft' } }] });
  });

  test.each(['delivered', 'relayed', 'expanded'])('that says %s is no bounce', async (action) => {
    expect(await read(deliveryReport({ to: returnPath, action, status: '2.0.0', diagnostic: '' }))).toEqual({
      kind: 'unrelated',
    });
  });

  test('speaks for each recipient of a list', async () => {
    const mail = await read(
      deliveryReport({
        to: returnPath,
        more: 'Final-Recipient: rfc822; b@example.org\r\nAction: failed\r\nStatus: 5.2.2\r\n',
      }),
    );
    expect(mail).toMatchObject({
      recipients: [
        { address: 'zoe@example.org' },
        { address: 'b@example.org', verdict: { reason: 'mailbox_full' } },
      ],
    });
  });

  test.each([
    ['Delivered-To', (mail: string) => `Delivered-To: ${returnPath}\r\n${mail}`],
    [
      'X-Original-To in other case',
      (mail: string) => `X-Original-To: ${returnPath.toUpperCase()}\r\n${mail}`,
    ],
  ])('is found by %s when To says nothing', async (_what, wrap) => {
    expect(await read(wrap(deliveryReport({ to: 'undisclosed' })))).toMatchObject({ letterId });
  });

  test('with a forged return path belongs to no letter', async () => {
    const forged = returnPath.replace(/-(.)/, (_all, first) => `-${first === 'a' ? 'b' : 'a'}`);
    expect(await read(deliveryReport({ to: forged }))).toMatchObject({ kind: 'bounce', letterId: null });
  });
});

describe('a notice in words', () => {
  test.each([
    [
      'Postfix',
      '<zoe@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 <zoe@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command)',
      'unknown_mailbox',
    ],
    [
      'qmail',
      '<zoe@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 552 5.2.2 mailbox full\nGiving up on 192.0.2.1.',
      'mailbox_full',
    ],
    [
      'Exim',
      '  zoe@example.org\n    SMTP error from remote mail server after MAIL FROM:<a@lacalanque.example>:\n    host mx.example.org [192.0.2.1]: 554 5.7.1 Service refused, blocked using zen.spamhaus.org',
      'reputation',
    ],
    ['Free in French', '<zoe@example.org>: la boîte aux lettres du destinataire est pleine', 'mailbox_full'],
  ])('of %s is understood', async (_who, words, reason) => {
    const mail = await read(textBounce(returnPath, words));
    expect(mail).toMatchObject({
      kind: 'bounce',
      letterId,
      recipients: [{ address: 'zoe@example.org', verdict: { reason } }],
    });
  });

  test('is not misled by the words of the letter that it returns', async () => {
    const mail = await read(
      textBounce(
        returnPath,
        '<zoe@example.org>: 552 5.2.2 over quota',
        'User unknown in this town: our series on spam',
      ),
    );
    expect(mail).toMatchObject({ recipients: [{ verdict: { reason: 'mailbox_full' } }] });
  });
});

describe('what is not a bounce', () => {
  test('a complaint names the letter by the return path in its report', async () => {
    expect(await read(complaint(returnPath, 'abuse'))).toEqual({
      kind: 'complaint',
      letterId,
      feedbackType: 'abuse',
    });
  });

  test('a report of failed authentication is no reader’s complaint', async () => {
    expect(await read(complaint(returnPath, 'auth-failure'))).toMatchObject({ feedbackType: 'auth-failure' });
  });

  test.each([
    ['Auto-Submitted: auto-replied', 'Re: L’Hebdo'],
    ['X-Autoreply: yes', 'Re: L’Hebdo'],
    ['X-Nothing: here', 'Réponse automatique : L’Hebdo n° 447'],
    ['X-Nothing: here', 'Out of office'],
    ['X-Nothing: here', 'Absence du bureau'],
  ])('an automatic reply with %s and the subject «%s»', async (header, subject) => {
    expect(await read(automaticReply(returnPath, header, subject))).toEqual({ kind: 'auto_reply', letterId });
  });

  test.each([
    ['a reader’s letter', mailFrom('zoe@example.org', 'Merci pour votre article', 'Je l’ai lu deux fois.')],
    [
      'a reader who writes about an undelivered parcel',
      mailFrom('zoe@example.org', 'Mon colis', 'Il manque.'),
    ],
    ['an invoice', mailFrom('factures@example.com', 'Votre facture', 'Montant : 550 euros.')],
    ['nothing', ''],
  ])('%s is unrelated', async (_what, mail) => {
    expect(await read(mail)).toEqual({ kind: 'unrelated' });
  });
});

test('no bytes can make it fail', async () => {
  const pieces = fc.constantFrom(
    'Content-Type: multipart/report; boundary=b\r\n',
    '--b\r\n',
    '--b--\r\n',
    'Content-Type: message/delivery-status\r\n\r\n',
    'Final-Recipient: rfc822;\r\n',
    'Action: failed\r\n',
    'Status: 5..1\r\n',
    'Diagnostic-Code:\r\n',
    '\r\n',
    '\r\n\r\n',
    'From: MAILER-DAEMON\r\n',
    'Subject: Undelivered\r\n',
    'Content-Type: message/feedback-report\r\n\r\n',
    '<@>:',
    '550 ',
    '\0',
    '\xff',
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Type: text/plain; charset=none\r\n\r\n',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), async (parts) => {
      const mail = await readReturn(Buffer.from(parts.join(''), 'latin1'), secret);
      expect(['bounce', 'complaint', 'auto_reply', 'unrelated']).toContain(mail.kind);
    }),
    { numRuns: 500 },
  );
});
