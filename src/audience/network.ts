/** Where a choice came from, as coarse as proof and limits allow: a network, never the one machine. */

/**
 * The reader's network: IPv4 /24, IPv6 /48. `forwarded` is X-Forwarded-For; its last entry counts, and only when
 * the connection comes from a private address, as that of a proxy of the house does: anybody may write that header.
 * null: unknown.
 */
export function readerNetwork(peer: string | undefined, forwarded: string | undefined): string | null {
  const own = peer === undefined ? null : groupsOf(peer);
  if (own === null) return null;
  const last = forwarded?.split(',').at(-1)?.trim();
  const told = last && isPrivate(own) ? groupsOf(last) : null;
  return networkOf(told ?? own);
}

/**
 * The one machine that asks, to tell it from others within seconds and never to be kept. null: behind a proxy of the
 * house that does not say, where everybody would look like one.
 */
export function askerOf(peer: string | undefined, forwarded: string | undefined): string | null {
  const own = peer === undefined ? null : groupsOf(peer);
  if (own === null) return null;
  const last = forwarded?.split(',').at(-1)?.trim();
  return isPrivate(own) ? last || null : (peer ?? null);
}

/** Eight groups of 16 bits; IPv4 is written as in RFC 4291, 2.5.5.2 (::ffff:a.b.c.d). */
type Groups = readonly number[];

function groupsOf(address: string): Groups | null {
  const plain = address.replace(/%.*$/, '');
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(plain);
  const written = v4 ? `::ffff:${plain}` : plain;
  if (!/^[0-9a-f:.]+$/i.test(written) || !URL.canParse(`http://[${written}]/`)) return null;
  // The parser of URLs leaves one spelling of each address, without dots.
  const [head = '', tail] = new URL(`http://[${written}]/`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

function networkOf(groups: Groups): string {
  const [first = 0, second = 0, third = 0, , , , high = 0, low = 0] = groups;
  if (isMapped(groups)) return `${high >> 8}.${high & 255}.${low >> 8}.0/24`;
  return `${[first, second, third].map((group) => group.toString(16)).join(':')}::/48`;
}

function isMapped(groups: Groups): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** Loopback and private ranges (RFC 1918, RFC 4193, ::1). */
function isPrivate(groups: Groups): boolean {
  const [first = 0, , , , , , high = 0, low = 0] = groups;
  if (!isMapped(groups))
    return (first & 0xfe00) === 0xfc00 || (groups.slice(0, 7).every((one) => one === 0) && low === 1);
  const [a, b] = [high >> 8, high & 255];
  return a === 127 || a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
}
