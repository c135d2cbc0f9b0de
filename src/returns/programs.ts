/** Programs that follow the links of letters before people do: scanners of mail servers, makers of previews. */

/** What a request says of who makes it. */
export type Visitor = {
  readonly method: string;
  readonly agent: string;
  /** Sec-Purpose or Purpose: a browser that fetches ahead says so. */
  readonly purpose: string;
};

/**
 * Words by which programs name themselves; browsers of people have none of them. Most scanners of mail name themselves
 * as a browser: those are told by what they do (src/returns/visits.ts).
 */
const names = new RegExp(
  [
    ...['bot', 'crawl', 'spider', 'preview', 'scan', 'monitor', 'fetch', 'archiver', 'headless', 'phantom'],
    ...[
      'curl',
      'wget',
      'python',
      'java\\/',
      'go-http',
      'okhttp',
      'axios',
      'node',
      'undici',
      'libwww',
      'httpclient',
    ],
    ...[
      'barracuda',
      'proofpoint',
      'mimecast',
      'symantec',
      'messagelabs',
      'trend ?micro',
      'forcepoint',
      'sophos',
    ],
    ...[
      'fireeye',
      'fortinet',
      'zscaler',
      'cloudmark',
      'vade',
      'kaspersky',
      'virustotal',
      'safelinks',
      'urldefense',
    ],
    ...['facebookexternalhit', 'whatsapp', 'skypeuripreview', 'slack', 'validator', 'microsoft office'],
  ].join('|'),
  'i',
);

/** HEAD asks without wanting to read; a name that says nothing is nobody's browser. */
export function looksLikeProgram({ method, agent, purpose }: Visitor): boolean {
  return method !== 'GET' || agent.trim() === '' || names.test(agent) || /prefetch|preview/i.test(purpose);
}

/** Mail programs that load every picture on arrival, whoever opens the letter; Apple's says no more than this. */
export function loadsUnasked({ agent }: Pick<Visitor, 'agent'>): boolean {
  return /^Mozilla\/5\.0\s*$/.test(agent);
}
