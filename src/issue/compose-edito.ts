/** The édito: an editor's Markdown becomes a few safe elements and plain text; anything else stays text. */
import { Lexer, type Token, type Tokens } from 'marked';
import { safeAddress } from './compose-address.ts';
import { escapeForHtml } from './liquid.ts';
import { wrapText } from './plain-text.ts';
import { type Language, typeset } from './typography.ts';

export type EditoParts = {
  /** p, ul, ol, li, blockquote, strong, em, br and a with http(s) or mailto; everything else is escaped text. */
  readonly html: string;
  /** Wrapped at 72, paragraphs apart. */
  readonly text: string;
};

/** Slots that the editor wrote (`[[ reader.first_name | "…" ]]`) pass through both unharmed. */
export function renderEdito(markdown: string, language: Language): EditoParts {
  const { source, restore } = setSlotsAside(markdown);
  const tokens = new Lexer({ gfm: true }).lex(source);
  const words = (text: string) => typeset(text, language);
  const html = tokens.map((token) => blockHtml(token, words)).join('');
  const text = tokens
    .map((token) => blockText(token, words))
    .filter(Boolean)
    .join('\n\n');
  return { html: restore(html), text: wrapText(restore(text), 72) };
}

type Words = (text: string) => string;

/** Markdown would read the brackets and quotes of a slot; private characters stand in for it meanwhile. */
function setSlotsAside(markdown: string): { source: string; restore: (rendered: string) => string } {
  const slots: string[] = [];
  const source = markdown.replace(/[\ue002\ue003]/g, '').replace(/\[\[.*?\]\]/gs, (slot) => {
    slots.push(slot);
    return `\ue002${slots.length - 1}\ue003`;
  });
  const restore = (rendered: string) =>
    rendered.replace(/\ue002(\d+)\ue003/g, (_, at: string) => slots[Number(at)] ?? '');
  return { source, restore };
}

function blockHtml(token: Token, words: Words): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'heading':
      return `<p class="ed"><strong>${inlineHtml(token.tokens, words)}</strong></p>`;
    case 'paragraph':
      return `<p class="ed">${inlineHtml(token.tokens, words)}</p>`;
    case 'blockquote':
      return `<blockquote class="ed">${(token.tokens ?? []).map((inner) => blockHtml(inner, words)).join('')}</blockquote>`;
    case 'list': {
      const list = token as Tokens.List;
      const items = list.items.map((item) => `<li>${itemHtml(item, words)}</li>`).join('');
      return list.ordered ? `<ol class="ed">${items}</ol>` : `<ul class="ed">${items}</ul>`;
    }
    default:
      return `<p class="ed">${escapeForHtml(words(token.raw.trim()))}</p>`;
  }
}

function itemHtml(item: Tokens.ListItem, words: Words): string {
  return item.tokens
    .map((token) => (token.type === 'text' ? inlineHtml(inner(token), words) : blockHtml(token, words)))
    .join('');
}

function inlineHtml(tokens: readonly Token[] | undefined, words: Words): string {
  return (tokens ?? [])
    .map((token) => {
      switch (token.type) {
        case 'strong':
        case 'em':
          return `<${token.type}>${inlineHtml(token.tokens, words)}</${token.type}>`;
        case 'br':
          return '<br>';
        case 'link':
          return linkHtml(token as Tokens.Link, words);
        case 'text':
          return escapeForHtml(words(token.text));
        default:
          return escapeForHtml(words(plainOf(token)));
      }
    })
    .join('');
}

function linkHtml(link: Tokens.Link, words: Words): string {
  const address = editorsAddress(link.href);
  const label = inlineHtml(link.tokens, words);
  return address === null ? label : `<a href="${escapeForHtml(address)}">${label}</a>`;
}

/** An editor may point a link at a slot, such as `[[ preferences_url ]]`. */
function editorsAddress(address: string): string | null {
  return /^\ue002\d+\ue003$/.test(address) ? address : safeAddress(address, ['http:', 'https:', 'mailto:']);
}

function blockText(token: Token, words: Words): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'blockquote':
      return (token.tokens ?? [])
        .map((inner) => blockText(inner, words))
        .filter(Boolean)
        .join('\n');
    case 'list':
      return (token as Tokens.List).items
        .map((item) => `– ${item.tokens.map((one) => inlineText(inner(one), words)).join(' ')}`)
        .join('\n');
    case 'heading':
    case 'paragraph':
      return inlineText(token.tokens, words);
    default:
      return words(token.raw.trim());
  }
}

function inlineText(tokens: readonly Token[] | undefined, words: Words): string {
  return (tokens ?? [])
    .map((token) => {
      if (token.type === 'br') return '\n';
      if (token.type === 'link') return linkText(token as Tokens.Link, words);
      if (token.type === 'strong' || token.type === 'em') return inlineText(token.tokens, words);
      return words(token.type === 'text' ? token.text : plainOf(token)).replace(/\n/g, ' ');
    })
    .join('');
}

function linkText(link: Tokens.Link, words: Words): string {
  const address = editorsAddress(link.href);
  const label = inlineText(link.tokens, words);
  return address === null || label === link.href ? label : `${label} (${address.replace(/^mailto:/, '')})`;
}

/** What has no place in the subset (HTML, images, code) is shown as it was written. */
function plainOf(token: Token): string {
  return 'text' in token && token.type === 'escape' ? String(token.text) : token.raw;
}

function inner(token: Token): readonly Token[] {
  return 'tokens' in token && token.tokens !== undefined ? token.tokens : [token];
}
