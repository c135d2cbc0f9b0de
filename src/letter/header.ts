/** Header fields: any value in, folded lines out that no value can break (RFC 5322, 2.2.3; RFC 2047). */
import { wireAddress } from './address.ts';
import { singleLine } from './single-line.ts';

/** One field, its line end included. */
export type HeaderField = { readonly name: string; readonly line: string };

/** RFC 2047, 2: the limit for lines with encoded words; RFC 5322, 2.1.1 asks for 78. */
const lineLength = 76;
/** RFC 2047, 2: an encoded word is at most 75 characters, of which «=?utf-8?Q?» and «?=» are 12. */
const encodedWordText = 75 - 12;
/** A display name is for the eye: a longer one is not a name. */
const longestName = 120;

const isOneToken = /^[!-~]+$/;
const isSafeUrl = /^[!#-+\--;=?-~]*$/;

/** Free text, such as a subject. */
export function textField(name: string, value: string): HeaderField {
  const text = singleLine(value);
  return field(name, needsEncoding(text) ? encodedWords(text, name.length + 2) : text.split(/ +/));
}

/** An address with its display name, such as From and To; throws where the address cannot be written at all. */
export function addressField(name: string, displayName: string, address: string): HeaderField {
  const wire = wireAddress(address);
  if (wire.kind === 'unusable') throw new Error(`The ${name} header cannot be written: ${wire.reason}.`);
  const words = phrase(displayName, name.length + 2);
  return field(name, words.length === 0 ? [wire.address] : [...words, `<${wire.address}>`]);
}

/** A list's identifier with its phrase (RFC 2919, 2). */
export function listIdField(phraseText: string, id: string): HeaderField {
  const safeId = singleLine(id).replaceAll(/[^A-Za-z0-9.-]/g, '-');
  return field('List-Id', [...phrase(phraseText, 9), `<${safeId}>`]);
}

/** An address of the web in angle brackets (RFC 2369, 2), percent-encoded where it must be. */
export function urlField(name: string, url: string): HeaderField {
  const line = singleLine(url);
  const safe = isSafeUrl.test(line)
    ? line
    : line.replaceAll(/[^!#-;=?-~]|,/gu, (character) => percentEncoded(character));
  return field(name, [`<${safe}>`]);
}

/** A value that is already tokens; each is kept whole. */
export function tokenField(name: string, value: string): HeaderField {
  if (isOneToken.test(value)) return field(name, [value]);
  return field(
    name,
    singleLine(value)
      .replaceAll(/[^\x20-\x7e]/gu, '')
      .split(/ +/),
  );
}

/** Joins words by spaces and folds before one that would make a line too long. */
function field(name: string, words: readonly string[]): HeaderField {
  let line = `${name}:`;
  let column = line.length;
  for (const word of words) {
    const folds = column + 1 + word.length > lineLength && column > name.length + 1;
    line += folds ? `\r\n ${word}` : ` ${word}`;
    column = folds ? word.length + 1 : column + word.length + 1;
  }
  return { name, line: `${line}\r\n` };
}

/** A word that looks encoded must be encoded itself, and one too long for a line can only be folded when encoded. */
function needsEncoding(text: string): boolean {
  return (
    /[^\x20-\x7e]|=\?| {2,}/.test(text) ||
    (text.length > 400 && text.split(' ').some((word) => word.length > 400))
  );
}

function phrase(displayName: string, column: number): string[] {
  const line = singleLine(displayName);
  const text = line.length <= longestName ? line : Array.from(line).slice(0, longestName).join('').trim();
  if (text === '') return [];
  if (/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/.test(text) && !needsEncoding(text)) return text.split(' ');
  const quotable = /^[\x20-\x7e]+$/.test(text) && text.length < 60 && !text.includes('=?');
  return quotable ? [`"${text.replaceAll(/["\\]/g, '\\$&')}"`] : encodedWords(text, column);
}

/**
 * Q encoding with the few characters that are safe in a phrase (RFC 2047, 5 (3)), so that one function serves all.
 * Words end between code points, as section 5 demands; between words the space is dropped by readers.
 */
function encodedWords(text: string, column: number): string[] {
  const words: string[] = [];
  let word = '';
  let room = Math.min(encodedWordText, lineLength - column - 12);
  for (const character of text) {
    const encoded = qEncoded(character);
    if (word.length + encoded.length > room) {
      words.push(word);
      word = '';
      room = encodedWordText;
    }
    word += encoded;
  }
  return [...words, word].map((one) => `=?utf-8?Q?${one}?=`);
}

function qEncoded(character: string): string {
  const known = qOfAscii[character];
  return known ?? percentEncoded(character).replaceAll('%', '=');
}

/** Asked for each character of a subject or a name, of which most are these. */
const qOfAscii: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 128 }, (_, code) => {
    const character = String.fromCharCode(code);
    const safe = /[A-Za-z0-9!*+/-]/.test(character);
    return [character, safe ? character : character === ' ' ? '_' : hexOf(code, '=')];
  }),
);

/** One code point, which is well formed by now. encodeURIComponent leaves some ASCII as it is. */
function percentEncoded(character: string): string {
  const code = character.charCodeAt(0);
  return code < 128 ? hexOf(code, '%') : encodeURIComponent(character);
}

function hexOf(byte: number, mark: '%' | '='): string {
  return `${mark}${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
