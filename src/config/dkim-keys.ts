/** DKIM_KEYS, parsed once: which private keys sign, in whose name, and where they lie. */

/** A standby key signs nothing yet: doctor shows its record, so that DNS knows it before its first letter. */
export type DkimKeyFile = {
  /** Lower case. */
  readonly domain: string;
  readonly selector: string;
  readonly file: string;
  readonly active: boolean;
};

const dkimKeysExpected =
  'domain:selector:/path/to/key.pem, several with commas, "standby:" before one that does not sign yet';

const entryPattern =
  /^(standby:)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*):([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(.+)$/i;

/** Every fault of the list at once, in order; the path is kept as it was written. */
export function parseDkimKeys(text: string): {
  readonly keys: readonly DkimKeyFile[];
  readonly faults: readonly string[];
} {
  const keys: DkimKeyFile[] = [];
  const faults: string[] = [];
  for (const entry of text.split(/[,\n]/).map((one) => one.trim())) {
    if (entry === '') continue;
    const [, standby, domain = '', selector = '', file = ''] = entryPattern.exec(entry) ?? [];
    const key = {
      domain: domain.toLowerCase(),
      selector: selector.toLowerCase(),
      file,
      active: standby === undefined,
    };
    if (file === '') faults.push(`${dkimKeysExpected}; "${entry}" is not that`);
    else if (keys.some((one) => one.domain === key.domain && one.selector === key.selector))
      faults.push(`each selector of a domain once; ${key.selector} of ${key.domain} is there twice`);
    else keys.push(key);
  }
  return { keys, faults };
}
