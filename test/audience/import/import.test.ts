/** Lists as other programs and people write them. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/audience/csv.ts';
import { importPeople } from '../../../src/audience/import/import.ts';
import type { Person } from '../../../src/audience/import/person.ts';
import type { ReportedRow } from '../../../src/audience/import/tally.ts';

const communes = [
  { id: 'arles', name: 'Arles', aliases: [] },
  { id: 'salon-de-provence', name: 'Salon-de-Provence', aliases: ['Salon'] },
];
const now = new Date('2026-11-24T06:00:00Z');

/** Imports bytes that arrive in chunks of this size, into memory. */
async function read(file: string | Uint8Array, chunk = 1 << 16) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const people: Person[] = [];
  const reported: ReportedRow[] = [];
  const result = await importPeople(
    {
      file: chunks(),
      store: async (batch) => {
        people.push(...batch);
        return batch.map(({ standing }) =>
          standing === 'subscribed' ? 'added' : standing === 'unsubscribed' ? 'left' : 'unreachable',
        );
      },
      report: (row) => void reported.push(row),
      progress: () => {},
      layout: () => {},
    },
    {
      choosable: { newsletter: 'lhebdo', communes, sections: [{ id: 'sante' }, { id: 'sports' }] },
      now,
      signal: new AbortController().signal,
    },
  );
  return { result, people, reported, emails: people.map(({ email }) => email) };
}

async function counts(file: string) {
  const { result } = await read(file);
  return result.kind === 'imported' ? result.counts : result;
}

describe('the columns are recognised', () => {
  it.each<[string, string, Partial<Person>]>([
    [
      'French',
      'Prénom;Nom;Adresse e-mail;Commune;Abonné premium\nMarie;Durand;marie@example.org;Salon;oui',
      { firstName: 'Marie', lastName: 'Durand', commune: 'salon-de-provence', premium: true },
    ],
    [
      'Mailchimp',
      '"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME\n"marie@example.org","Marie","Durand",2,"2023-03-27 10:00:00","2023-03-28 06:00:00"',
      { firstName: 'Marie', consentAt: new Date('2023-03-28T06:00:00Z') },
    ],
    [
      'Brevo',
      'EMAIL;LASTNAME;FIRSTNAME;ADDED_TIME;EMAIL_BLACKLISTED\nmarie@example.org;Durand;Marie;28-03-2023;0',
      { firstName: 'Marie', lastName: 'Durand', consentAt: new Date('2023-03-28T00:00:00Z') },
    ],
    [
      'listmonk',
      'uuid,email,name,attributes,status,created_at\n1,marie@example.org,Marie Durand,"{""a"": 1, ""b"": 2}",enabled,2023-03-28T06:00:00Z',
      { firstName: 'Marie', lastName: 'Durand' },
    ],
    [
      'Ghost',
      'id,email,name,note,subscribed_to_emails,complimentary_plan,created_at\n1,marie@example.org,Marie,,true,,2023-03-28T06:00:00.000Z',
      { firstName: 'Marie', lastName: null },
    ],
    [
      'tabs',
      'email\tville\tlangue\nmarie@example.org\tARLES\tFrançais',
      { commune: 'arles', language: 'fr' },
    ],
    ['one column', 'Courriel\nmarie@example.org', { firstName: null, premium: null }],
    ['Excel with its hint', 'sep=;\r\nemail;prenom\r\nmarie@example.org;Marie\r\n', { firstName: 'Marie' }],
    ['empty lines above', '\n\nemail,prenom\n\nmarie@example.org,Marie\n\n', { firstName: 'Marie' }],
    [
      'our own export',
      `email,first_name,state,consent_at,consent_source\n'=marie@example.org,'=Marie,active,2023-03-28T06:00:00.000Z,kiosque`,
      { email: '=marie@example.org' as Person['email'], firstName: '=Marie', consentSource: 'kiosque' },
    ],
    ['columns that nobody knows', 'shoe size,email,colour\n42,marie@example.org,blue', {}],
  ])('%s', async (_, file, person) => {
    const { people } = await read(file);
    expect(people).toEqual([expect.objectContaining({ email: 'marie@example.org', ...person })]);
  });
});

