/** The readers' site in a process of its own, as `hebdo web` is, for benches that ask it something. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Of a process of this machine, from Linux's own account in hundredths. */
export async function processorSeconds(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

type SitePlace = {
  readonly databaseUrl: string;
  readonly port: number;
  readonly home: string;
  readonly secret: string;
};

/** Resolves when it listens. */
export async function startSite({ databaseUrl, port, home, secret }: SitePlace): Promise<ChildProcess> {
  const site = spawn(process.execPath, ['bin/hebdo.mjs', 'web'], {
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: databaseUrl,
      HEBDO_HOME: home,
      HEBDO_HOST: '127.0.0.1',
      HEBDO_PORT: String(port),
      HEBDO_SECRET: secret,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    site.stdout?.on('data', (text: Buffer) => text.includes('Site on') && resolve());
    site.once('exit', () => reject(new Error('the site ended before it listened')));
  });
  return site;
}
