/** A relay beyond this machine and an address that only this machine reaches: nothing leaves. */
import { expect, test } from 'vitest';
import { lostLinks } from '../../src/app/lost-links.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { quickTimes } from '../support/sender.ts';

const signal = new AbortController().signal;
// RFC 5737: nobody has this address. Letters are refused before anything is connected.
const beyond = { more: ['smtp://192.0.2.1:25'] };

test.each(['http://127.0.0.1:8026', 'http://192.168.1.20'])(
  'a send from %s is refused, with what to set; the issue stays approved',
  async (publicUrl) => {
    await using paper = await openPaper(3);
    await using one = paper.process(quickTimes, 2, undefined, { ...beyond, publicUrl });
    const refused = { kind: 'refused', reasons: [expect.stringMatching(/PUBLIC_URL/)] };
    expect(await one.send(newsletterName, period, { signal })).toMatchObject(refused);
    expect(await paper.issueState()).toBe('approved');
    expect(paper.server.letters).toEqual([]);
  },
);

test('a worker whose letters would have dead links pauses the send and says why', async () => {
  await using paper = await openPaper(3);
  await using right = paper.process();
  await using wrong = paper.process(quickTimes, 2, undefined, { ...beyond, publicUrl: 'http://localhost' });
  await right.send(newsletterName, period, { signal: AbortSignal.abort() });
  expect(await wrong.sendBatch(paper.issueId, 0, signal)).toMatchObject({
    kind: 'worked',
    paused: expect.stringMatching(/PUBLIC_URL.*Then resume/),
  });
  expect(paper.server.letters).toEqual([]);
  await right.resume(newsletterName, period);
  expect(await right.send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
});

test('a relay on this machine takes them all the same', async () => {
  await using paper = await openPaper(3);
  await using one = paper.process(quickTimes, 2, undefined, { publicUrl: 'http://127.0.0.1:8026' });
  expect(await one.send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
});

test('pictures that the approval left on this machine keep the edition back', () => {
  const place = { publicUrl: 'https://lettres.example.org', relay: { delivers: true } };
  const reasons = (src: string) =>
    lostLinks(place as Parameters<typeof lostLinks>[0], `<p><img width="9" src="${src}"></p>`);
  expect(reasons('https://lettres.example.org/i/1.jpg')).toEqual([]);
  expect(reasons('http://127.0.0.1:8026/i/1.jpg')).toEqual([
    expect.stringMatching(/http:\/\/127\.0\.0\.1:8026.*approve it again/),
  ]);
});
