/** Which addresses a feed may name: public ones, so that no feed makes Hebdo ask its own network. */
import { lookup as resolveName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Special-purpose ranges of the IANA registries (RFC 6890 and its updates). */
const refusedRanges: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  // IPv6 that carries an IPv4 address is refused whole: mapped, compatible, NAT64, Teredo, 6to4.
  ['::', 96, 'ipv6'],
  ['::ffff:0:0', 96, 'ipv6'],
  ['::ffff:0:0:0', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['5f00::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

// One list per family: BlockList takes every IPv4 address for its mapped form, and those are refused whole.
const refused = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix, family] of refusedRanges) refused[family].addSubnet(network, prefix, family);

/** The code of the error that guardedLookup gives for a name that leads to a refused address. */
export const refusedAddressCode = 'HEBDO_REFUSED_ADDRESS';

/** Whether an IP address (without brackets) may be asked. */
export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  const family = isIP(plain);
  if (family === 0) return false;
  return family === 6 ? !refused.ipv6.check(plain, 'ipv6') : !refused.ipv4.check(plain, 'ipv4');
}

/**
 * Whether a URL's host is an address that is refused. node never calls `lookup` for literals,
 * so they are looked at before each request; URL has already unfolded 0x7f.1 and 2130706433.
 */
export function namesRefusedAddress(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host);
}

/** Resolves a name at the moment of connecting, so that a second answer cannot differ from the checked one. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    const first = addresses[0];
    if (!first || addresses.some((one) => !isPublicAddress(one.address))) {
      const fault: NodeJS.ErrnoException = new Error(`${hostname} leads to a private address`);
      fault.code = refusedAddressCode;
      return callback(fault, '');
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
