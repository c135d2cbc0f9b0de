#!/usr/bin/env node
// Starts `hebdo`: from its sources in a checkout, from dist/ where only the build was shipped (Docker).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `hebdo: Node.js ${process.versions.node} is too old, 24 or newer is needed.\n` +
      'In a checkout, "npm ci" brings its own: start with "npx hebdo …" or an npm script.\n',
  );
  process.exit(1);
}
// V8 and malloc take these from the start or not at all, so a program that stays replaces itself, in the same process, before it
// has loaded anything. Measured: "hebdo up" with fifty editors' tabs 358 MB instead of 510. Windows knows no execve.
const staying = ['up', 'web', 'demo'].includes(process.argv[2]);
const youngGeneration = '--max-semi-space-size=16';
if (staying && process.platform !== 'win32' && !process.execArgv.includes(youngGeneration))
  process.execve(
    process.execPath,
    [process.execPath, youngGeneration, ...process.execArgv, ...process.argv.slice(1)],
    { MALLOC_ARENA_MAX: '2', ...process.env },
  );
// Kept between starts under the system's temporary folder; measured: a fifth less processor time for a cold command.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
// Without it React renders pages in its development mode: measured, four times the processor time for an issue's page.
process.env.NODE_ENV ??= 'production';
const source = new URL('../src/main.ts', import.meta.url);
if (existsSync(fileURLToPath(source))) {
  // tsx looks for it in the folder it is started from; without it pages would not know their JSX runtime.
  process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  const { register } = await import('tsx/esm/api');
  register();
  await import(source.href);
} else {
  await import('../dist/src/main.js');
}
