import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../src/gather/decode.ts';
import { documentTroubleInEnglish } from '../../src/gather/feed-trouble.ts';
import { parseJsonFeed } from '../../src/gather/json-feed.ts';
import { parseFeed } from '../../src/gather/parse.ts';
import { repairFeed } from '../../src/gather/repair.ts';
import { sanitiseXml } from '../../src/gather/sanitise.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf8 = (text: string) => Buffer.from(text, 'utf8');

describe('the encoding of a feed', () => {
  it.each([
    ['UTF-8 without a word', utf8('<a>été</a>'), null, '<a>été</a>'],
    ['a BOM that is not shown', utf8('\ufeff<a>été</a>'), null, '<a>été</a>'],
    ['UTF-8 under a false declaration', utf8('<?xml version="1.0" encoding="ISO-8859-1"?>é'), null, /é$/],
    ['UTF-8 under a false header', utf8('<a>été</a>'), 'text/xml; charset=iso-8859-1', '<a>été</a>'],
    ['what the document declares', latin1("<?xml version='1.0' encoding='ISO-8859-1'?>été"), null, /été$/],
    [
      'windows-1252 that calls itself Latin-1',
      Buffer.from([...latin1('<?xml version="1.0" encoding="iso-8859-1"?>'), 0x80, 0xe9]),
      null,
      /€é$/,
    ],
    [
      'windows-1251',
      Buffer.from([...latin1('<?xml version="1.0" encoding="windows-1251"?>'), 0xcc, 0xe8, 0xf0]),
      null,
      /Мир$/,
    ],
    [
      'what HTTP says',
      Buffer.from([0x3c, 0x61, 0x3e, 0xc4, 0xe3, 0xba, 0xc3]),
      'text/xml;charset="gb2312"',
      '<a>你好',
    ],
    ['windows-1252 when nobody says', latin1('<a>été</a>'), 'text/xml', '<a>été</a>'],
    ['a charset that does not exist', latin1('<a>été</a>'), 'text/xml; charset=none', '<a>été</a>'],
    ['UTF-16 by its BOM', Buffer.from('\ufeff<a>é</a>', 'utf16le'), null, '<a>é</a>'],
    ['UTF-16 by its first character', Buffer.from('<a>é</a>', 'utf16le'), null, '<a>é</a>'],
  ])('%s', (_, bytes, contentType, text) => {
    expect(decodeFeed(bytes, contentType).text).toMatch(text);
  });
});

describe('sanitising', () => {
  it.each([
    ['bare ampersands', '<a>R&D & Co &co; AT&T</a>', '<a>R&amp;D &amp; Co &amp;co; AT&amp;T</a>'],
    ['entities of HTML', '<a>&eacute;t&eacute;&nbsp;&hellip;</a>', '<a>&#233;t&#233;&#160;&#8230;</a>'],
    ['entities of XML', '<a>&lt;&amp;&#233;&#xE9;</a>', '<a>&lt;&amp;&#233;&#xE9;</a>'],
    ['nothing inside CDATA', '<a><![CDATA[R&D <3 &eacute;]]></a>', '<a><![CDATA[R&D <3 &eacute;]]></a>'],
    ['nothing inside comments', '<a><!-- R&D --></a>', '<a><!-- R&D --></a>'],
    ['control characters', '<a>\u0000un\u000bdeux\u001f\ttrois</a>', '<a>undeux\ttrois</a>'],
    ['references to control characters', '<a>un&#0;&#x1F;&#xD800;deux</a>', '<a>undeux</a>'],
    [
      'whatever stands before the root',
      '\n\nNotice: Undefined in x.php <?xml version="1.0"?><a/>',
      '<?xml version="1.0"?><a/>',
    ],
    ['a document type with its entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a>&amp;b;</a>'],
    ['a less-than that opens nothing', '<a>I <3 Marseille, 2 < 3</a>', '<a>I &lt;3 Marseille, 2 &lt; 3</a>'],
  ])('mends %s', (_, written, expected) => {
    expect(sanitiseXml(written)).toBe(expected);
  });
});

async function itemsOf(document: string) {
  const repaired = repairFeed(sanitiseXml(document), 'Europe/Paris');
  if (repaired.kind !== 'xml') throw new Error(repaired.kind);
  return (await parseFeed(repaired.xml)).items;
}
const rss = (inside: string, attributes = 'version="2.0"') =>
  `<rss ${attributes}><channel>${inside}</channel></rss>`;
