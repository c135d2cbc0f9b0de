/** Returns written for the tests, in the shapes that servers give them. */

const lines = (...all: readonly string[]) => all.join('\r\n');

/** RFC 3464, appendix E in our words. more: the fields of further recipients. */
export function deliveryReport({
  to,
  action = 'failed',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 <zoe@example.org>: Recipient address rejected: User unknown',
  more = '',
}: {
  to: string;
  action?: string;
  status?: string;
  diagnostic?: string;
  more?: string;
}): string {
  return lines(
    'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'This is the mail system at host mx.example.org. Your message is attached.',
    '--part',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Final-Recipient: rfc822; zoe@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    ...(diagnostic === '' ? [] : [`Diagnostic-Code: ${diagnostic}`]),
    ...(more === '' ? [] : ['', more]),
    '',
    '--part',
    'Content-Type: message/rfc822',
    '',
    'From: lhebdo@lacalanque.example',
    'To: zoe@example.org',
    'Subject: L',
    '',
    'Bonjour',
    '--part--',
    '',
  );
}

export function textBounce(to: string, words: string, original = 'Bonjour'): string {
  return lines(
    'From: Mail Delivery System <mailer-daemon@example.net>',
    `To: ${to}`,
    'Subject: Mail delivery failed: returning message to sender',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'A message that you sent could not be delivered.',
    '',
    words,
    '',
    '------ This is a copy of the message, including all the headers. ------',
    '',
    'Received: from a by b',
    'From: lhebdo@lacalanque.example',
    `Subject: ${original}`,
    '',
    original,
    '',
  );
}

/** RFC 5965, appendix B in our words. */
export function complaint(returnPath: string, type: string): string {
  return lines(
    'From: feedback@example.net',
    'To: abuse@lacalanque.example',
    'Subject: FW: L',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '--part',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: Example/1.0',
    'Version: 1',
    `Original-Mail-From: <${returnPath}>`,
    '--part',
    'Content-Type: message/rfc822',
    '',
    'From: lhebdo@lacalanque.example',
    '',
    'Bonjour',
    '--part--',
    '',
  );
}

export function automaticReply(to: string, header: string, subject: string): string {
  return lines(
    'From: zoe@example.org',
    `To: ${to}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    header,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'I am away until Monday.',
    '',
  );
}

export function mailFrom(from: string, subject: string, text: string): string {
  return lines(
    `From: ${from}`,
    'To: bounces@retours.lacalanque.example',
    `Subject: ${subject}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  );
}
