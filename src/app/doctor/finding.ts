/** What an examination found, in words an operator can act on. */
export type Finding = {
  readonly level: 'ok' | 'warn' | 'fault';
  /** What was examined: «database», «relay», «DNS example.org». */
  readonly about: string;
  readonly message: string;
  /** What to do; absent when all is well. */
  readonly fix?: string;
};

export function ok(about: string, message: string): Finding {
  return { level: 'ok', about, message };
}

export function warn(about: string, message: string, fix: string): Finding {
  return { level: 'warn', about, message, fix };
}

export function fault(about: string, message: string, fix: string): Finding {
  return { level: 'fault', about, message, fix };
}

/** Nothing waits for ever: an examination that neither ends nor fails within the limit (milliseconds) is a finding. */
export async function within(
  about: string,
  limit: number,
  examination: Promise<readonly Finding[]>,
  fix: string,
): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => resolve([fault(about, `no answer within ${limit / 1000} s`, fix)]), limit);
  });
  const failed = (error: unknown) => [
    fault(about, error instanceof Error ? error.message : String(error), fix),
  ];
  return Promise.race([examination.catch(failed), late]).finally(() => clearTimeout(timer));
}
