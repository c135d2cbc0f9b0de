/** What a letter says as words to look for: its web version without marks, the headlines apart. */
import { Parser } from 'htmlparser2';

export type LetterWords = {
  readonly headlines: string;
  /** Everything, headlines included; points between paragraphs. */
  readonly text: string;
};

const between = ' · ';
const silent = new Set(['style', 'script', 'title', 'head']);
const blocks = new Set('address blockquote br div h1 h2 h3 h4 hr li ol p table td tr ul'.split(' '));
const headlines = new Set(['h1', 'h2', 'h3']);
/** They have no end tag. */
const voids = new Set(['br', 'hr', 'img', 'meta', 'link', 'input']);

/** The preheader and the foot are the same in every issue and are left out: templates mark the foot by its class. */
export function letterWords(html: string): LetterWords {
  const reading = { lines: [] as string[], headlines: [] as string[], line: '', headline: 0 };
  const silence: string[] = [];
  const endLine = () => {
    const line = folded(reading.line);
    reading.line = '';
    if (line === '') return;
    reading.lines.push(line);
    if (reading.headline > 0) reading.headlines.push(line);
  };
  const parser = new Parser({
    onopentag: (name, { class: classes = '', style = '' }) => {
      if (voids.has(name)) return name === 'br' ? endLine() : undefined;
      if (silence.length > 0 || isAside(name, classes, style)) return void silence.push(name);
      if (blocks.has(name)) endLine();
      if (headlines.has(name)) reading.headline++;
    },
    ontext: (text) => {
      if (silence.length === 0) reading.line += text;
    },
    onclosetag: (name) => {
      if (voids.has(name)) return;
      if (silence.length > 0) return void silence.pop();
      if (blocks.has(name)) endLine();
      if (headlines.has(name)) reading.headline--;
    },
  });
  parser.end(html);
  endLine();
  return { headlines: reading.headlines.join(between), text: reading.lines.join(between) };
}

function isAside(name: string, classes: string, style: string): boolean {
  return silent.has(name) || /(^|\s)foot(\s|$)/.test(classes) || /display:\s*none/.test(style);
}

/** Also what Outlook's conditional comments and the preheader's filling leave behind. */
function folded(text: string): string {
  return text.replace(/(?:[\s\p{Cc}]|\u034f)+/gu, ' ').trim();
}
