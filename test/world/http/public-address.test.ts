import { expect, it } from 'vitest';
import { guardedLookup, isPublicAddress } from '../../../src/world/http/public-address.ts';

it.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '224.0.0.251',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12::1',
  'fe80::1%eth0',
  'ff02::1',
  '2001:db8::1',
  'not an address',
])('%s is refused', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '193.0.0.1', '2a00:1450:4007::1', '2606:4700::1111'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

it('a name is resolved to its addresses, in the form that was asked for', async () => {
  const resolved = (all: boolean) =>
    new Promise((resolve, reject) =>
      guardedLookup('8.8.8.8', { all }, (error, address, family) =>
        error ? reject(error) : resolve(all ? address : [address, family]),
      ),
    );
  expect(await resolved(true)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  expect(await resolved(false)).toEqual(['8.8.8.8', 4]);
});

it('a name that leads home is refused before anything is connected', async () => {
  const resolved = new Promise((resolve, reject) =>
    guardedLookup('localhost', { all: true }, (error) => (error ? reject(error) : resolve(null))),
  );
  await expect(resolved).rejects.toMatchObject({ code: 'HEBDO_REFUSED_ADDRESS' });
});
