/** The line to the relay for one letter: it ends in time, whatever the relay does. */
import { expect, it } from 'vitest';
import { postReadyLetter } from '../../src/world/service-mail.ts';
import { openRelay } from '../support/relay.ts';

it('a relay that never answers is left after a while, with an error that says so', async () => {
  const held = Promise.withResolvers<void>();
  await using relay = await openRelay({ until: () => held.promise });
  const envelope = { from: 'hebdo@lacalanque.example', to: 'marie@example.org' };
  const posted = postReadyLetter(relay.url, envelope, Buffer.from('Subject: x\r\n\r\nx\r\n'), 500);
  await expect(posted).rejects.toThrow('the relay had not taken the letter after 0.5 s');
  held.resolve();
});
