/** Lays out the plain-text part: a letter in its own right, seventy-two characters wide. */

/**
 * Breaks each paragraph line at ordinary spaces so that no line passes `width`, except for a word that is longer by
 * itself (an address stays whole, or it could not be followed). Spaces that do not break are kept.
 */
export function wrapText(text: string, width: number, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width, indent))
    .join('\n');
}

function wrapLine(line: string, width: number, indent: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of wordsOf(line)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && length(indent + longer) > width) {
      lines.push(indent + current);
      current = word;
    } else current = longer;
  }
  if (current !== '') lines.push(indent + current);
  return lines.join('\n');
}

/** A slot is one word however many spaces it has, together with what touches it: «([[ reader.email ]]).» */
function wordsOf(line: string): string[] {
  return line.match(/(?:\[\[.*?\]\]|[^ ])+/g) ?? [];
}

/** Characters as a person counts them, so that an accent made of two code points is one. */
function length(text: string): number {
  return [...text.normalize('NFC')].length;
}
