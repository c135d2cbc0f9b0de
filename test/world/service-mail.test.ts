/** The line to the relay for one letter: it ends in time, whatever the relay does. */
import { expect, it } from 'vitest';
import { freePort } from '../../src/world/port.ts';
import { postReadyLetter } from '../../src/world/service-mail.ts';
import { openRelay } from '../support/relay.ts';
import { openScriptedRelay } from '../support/smtp.ts';

it('a relay that never answers is left after a while, with an error that says so', async () => {
  const held = Promise.withResolvers<void>();
  await using relay = await openRelay({ until: () => held.promise });
  const envelope = { from: 'hebdo@lacalanque.example', to: 'marie@example.org' };
  const posted = postReadyLetter([relay.url], envelope, Buffer.from('Subject: x\r\n\r\nx\r\n'), 500);
  await expect(posted).rejects.toThrow('the relay had not taken the letter after 0.5 s');
  held.resolve();
});

it('takes the next relay where one lets nobody in, and none where the first may have the letter', async () => {
  const dead = `smtp://127.0.0.1:${await freePort(0)}`;
  await using cut = await openScriptedRelay((moment) =>
    moment === 'dot' ? { takeThenDrop: 'rst' } : undefined,
  );
  await using relay = await openScriptedRelay();
  const envelope = { from: 'hebdo@lacalanque.example', to: 'marie@example.org' };
  const post = (relays: readonly string[]) =>
    postReadyLetter(relays, envelope, Buffer.from('Subject: x\r\n\r\nx\r\n'));
  await post([dead, relay.url]);
  expect(relay.letters).toHaveLength(1);
  await expect(post([cut.url, relay.url])).rejects.toThrow();
  expect(relay.letters).toHaveLength(1);
  await expect(post([dead, dead])).rejects.toThrow('ECONNREFUSED');
});

it.each(['554 5.7.1 not from here', '421 4.3.2 too busy'])(
  'takes the next relay where one greets with «%s»',
  async (say) => {
    await using closed = await openScriptedRelay((moment) => (moment === 'greeting' ? { say } : undefined));
    await using relay = await openScriptedRelay();
    const envelope = { from: 'hebdo@lacalanque.example', to: 'marie@example.org' };
    await postReadyLetter([closed.url, relay.url], envelope, Buffer.from('Subject: x\r\n\r\nx\r\n'));
    expect(relay.letters).toHaveLength(1);
  },
);
