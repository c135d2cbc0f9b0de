/** Sample readers as a newsroom's spreadsheet would export them: semicolons, French headings, some rows that are wrong. */

const firstNames =
  'Adèle Agathe Aïcha Alban Anaïs Aurore Basile Camille Céleste Chloé Clément Diego Élise Émile Farid Fanny Gaël Hélène Inès Ismaël Jeanne Jules Karim Léa Léo Lila Lou Lucie Malik Manon Marius Mathilde Mila Naïm Nina Noé Olive Paul Rania Rémi Rose Sacha Salomé Samir Simon Sofia Théo Victor Yanis Zoé'.split(
    ' ',
  );

const communes = [
  'Marseille',
  'Marseille',
  'Marseille',
  'Aix-en-Provence',
  'Aix-en-Provence',
  'Aubagne',
  'Martigues',
  'La Ciotat',
  'Salon-de-Provence',
  'Vitrolles',
  'Istres',
  'Cassis',
  'Arles',
  '',
];

/** Wrong on purpose, each its own way: import reports them and keeps the others. */
const wrongRows = [
  'sans-adresse;Camille;Marseille;non',
  ';Théo;Cassis;oui',
  'deux@@example.org;Nina;Arles;non',
  'espace dans@example.org;Paul;Istres;non',
];

/** CSV text with a byte order mark, as spreadsheets write it; addresses are all of example.org (RFC 2606). */
export function sampleReaders(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => readerRow(at));
  const double = readerRow(0).toUpperCase();
  const all = [...rows.slice(0, 40), ...wrongRows, ...rows.slice(40), double];
  return `\ufeff${['Adresse e-mail;Prénom;Commune;Abonné', ...all].join('\r\n')}\r\n`;
}

function readerRow(at: number): string {
  const firstName = at % 9 === 4 ? '' : (firstNames[at % firstNames.length] ?? '');
  const local = (firstName || 'lecteur').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const commune = communes[(at * 5) % communes.length];
  return `${local}.${at + 1}@example.org;${firstName};${commune};${at % 6 === 0 ? 'oui' : 'non'}`;
}