describe('the encoding is recognised', () => {
  const text = 'email;prénom\r\nmarie@example.org;Éloïse\r\njean@example.org;Jérôme œ€’\r\n';
  const windows1252 = Buffer.from(
    text.replace('œ', '\u009C').replace('€', '\u0080').replace('’', '\u0092'),
    'latin1',
  );
  const utf16be = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  it.each<[string, Uint8Array]>([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', utf16be],
    ['utf-16be', utf16be.subarray(2)],
    ['windows-1252', windows1252],
  ])('%s', async (encoding, bytes) => {
    for (const chunk of [1, 3, 7, 1 << 16]) {
      const { result, people } = await read(bytes, chunk);
      expect(result).toMatchObject({ kind: 'imported', layout: { encoding } });
      expect(people.map(({ firstName }) => firstName)).toEqual(['Éloïse', 'Jérôme œ€’']);
    }
  });

  it('line by line where two files were pasted together, also far below the beginning', async () => {
    const filler = Array.from({ length: 6_000 }, (_, at) => `lecteur${at}@example.org;Zoé\n`).join('');
    const bytes = Buffer.concat([
      Buffer.from(`email;prénom\n${filler}`),
      Buffer.from('marie@example.org;\xC9lo\xEFse\n', 'latin1'),
      Buffer.from('jean@example.org;Jérôme\n'),
    ]);
    const { people } = await read(bytes);
    expect(people.slice(-3).map(({ firstName }) => firstName)).toEqual(['Zoé', 'Éloïse', 'Jérôme']);
  });
});

describe('line ends', () => {
  it.each(['\n', '\r\n', '\r'])('%j in chunks of any size', async (end) => {
    const file = [
      'email,note',
      'marie@example.org,"une note',
      'de deux lignes"',
      'jean@example.org,',
      'luc@example.org',
    ].join(end);
    for (let chunk = 1; chunk < 40; chunk++)
      expect((await read(file, chunk)).emails).toEqual([
        'marie@example.org',
        'jean@example.org',
        'luc@example.org',
      ]);
  });
});

describe('a file that is no list is refused with what was seen', () => {
  it.each<[string, string | Uint8Array, object]>([
    ['nothing', '', { reason: 'the file is empty', seen: [] }],
    ['only line breaks', '\n\r\n\n', { reason: 'the file is empty', seen: [] }],
    [
      'no header',
      'Marie;marie@example.org\nJean;jean@example.org',
      { reason: expect.stringContaining('its first line holds a person'), seen: ['Marie', '…@…'] },
    ],
    [
      'no e-mail column',
      'Prénom,Nom\nMarie,Durand',
      { reason: expect.stringContaining('name it «email»'), seen: ['Prénom', 'Nom'] },
    ],
    [
      'a spreadsheet',
      Buffer.from('PK\x03\x04….xlsx'),
      { reason: expect.stringContaining('spreadsheet'), seen: [] },
    ],
    [
      'a compressed file',
      gzipSync('email\nmarie@example.org'),
      { reason: expect.stringContaining('compressed'), seen: [] },
    ],
    ['zero bytes', Buffer.alloc(1000), { reason: expect.stringContaining('zero bytes'), seen: [] }],
  ])('%s', async (_, file, refusal) => {
    const { result, people } = await read(file);
    expect(result).toEqual({ kind: 'refused', ...refusal });
    expect(people).toEqual([]);
  });
});

