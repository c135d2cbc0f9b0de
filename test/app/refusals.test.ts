import { expect, test } from 'vitest';
import { newsletterName, openPaper, period } from '../support/outbox.ts';

const signal = new AbortController().signal;

test('what the relay refuses in a send is weighed by where it was refused, without any worker', async () => {
  await using paper = await openPaper(5, (moment, { to }) => {
    if (moment === 'rcpt' && to === 'reader1@example.org') return { say: '550 User unknown' };
    if (moment === 'dot' && to === 'reader2@example.org') return { say: '550 User unknown' };
    if (moment === 'rcpt' && to === 'reader3@example.org') return { say: '552 5.2.2 Mailbox full' };
    return undefined;
  });
  await paper.process().send(newsletterName, period, { signal });
  const { rows } = await paper.database.pool.query(
    `select s.email, l.reply_step as step, b.state, r.class, r.reason, r.source
     from letters l join subscribers s on s.id = l.subscriber_id join subscriptions b on b.subscriber_id = s.id
       left join returns r on r.letter_id = l.id order by s.id`,
  );
  const nothing = { step: null, state: 'active', class: null, reason: null, source: null };
  expect(rows).toEqual([
    { email: 'reader0@example.org', ...nothing },
    {
      email: 'reader1@example.org',
      step: 'rcpt',
      state: 'bounced',
      class: 'hard',
      reason: 'unknown_mailbox',
      source: 'smtp',
    },
    // After the whole letter was read: a filter's answer, which says nothing of the mailbox.
    {
      email: 'reader2@example.org',
      step: 'dot',
      state: 'active',
      class: 'soft',
      reason: 'filtered',
      source: 'smtp',
    },
    {
      email: 'reader3@example.org',
      step: 'rcpt',
      state: 'active',
      class: 'soft',
      reason: 'mailbox_full',
      source: 'smtp',
    },
    { email: 'reader4@example.org', ...nothing },
  ]);
});
