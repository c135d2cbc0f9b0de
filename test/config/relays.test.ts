import { describe, expect, it } from 'vitest';
import { providerOf } from '../../src/audience/provider.ts';
import { parseRelayAddress } from '../../src/config/relay-address.ts';
import { pacedProviders, parsePace, parseRelays } from '../../src/config/relays.ts';

describe('SMTP_URL', () => {
  it.each([
    ['one relay', 'smtps://a@one.example.org', ['smtps://a@one.example.org']],
    [
      'several, with spaces or commas',
      'smtp://one.example.org?weight=3,  smtps://two.example.org?warmup=2026-11-20&warmup_first=200',
      ['smtp://one.example.org?weight=3', 'smtps://two.example.org?warmup=2026-11-20&warmup_first=200'],
    ],
    ['another protocol', 'smtp://one.example.org http://two.example.org', /^a relay such as smtps:/],
    ['a bare host', 'mail.example.org', /^a relay such as smtps:/],
    ['nothing but spaces', '  ', /^a relay such as smtps:/],
    ['a weight that is none', 'smtp://one.example.org?weight=0', /^weight=0 is not known; expected a whole/],
    ['a day that is none', 'smtp://one.example.org?warmup=soon', /^warmup=soon is no date/],
    ['a protection that is none', 'smtps://one.example.org?tls=none', /^tls=none contradicts smtps/],
  ])('%s', (_, text, expected) => {
    const parsed = parseRelays(text);
    if (expected instanceof RegExp) expect(parsed).toMatch(expected);
    else expect(parsed).toEqual(expected);
  });

  it('says how a relay shares and starts', () => {
    expect(parseRelayAddress('smtp://one.example.org?weight=3&warmup=2026-11-20')).toMatchObject({
      weight: 3,
      warmUp: { since: '2026-11-20', firstDay: 500 },
    });
    expect(parseRelayAddress('smtp://one.example.org')).toMatchObject({ weight: 1, warmUp: undefined });
  });
});

describe('SMTP_PACE', () => {
  it.each([
    ['gmail=20/s, orange=300/min', { gmail: 20, orange: 5 }],
    ['others=0.5/s', { others: 0.5 }],
    ['', {}],
    ['gmail=20', null],
    ['gmail=0/s', null],
    ['google=20/s', null],
    ['gmail=20/h', null],
  ])('%s', (text, limits) => {
    expect(parsePace(text)).toEqual(limits);
  });

  it('knows the providers that readers are counted by', () => {
    const domains = ['gmail.com', 'outlook.fr', 'yahoo.fr', 'wanadoo.fr', 'free.fr', 'sfr.fr', 'laposte.net'];
    const found = [...domains, 'bbox.fr', 'example.org'].map(providerOf);
    expect(found).toEqual([...pacedProviders]);
  });
});