const atom = (inside: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${inside}</feed>`;

describe('repairing', () => {
  it.each([
    ['a root in capitals', '<RSS version="2.0"><channel><item><title>Un</title></item></channel></RSS>'],
    ['no version', '<rss><channel><item><title>Un</title></item></channel></rss>'],
    ['a version that does not exist', rss('<item><title>Un</title></item>', 'version="4.20"')],
    ['version 0.91', rss('<item><title>Un</title></item>', 'version="0.91"')],
    ['items beside the channel', '<rss version="2.0"><channel/><item><title>Un</title></item></rss>'],
    ['no channel', '<rss version="2.0"><item><title>Un</title></item></rss>'],
    ['an end that is missing', '<rss version="2.0"><channel><item><title>Un</title><description>Deux'],
    [
      'a prefix of its own for RDF',
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/><item><title>Un</title></item></r:RDF>',
    ],
    [
      'a prefix for Atom',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Un</a:title></a:entry></a:feed>',
    ],
    ['an attribute that is none', rss('<item "x" =y><title>Un</title></item>')],
    ['an Atom date that is none', atom('<entry><title>Un</title><updated>hier</updated></entry>')],
    ['an Atom link without an address', atom('<entry><title>Un</title><link rel="alternate"/></entry>')],
    ['a title that is not closed', rss('<item><title>Un<link>https://journal.example/1</link></item>')],
  ])('reads a feed with %s', async (_, document) => {
    expect(await itemsOf(document)).toMatchObject([{ title: 'Un' }]);
  });

  it('keeps the order of the words of XHTML', async () => {
    const [entry] = await itemsOf(
      atom(
        '<entry><title>Un</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Il <b>y a</b> un <i>ordre</i>.</div></content></entry>',
      ),
    );
    expect(entry?.content).toBe('Il <b>y a</b> un <i>ordre</i>.');
  });

  it('takes markup that a description forgot to escape for its text', async () => {
    const [first] = await itemsOf(
      rss('<item><title>Un</title><description>Il <b>y a</b> un <i>ordre</i>.</description></item>'),
    );
    expect(first?.description).toBe('Il <b>y a</b> un <i>ordre</i>.');
  });

  it('knows a vocabulary by its namespace, whatever its prefix', async () => {
    const [first] = await itemsOf(
      '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:auteur="http://purl.org/dc/elements/1.1/"><channel><item><title>Un</title><c:encoded>Tout</c:encoded><auteur:creator>Jeanne</auteur:creator><content xmlns="http://search.yahoo.com/mrss/" url="/a.jpg" medium="image"/></item></channel></rss>',
    );
    expect(first).toMatchObject({ content: 'Tout', authors: ['Jeanne'], images: [{ url: '/a.jpg' }] });
  });

  it('resolves the addresses of an Atom entry against its xml:base', async () => {
    const [entry] = await itemsOf(
      atom('<entry xml:base="https://journal.example/2026/"><title>Un</title><link href="un.html"/></entry>'),
    );
    expect(entry?.links).toEqual(['https://journal.example/2026/un.html']);
  });

  it.each([
    ['', 'the document is empty'],
    ['Bonjour', 'it is not XML'],
    ['<!doctype html><html><body>Bonjour</body></html>', 'it is an HTML page, not a feed'],
    [
      '<html><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>',
      'it is an HTML page, which names its feed: /feed/',
    ],
    ['<opml><body/></opml>', "its root element is <opml>, not a feed's"],
    ['<html><body><rss version="2.0"/></body></html>', 'it is an HTML page, not a feed'],
  ])('refuses %j with a reason', (document, reason) => {
    const repaired = repairFeed(sanitiseXml(document), 'Europe/Paris');
    if (repaired.kind === 'xml') throw new Error(`a feed: ${repaired.xml}`);
    expect([repaired.kind, documentTroubleInEnglish(repaired)]).toEqual(['not_a_feed', reason]);
  });
});

describe('the raw item', () => {
  it('of RSS has its links in order of trust', async () => {
    const [first] = await itemsOf(
      `<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
        <title>Un</title><link>http://feedproxy.example/~r/1</link><guid>https://journal.example/1</guid>
        <comments>https://journal.example/1#comments</comments>
        <feedburner:origLink>https://journal.example/un</feedburner:origLink></item></channel></rss>`,
    );
    expect(first?.links).toEqual([
      'https://journal.example/un',
      'http://feedproxy.example/~r/1',
      'https://journal.example/1',
      'https://journal.example/1#comments',
    ]);
  });

  it('does not take a guid for a link that says it is none', async () => {
    const [first] = await itemsOf(
      rss('<item><title>Un</title><guid isPermaLink="false">https://journal.example/?p=1</guid></item>'),
    );
    expect(first).toMatchObject({ links: [], guid: 'https://journal.example/?p=1' });
  });

  it('has all categories, also those with attributes', async () => {
    const [first] = await itemsOf(
      rss(
        '<item><title>Un</title><category domain="x">Économie</category><category><![CDATA[Emploi]]></category></item>',
      ),
    );
    expect(first?.categories).toEqual(['Économie', 'Emploi']);
    const [entry] = await itemsOf(
      atom(
        '<entry><title>Un</title><category term="eco" label="Économie"/><category term="emploi"/></entry>',
      ),
    );
    expect(entry?.categories).toEqual(['Économie', 'emploi']);
  });

  it('tells the description from the whole text', async () => {
    const [first] = await itemsOf(
      '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Un</title><description>Court</description><content:encoded>Long</content:encoded></item></channel></rss>',
    );
    expect(first).toMatchObject({ description: 'Court', content: 'Long' });
  });
});

describe('JSON Feed', () => {
  it('is mapped to the same raw items', () => {
    const document = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Un journal',
      home_page_url: 'https://journal.example/',
      items: [
        {
          id: 7,
          url: 'https://journal.example/7',
          title: 'Sept',
          content_text: 'Moins < plus & fin',
          date_published: '2026-11-20T10:00:00+01:00',
          authors: [{ name: 'Jeanne' }],
          tags: ['Emploi'],
          image: 'https://journal.example/7.jpg',
        },
        { title: 12, content_html: '<p>Sans titre</p>' },
        'nonsense',
      ],
    });
    expect(parseJsonFeed(document)).toMatchObject({
      kind: 'feed',
      feed: {
        title: 'Un journal',
        items: [
          {
            title: 'Sept',
            guid: '7',
            links: ['https://journal.example/7', '7'],
            content: '<p>Moins &lt; plus &amp; fin</p>',
            authors: ['Jeanne'],
            categories: ['Emploi'],
            images: [{ url: 'https://journal.example/7.jpg', from: 'media' }],
          },
          { title: '', content: '<p>Sans titre</p>' },
        ],
      },
    });
  });
});
