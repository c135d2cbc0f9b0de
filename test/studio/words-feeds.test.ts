/** What editors read of a feed that fails, from the very reasons that visits leave behind. */
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../src/gather/read-feed.ts';
import { whyUnreachable } from '../../src/gather/unreachable.ts';
import { sayIn } from '../../src/issue/finding.ts';
import { healthInWords } from '../../src/studio/words-feeds.ts';
import { troubleOf } from '../../src/world/http/trouble.ts';
import { paper } from '../gather/paper.ts';

type Failing = Extract<Parameters<typeof healthInWords>[0], { kind: 'failing' }>;
const since = new Date('2026-11-22T12:00:00Z');

function said(failing: Omit<Failing, 'kind' | 'since'>, language: 'fr' | 'en' = 'fr'): string {
  return healthInWords({ kind: 'failing', since, ...failing }, sayIn(language)).reason ?? '';
}
const url = new URL('https://journal.example/feed/');
const networkTrouble = (code: string) => {
  const { kind, reason } = troubleOf(Object.assign(new Error(code), { code }), url, false);
  return { outcome: kind, status: null, reason };
};
const documentTrouble = async (text: string) => {
  const newsletter = paper();
  const [feed] = newsletter.feeds;
  if (!feed) throw new Error('no feed');
  const place = { newsletter, feed, url: url.href, visitedAt: since };
  const document = await readFeed(new TextEncoder().encode(text), null, place);
  if (document.kind === 'articles') throw new Error('it is a feed');
  return { outcome: document.kind, status: 200, reason: document.reason };
};

describe('a feed that fails', () => {
  it.each([
    ['ENOTFOUND', 'Le site est injoignable : ce nom n’existe pas.'],
    ['ECONNRESET', 'Le site est injoignable : la connexion a été coupée.'],
    ['CERT_HAS_EXPIRED', 'Le site est injoignable : son certificat est périmé.'],
    ['ESOMETHING', 'Le site est injoignable.'],
    ['ETIMEDOUT', 'Le site n’a pas répondu à temps.'],
  ])('of %s says: %s', (code, words) => {
    expect(said(networkTrouble(code))).toBe(words);
  });

  it('says every reason of the network in French, and in English to whom chose it', () => {
    for (const { en, fr } of Object.values(whyUnreachable)) {
      const failing = {
        outcome: 'unreachable',
        status: null,
        reason: `a.example could not be asked: ${en}`,
      } as const;
      expect(said(failing)).toBe(`Le site est injoignable : ${fr}.`);
      expect(said(failing, 'en')).toBe(`The site is out of reach: ${en}.`);
    }
  });

  it.each([
    [404, 'Il n’y a rien à cette adresse (404) : corrigez-la dans newsletter.yaml.'],
    [403, 'Le site ne veut pas donner ce flux (403) : demandez-le à qui le tient.'],
    [502, 'Le site est en panne (502).'],
    [418, 'Le site répond par un refus (418).'],
  ])('by status %i says: %s', (status, words) => {
    expect(said({ outcome: 'http_error', status, reason: `${url} answers with status ${status}` })).toBe(
      words,
    );
  });

  it('and is a page says so, with the feed that the page names', async () => {
    expect(said(await documentTrouble('<html><body>Bonjour</body></html>'))).toContain('une page peut-être');
    const link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">';
    const page = await documentTrouble(`<html><head>${link}</head></html>`);
    expect(said(page)).toContain('son flux est /rss.xml');
    expect(said(page, 'en')).toContain('its feed is /rss.xml');
    expect(said(await documentTrouble('{"broken'))).toContain('abîmé');
  });
});
