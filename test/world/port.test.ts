import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort, lastingPort } from '../../src/world/port.ts';

it('a port for a server that may come back is below those of connections that go out, and free', async () => {
  for (let at = 0; at < 20; at++) {
    const port = await lastingPort();
    expect(port).toBeGreaterThan(10_080);
    expect(port).toBeLessThan(32_768);
    expect(await freePort(port)).toBe(port);
  }
});

it('a port that is taken is not given out', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await expect(freePort(port)).rejects.toThrow('EADDRINUSE');
  await new Promise((done) => server.close(done));
});