describe('bad rows are reported with line and reason, good ones are kept', () => {
  const file = [
    'email,prenom,premium,consent date', // 1
    'marie@example.org,Marie,oui,2023-03-28', // 2
    'pas une adresse,x,,', // 3
    '"luc@example.org,Luc,,', // 4: never closed
    'paul@example.org,"Paul",,', // 5
    'eve@example.org,"dit ""Eve""",,', // 6
    'un@example.org,deux,,,trop', // 7
    'trop@example.org,Dupont, Jean,oui,2023-03-28', // 8
    'MARIE@example.org,encore,,', // 9
    'jean@example.org,Jean,peut-être,31/02/2023', // 10
    'futur@example.org,,,2099-01-01', // 11
    'court@example.org', // 12
    '', // 13
    ',,,', // 14
    'a"b@example.org,5" vis,,', // 15
    'fin@example.org,"Fin, de ligne",,', // 16
  ].join('\n');

  it('with numbers of the lines as an editor shows them', async () => {
    const { reported, emails, result } = await read(file);
    expect(reported.map(({ line, kept, reason }) => [line, kept, reason])).toEqual([
      [3, false, 'no @'],
      [4, false, 'a quote that is never closed'],
      [7, false, '5 cells under 4 columns'],
      [8, false, '5 cells under 4 columns'],
      [
        10,
        true,
        'premium «peut-être» is neither yes nor no; consent date «31/02/2023» is not one that passed',
      ],
      [11, true, 'consent date «2099-01-01» is not one that passed'],
      [15, false, 'a space, a misplaced dot or a special character before the @'],
    ]);
    expect(emails).toEqual(
      ['marie', 'paul', 'eve', 'jean', 'futur', 'court', 'fin'].map((name) => `${name}@example.org`),
    );
    expect(result).toMatchObject({ counts: { rows: 13, added: 7, duplicates: 1, refused: 5, noted: 2 } });
  });

  it('the same in chunks of any size', async () => {
    const whole = await read(file);
    for (const chunk of [1, 2, 5, 17, 64]) expect(await read(file, chunk)).toEqual(whole);
  });

  it('a quote open until the end of a long file loses one row', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => `lecteur${at}@example.org,Zoé`);
    rows[10] = '"lecteur10@example.org,Zoé';
    const { reported, emails } = await read(['email,prenom', ...rows].join('\n'));
    expect(emails).toHaveLength(4_999);
    expect(reported.map(({ line }) => line)).toEqual([12]);
  });

  it('an open quote does not eat a neighbour whose cells are all in quotes', async () => {
    const { reported, emails } = await read(
      '"email","nom"\n"marie@example.org","Marie"\n"ouverte@example.org,Zoé\n"jean@example.org","Jean"\n',
    );
    expect(emails).toEqual(['marie@example.org', 'jean@example.org']);
    expect(reported.map(({ line }) => line)).toEqual([3]);
  });

  it.each(['jean@example.org', '"jean@example.org"'])(
    'a cell of several lines before the address %s is no open quote',
    async (address) => {
      const { reported, emails } = await read(`note,email\n"deux\nlignes",${address}\n,marie@example.org\n`);
      expect(emails).toEqual(['jean@example.org', 'marie@example.org']);
      expect(reported).toEqual([]);
    },
  );

  it('a line of ten megabytes is refused in pieces', async () => {
    const { emails, reported } = await read(
      `email,note\nmarie@example.org,\n${'x'.repeat(10_000_000)}\njean@example.org,\n`,
    );
    expect(emails).toEqual(['marie@example.org', 'jean@example.org']);
    expect(reported.every(({ kept, raw }) => !kept && raw.length < 2_000_000)).toBe(true);
  });

  it('a zero byte in a name does not stop the rest', async () => {
    const { people } = await read(
      `email,prenom\n${'lecteur@example.org,\n'.repeat(4_000)}marie@example.org,Ma\0rie\njean@example.org,Jean`,
    );
    expect(people.map(({ firstName }) => firstName)).toEqual([null, 'Ma rie', 'Jean']);
  });
});

