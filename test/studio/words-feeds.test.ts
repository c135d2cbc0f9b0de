/** What editors read of a feed that fails, from the very reasons that visits leave behind. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import type { FeedTrouble } from '../../src/gather/feed-trouble.ts';
import { readFeed } from '../../src/gather/read-feed.ts';
import { healthInWords } from '../../src/studio/words-feeds.ts';
import { troubleOf } from '../../src/world/http/trouble.ts';
import { paper } from '../gather/paper.ts';

const since = new Date('2026-11-22T12:00:00Z');

function said(trouble: FeedTrouble | null, language: 'fr' | 'en' = 'fr'): string {
  return healthInWords({ kind: 'failing', since, trouble }, sayIn(language)).reason ?? '';
}
const url = new URL('https://journal.example/feed/');
const allowedBy = 'HEBDO_ALLOW_PRIVATE_FEEDS';
const networkTrouble = (code: string) =>
  troubleOf(Object.assign(new Error(code), { code }), url, { outOfTime: false, allowedBy });
const documentTrouble = async (text: string) => {
  const newsletter = paper();
  const [feed] = newsletter.feeds;
  if (!feed) throw new Error('no feed');
  const place = { newsletter, feed, url: url.href, visitedAt: since };
  const document = await readFeed(new TextEncoder().encode(text), null, place);
  if (document.kind === 'articles') throw new Error('it is a feed');
  return { ...document, movedTo: null };
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

  it('says why it cannot be reached in English to whom chose it', () => {
    expect(said(networkTrouble('CERT_HAS_EXPIRED'), 'en')).toBe(
      'The site is out of reach: its certificate has expired.',
    );
  });

  it('names the setting that allows a private address, and calls no other address private', () => {
    const refused = { kind: 'refused_address', host: '10.0.0.1', allowedBy } as const;
    expect(said({ ...refused, why: 'is_private' })).toContain('réseau privé : l’exploitant peut l’autoriser');
    expect(said({ kind: 'refused_address', why: 'not_http', address: 'ftp://' })).not.toContain('privé');
  });

  it('whose reason an earlier version noted says no more than that', () => {
    expect(said(null)).toBe('Il n’a pas pu être lu.');
  });

  it.each([
    [404, 'Il n’y a rien à cette adresse (404) : corrigez-la dans newsletter.yaml.'],
    [403, 'Le site ne veut pas donner ce flux (403) : demandez-le à qui le tient.'],
    [502, 'Le site est en panne (502).'],
    [418, 'Le site répond par un refus (418).'],
  ])('by status %i says: %s', (status, words) => {
    expect(said({ kind: 'http_error', url: url.href, status })).toBe(words);
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
