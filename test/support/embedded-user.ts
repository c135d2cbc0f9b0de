/** A process of its own that uses the embedded database: prints its address, leaves when its input ends. */
import { openEmbeddedDatabase } from '../../src/world/embedded/embedded.ts';

const [, , folder = ''] = process.argv;
await using database = await openEmbeddedDatabase(folder);
process.stdout.write(`${database.url}\n`);
for await (const _ of process.stdin);
