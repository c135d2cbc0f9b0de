import { expect, it } from 'vitest';
import { reachedByReaders } from '../../src/config/reached.ts';
import { parseRelayAddress } from '../../src/config/relay-address.ts';

it.each([
  'https://lettres.example.org',
  'http://lettres.example.org:8026',
  'https://10.example.org',
  'https://93.184.216.34',
  'https://172.32.0.1',
  'https://[2606:2800:220:1::1]',
])('readers reach %s', (address) => expect(reachedByReaders(address)).toBe(true));

it.each([
  'http://127.0.0.1:8026',
  'http://127.9.9.9',
  'http://0x7f.1',
  'http://0.0.0.0:8026',
  'http://localhost:8026',
  'http://paper.localhost',
  'http://web:8026',
  'http://studio.local',
  'https://10.0.0.8',
  'https://172.16.3.1',
  'https://192.168.1.20',
  'http://169.254.1.1',
  'http://[::1]:8026',
  'http://[fd00::1]',
  'http://[fe80::1]',
])('no reader reaches %s', (address) => expect(reachedByReaders(address)).toBe(false));

it.each([
  ['smtp://127.0.0.1:1025', false],
  ['smtp://localhost:1025', false],
  ['smtp://[::1]:1025', false],
  ['smtp://mailpit:1025?tls=none&keeps=1', false],
  ['smtp://postfix:25', true],
  ['smtps://smtp.example.org', true],
])('what %s takes may reach a reader: %s', (relay, delivers) =>
  expect(parseRelayAddress(relay).delivers).toBe(delivers),
);
