/** A small paper for the tests: its settings, and feeds of a few lines. */
import { type Newsletter, parseNewsletter } from '../../src/config/newsletter.ts';

const settings = `
title: L'Hebdo
publisher: { name: La Calanque, legal: Société, address: 1 quai, url: https://lacalanque.example, contact: contact@lacalanque.example }
numbering: { number: 1, date: 2026-01-06 }
sender: { name: La Calanque, address: hebdo@lacalanque.example }
feeds: [{ url: https://lacalanque.example/feed/ }]
sections:
  - { id: societe, name: Société }
  - { id: economie, name: Économie, aliases: [Emploi] }
  - { id: com-medias, name: Com & Médias }
  - { id: sorties, name: Agenda Sorties, aliases: [Agenda] }
communes:
  - { id: marseille, name: Marseille }
  - { id: aix-en-provence, name: Aix-en-Provence, aliases: [Aix] }
  - { id: salon-de-provence, name: Salon-de-Provence }
`;

/** Settings with these feeds instead of the sample one. */
export function paper(feeds: readonly Partial<Newsletter['feeds'][number]>[] = [{}]): Newsletter {
  const parsed = parseNewsletter('lhebdo', 'newsletter.yaml', settings);
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  const [sample] = parsed.newsletter.feeds;
  if (!sample) throw new Error('no feed');
  return { ...parsed.newsletter, feeds: feeds.map((feed) => ({ ...sample, ...feed })) };
}

export function rss(...items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Un journal</title><link>https://journal.example/</link>${items.join('\n')}</channel></rss>`;
}

export type ItemFields = {
  readonly title?: string;
  readonly link?: string;
  readonly guid?: string;
  readonly date?: string;
  readonly category?: string;
  readonly description?: string;
  /** More elements, as XML. */
  readonly more?: string;
};

export function item(number: number, fields: ItemFields = {}): string {
  const {
    title = `Titre du sujet ${number}`,
    link = `https://journal.example/sujet-${number}`,
    guid = link,
    date = `Sun, 22 Nov 2026 0${number % 10}:00:00 +0000`,
    category,
    description = `Le texte du sujet ${number} est assez long pour se passer de tout autre texte.`,
    more = '',
  } = fields;
  const dated = date === '' ? '' : `<pubDate>${date}</pubDate>`;
  const filed = category === undefined ? '' : `<category>${category}</category>`;
  return `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${guid}</guid>${dated}${filed}<description>${description}</description>${more}</item>`;
}