describe('what the file says of somebody who is not to be written to is kept', () => {
  it.each([
    ['status', 'unsubscribed', 'left'],
    ['Statut', 'Désabonné', 'left'],
    ['statut', 'désinscrite', 'left'],
    ['status', 'blocklisted', 'left'],
    ['EMAIL_BLACKLISTED', '1', 'left'],
    ['UNSUB_TIME', '2023-03-28 06:00:00', 'left'],
    ['subscribed_to_emails', 'false', 'left'],
    ['state', 'bounced', 'unreachable'],
    ['status', 'cleaned', 'unreachable'],
    ['CLEAN_TIME', '2023-03-28 06:00:00', 'unreachable'],
    ['status', 'complained', 'unreachable'],
    ['status', 'pending', 'unconfirmed'],
    ['status', 'unconfirmed', 'unconfirmed'],
    ...['Résilié', 'STOP', 'Désinscrit(e)', 'désabonné·e', 'désactivé', 'non', 'Non abonné', 'no', '0'].map(
      (word) => ['statut', word, 'left'],
    ),
    ...[
      'refused',
      'suspended',
      'Opted out',
      'opt-out',
      'Never subscribed',
      'Liste noire',
      'transactional',
    ].map((word) => ['status', word, 'left']),
    ...['Refusé', 'Suspendue', 'Bloqué', 'exclu', 'ne veut plus', 'unsubscribed by admin'].map((word) => [
      'etat',
      word,
      'left',
    ]),
    ...['invalid', 'Adresse invalide', 'NPAI', 'Soft bounced', 'Marked as spam', 'junk'].map((word) => [
      'status',
      word,
      'unreachable',
    ]),
    ...['waiting for confirmation', 'never confirmed', 'not yet confirmed', 'En attente de validation'].map(
      (word) => ['status', word, 'unconfirmed'],
    ),
    ...['à confirmer', 'non confirmé(e)', 'jamais confirmée', 'Pas encore confirmé', 'unverified'].map(
      (word) => ['statut', word, 'unconfirmed'],
    ),
    ['newsletter', 'Résiliée', 'left'],
    ['subscribed', 'never confirmed', 'unconfirmed'],
  ])('%s: %s is counted as %s', async (header, value, word) => {
    expect(await counts(`email,${header}\nmarie@example.org,${value}`)).toMatchObject({
      rows: 1,
      added: 0,
      [word]: 1,
    });
  });
  it.each([
    ['status', 'subscribed'],
    ['status', 'enabled'],
    ['statut', 'abonnée'],
    ['state', ''],
    ...['Abonné(e)', 'inscrit·e', 'Actif', 'oui', '1', 'confirmé'].map((word) => ['statut', word]),
    ...['Active', 'confirmed', 'opted-in', 'free', 'comped', 'TRUE'].map((word) => ['status', word]),
    ['subscribed', '2023-03-28 06:00:00'],
    ['EMAIL_BLACKLISTED', '0'],
    ['UNSUB_TIME', ''],
    ['subscribed_to_emails', 'true'],
  ])('but %s: %s receives', async (header, value) => {
    expect(await counts(`email,${header}\nmarie@example.org,${value}`)).toMatchObject({ left: 0, added: 1 });
  });

  it.each([
    ['status', '2'],
    ['statut', 'en sursis'],
    ['state', '已退订'],
    ['state', '-'],
    ['newsletter', 'L’Hebdo'],
    ['status', 'subscribed until she calls'],
    ['status', 'not unsubscribed'],
  ])(
    '%s: %s, which nobody can read, is no consent: the row is refused with its word',
    async (header, word) => {
      const { result, people, reported } = await read(
        `email,${header}\nmarie@example.org,${word}\njean@example.org,`,
      );
      expect(people.map(({ email }) => email)).toEqual(['jean@example.org']);
      expect(result).toMatchObject({ counts: { added: 1, refused: 1 } });
      expect(reported).toEqual([
        {
          ...{ line: 2, kept: false, raw: `marie@example.org,${word}` },
          reason: `«${word}» does not say whether they receive: write «active» or «unsubscribed» there, or name its column otherwise where it is about something else`,
        },
      ]);
    },
  );

  it('a later row that says so outweighs an earlier one, wherever the two stand', async () => {
    const near =
      'email,status\nmarie@example.org,active\nmarie@example.org,unsubscribed\nmarie@example.org,active';
    expect(await counts(near)).toMatchObject({ rows: 3, added: 0, left: 1, duplicates: 2 });
    const between = Array.from({ length: 9_000 }, (_, at) => `lecteur${at}@example.org,active`);
    const far = ['email,status', 'marie@example.org,active', ...between, 'marie@example.org,cleaned'].join(
      '\n',
    );
    const { people } = await read(far, 4096);
    expect(
      people.filter(({ email }) => email === 'marie@example.org').map(({ standing }) => standing),
    ).toEqual(['subscribed', 'bounced']);
  });
});

describe('names', () => {
  it.each([
    ['  Marie   Anne ', 'Marie Anne'],
    ['"Marie\nBcc: tous@example.org"', 'Marie Bcc: tous@example.org'],
    ['Éloïse d’Arc', 'Éloïse d’Arc'],
    ['<b>Marie</b>', '<b>Marie</b>'],
    ['{{ 7*7 }} [[ x ]]', '{{ 7*7 }} [[ x ]]'],
    ['💌', '💌'],
    ['x'.repeat(300), 'x'.repeat(100)],
    ['\u200B', null],
  ])('%j is %j', async (cell, firstName) => {
    const { people } = await read(`email,prenom\nmarie@example.org,${cell}\n`);
    expect(people[0]?.firstName).toBe(firstName);
  });
});

it('reads back whatever the export wrote, value for value', async () => {
  const value = fc.oneof(
    fc
      .array(fc.constantFrom('a', 'é', '"', ',', ';', "'", '=', '+', '@', '-', 'x y', '💌'))
      .map((parts) => parts.join('')),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 8 }), async (names) => {
      const file =
        csvLine(['email', 'first_name']) +
        names.map((name, at) => csvLine([`lecteur${at}@example.org`, name])).join('');
      const { people } = await read(file, 11);
      const folded = names.map((name) => name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim() || null);
      expect(people.map(({ firstName }) => firstName)).toEqual(folded);
    }),
  );
});

it('never throws, whatever the bytes', async () => {
  const bytes = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...['"', ',', '\n', '\r', ';', 'a@b.fr', 'é', '\0', '\t'].map((text) => Buffer.from(text)),
        ),
        fc.uint8Array({ maxLength: 4 }),
      ),
    )
    .map((parts) => Buffer.concat(parts));
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 20 }), async (tail, chunk) => {
      const { result } = await read(Buffer.concat([Buffer.from('email,prenom\n'), tail]), chunk);
      if (result.kind === 'imported')
        expect(result.counts.rows).toBe(
          result.counts.added + result.counts.duplicates + result.counts.refused,
        );
    }),
  );
});
