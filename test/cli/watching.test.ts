import { expect, test } from 'vitest';
import { lastingPort } from '../../src/world/port.ts';
import { makeReadyToSend, openTestNewsroom } from '../support/newsroom.ts';
import { startProgram } from '../support/program.ts';

test('a worker shows health and figures on a port of its own, and takes returned letters on another', async () => {
  await using newsroom = await openTestNewsroom();
  await makeReadyToSend(newsroom, 40);
  const [metrics, bounces] = await Promise.all([lastingPort(), lastingPort()]);
  const worker = startProgram(['worker'], {
    HEBDO_HOME: newsroom.home,
    HEBDO_TEMPLATES: newsroom.templates,
    HEBDO_SECRET: 'a-secret-for-tests-only-0123456789',
    DATABASE_URL: newsroom.databaseUrl,
    SMTP_URL: newsroom.relay.url,
    METRICS_LISTEN: `127.0.0.1:${metrics}`,
    BOUNCE_LISTEN: `127.0.0.1:${bounces}`,
  });
  await worker.says(/Hebdo is up/);
  expect((await newsroom.hebdo('send', 'lhebdo')).code).toBe(0);
  const figures = async () => (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
  expect(await figures()).toMatch(/hebdo_letters\{newsletter="lhebdo",.*state="accepted"\} \d+/);
  // The command may have sent everything before the worker looked at what it was rung for.
  await expect.poll(figures, { interval: 1_000 }).toMatch(/hebdo_batch_jobs\{state="waiting"\} 0/);
  expect(await (await fetch(`http://127.0.0.1:${metrics}/health`)).json()).toEqual({ ok: true, wrong: [] });
  expect(await greetingOf(bounces)).toMatch(/^220 .*returned letters only/);
  worker.process.kill('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0, stderr: '' });
}, 240_000);

async function greetingOf(port: number): Promise<string> {
  const { createConnection } = await import('node:net');
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('error', reject).once('data', (text: Buffer) => {
      resolve(text.toString());
      socket.end('QUIT\r\n');
    });
  });
}
