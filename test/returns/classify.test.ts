import { describe, expect, test } from 'vitest';
import { classify, type Stage } from '../../src/returns/classify.ts';
import { readReply } from '../../src/returns/reply.ts';
import type { BounceReason } from '../../src/returns/verdict.ts';

const verdictOf = (text: string, stage: Stage | null = 'rcpt') =>
  classify({ ...readReply(text), text, stage });

/** What large providers and common servers answer, as their own pages and logs show it. */
const answers: readonly (readonly [string, BounceReason])[] = [
  [
    '550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 - gsmtp',
    'unknown_mailbox',
  ],
  ["452-4.2.2 The recipient's inbox is out of storage space. - gsmtp", 'mailbox_full'],
  ['550-5.2.1 The email account that you tried to reach is inactive. - gsmtp', 'mailbox_disabled'],
  ['421-4.7.0 Our system has detected an unusual rate of unsolicited mail originating from your IP', 'rate'],
  ['550-5.7.1 Our system has detected that this message is likely unsolicited mail.', 'content'],
  ['550-5.7.26 This mail has been blocked because the sender is unauthenticated.', 'authentication'],
  ['550-5.7.25 The IP address sending this message does not have a PTR record setup', 'reputation'],
  ["552-5.2.3 Your message exceeded Google's message size limits.", 'too_big'],
  ['550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).', 'unknown_mailbox'],
  [
    '550 5.4.1 Recipient address rejected: Access denied. [AM0EUR02FT003.eop-EUR02.prod.protection.outlook.com]',
    'unknown_mailbox',
  ],
  [
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. part of their network is on our block list (S3140).",
    'reputation',
  ],
  [
    '550 5.7.515 Access denied, sending domain does not meet the required authentication level.',
    'authentication',
  ],
  ['451 4.7.500 Server busy. Please try again later from [192.0.2.1].', 'rate'],
  ['550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.', 'reputation'],
  ['550 5.7.124 RESOLVER.RST.SenderNotInAllowedSenders; not authorized to send to the recipient', 'filtered'],
  ['550 5.4.310 DNS domain lacalanque.invalid does not exist', 'unknown_domain'],
  [
    "554 delivery error: dd This user doesn't have a yahoo.fr account (someone@yahoo.fr) [0]",
    'unknown_mailbox',
  ],
  [
    '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints',
    'reputation',
  ],
  ['554 5.7.9 Message not accepted for policy reasons.', 'policy'],
  [
    '554 30 Sorry, your message to someone@aol.com cannot be delivered. This mailbox is disabled (554.30).',
    'mailbox_disabled',
  ],
  ['550 5.1.1 unknown or illegal alias: someone@icloud.com', 'unknown_mailbox'],
  ['554 5.7.1 [CS01] Message rejected due to local policy.', 'content'],
  [
    '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]',
    'unknown_mailbox',
  ],
  ['552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]', 'mailbox_full'],
  ['421 mwinf5c04 ME Trop de connexions, veuillez verifier votre configuration. OFR004_104 [104]', 'rate'],
  ['550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]', 'content'],
  [
    '550 5.5.0 Le compte du destinataire est bloque. The recipient account is blocked. LPN007_426',
    'mailbox_disabled',
  ],
  ['550 5.2.1 This mailbox has been blocked due to inactivity', 'mailbox_disabled'],
  [
    '550 5.1.1 <someone@sfr.fr>: Recipient address rejected: User unknown in virtual mailbox table',
    'unknown_mailbox',
  ],
  ['554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'reputation'],
  ['450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]', 'reputation'],
  ['554 5.7.1 <someone@example.org>: Relay access denied', 'policy'],
  ['450 4.1.8 <a@example.org>: Sender address rejected: Domain not found', 'policy'],
  ['452 4.3.1 Insufficient system storage', 'server_fault'],
  [
    '450 4.2.0 <someone@example.org>: Recipient address rejected: Greylisted, see http://example.org',
    'not_reached',
  ],
  [
    'Host or domain name not found. Name service error for name=example.invalid type=A: Host not found',
    'unknown_domain',
  ],
  ['Name service error for name=example.org type=MX: Host not found, try again', 'not_reached'],
  ['550 Requested mail action not taken: mailbox unavailable. Reject due to SPF policy.', 'authentication'],
  ['552 Requested mail action aborted: exceeded storage allocation', 'mailbox_full'],
  ['550 5.7.1 Message rejected as spam by Content Filtering.', 'content'],
  [
    "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.",
    'reputation',
  ],
  ['550 5.6.0 Mail message is malformed. Not accepted.', 'content'],
  ["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'policy'],
  ['Sorry, no mailbox here by that name. (#5.1.1)', 'unknown_mailbox'],
  ["Sorry, I couldn't find any host named example.invalid. (#5.1.2)", 'unknown_domain'],
  ["Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)", 'not_reached'],
  ['retry timeout exceeded', 'not_reached'],
  ['all relevant MX records point to non-existent hosts', 'unknown_domain'],
  ['550 5.1.6 Recipient has moved to someone@example.net', 'moved'],
  ['550', 'filtered'],
  ['451', 'server_fault'],
  ['', 'server_fault'],
];

describe('an answer', () => {
  test.each(answers)('«%s» means %s', (text, reason) => {
    expect(verdictOf(text).reason).toBe(reason);
  });

  test('of Microsoft to an unauthenticated domain blames us, not the reader', () => {
    expect(verdictOf('550 5.7.515 Access denied').class).toBe('blocked');
  });

  test.each([
    ['a refused RCPT', '550 No such user here', 'rcpt', 'hard'],
    ['a code about addresses', '550 5.1.1 No such user here', null, 'hard'],
    ['nothing else', '550 No such user here', null, 'soft'],
    ['the end of DATA', '550 No such user here', 'data', 'soft'],
    ['a code of policy', '550 5.7.1 No such user here', null, 'soft'],
    ['the refusal of our own address', '550 someone@lacalanque.example does not exist', 'mail', 'blocked'],
  ] as const)('«no such user» with %s: %s at %s is %s', (_what, text, stage, kind) => {
    expect(verdictOf(text, stage).class).toBe(kind);
  });

  test('is not read out of addresses and links', () => {
    expect(verdictOf('550 5.0.0 <spam.quota@example.org>: see https://example.org/user-unknown').by).toBe(
      'digits',
    );
  });
});

describe('the numbers of a reply', () => {
  test.each([
    ['550 5.1.1 no', 550, '5.1.1'],
    ['550-5.7.26 no 550 5.7.26 really', 550, '5.7.26'],
    ["smtp; 5.1.0 - Unknown address error 550-'5.2.2 full'", 550, '5.2.2'],
    ['host mx [192.0.2.55] port 25 said: 452 later', 452, null],
    ['10.5.1.1 is an address, 5.1.1.1 too', null, null],
    ['version 4.2.1000', null, null],
    ['(#5.1.2)', null, '5.1.2'],
  ])('of %j are %s and %s', (text, code, enhanced) => {
    expect(readReply(text)).toMatchObject({ code, enhanced });
  });
});
