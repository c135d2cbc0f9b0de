/** Words without accents and capitals: «Écoles», «ECOLES» and «ecoles» are looked for and found alike. */

/** Each character by itself, so that a place in the result can be led back to its character. */
export function plainCharacter(character: string): string {
  return spelled[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function plainWords(text: string): string {
  if (!/[^ -~\n]|[A-Z]/.test(text)) return text;
  return Array.from(text, plainCharacter).join('');
}

const spelled: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'oe',
  æ: 'ae',
  Æ: 'ae',
  '’': "'",
  ʼ: "'",
  '\u00A0': ' ',
  '\u202F': ' ',
};
