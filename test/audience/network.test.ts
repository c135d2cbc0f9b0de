import { describe, expect, it } from 'vitest';
import { readerNetwork } from '../../src/audience/network.ts';

describe('a reader’s network is kept, the machine is not', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1234:5678:9abc::1', '2001:db8:1234::/48'],
    ['2001:DB8::1', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['::1', '0:0:0::/48'],
    ['', null],
    ['999.1.1.1', null],
    ['marie@example.org', null],
    ["1.2.3.4'; drop table sign_ups", null],
    ['1:2:3', null],
  ])('%s → %s', (address, network) => {
    expect(readerNetwork(address, undefined)).toBe(network);
  });

  it.each([
    ['a proxy of the house', '127.0.0.1', '203.0.113.7', '203.0.113.0/24'],
    [
      'a proxy in a private network, its own entry last',
      '10.1.2.3',
      '1.1.1.1, 203.0.113.7',
      '203.0.113.0/24',
    ],
    ['a container bridge', '::ffff:172.18.0.5', '203.0.113.7', '203.0.113.0/24'],
    ['somebody from outside who writes the header', '198.51.100.9', '203.0.113.7', '198.51.100.0/24'],
    ['nonsense in the header', '127.0.0.1', 'unknown', '127.0.0.0/24'],
  ])('X-Forwarded-For of %s', (_, peer, forwarded, network) => {
    expect(readerNetwork(peer, forwarded)).toBe(network);
  });
});
