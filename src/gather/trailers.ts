/** Takes off what feeds hang on a text: where it appeared first, how to read on, and lines that every item repeats. */
/** Removes «L'article … est apparu en premier sur …» and its like, in a paragraph of its own or at a text's end. */
export function withoutTrailer(paragraph: string, title: string): string {
  const found = appeared.exec(paragraph);
  if (!found) return paragraph;
  const before = paragraph.slice(0, found.index);
  const starts = [...before.matchAll(opening)];
  const start = starts.at(-1)?.index ?? titleStart(before, title);
  return paragraph.slice(0, start).trim();
}

const appeared =
  /(?:est|a été) (?:apparue?|publiée?) (?:en premier|d['’]abord) (?:sur|dans)|(?:first appeared|appeared first|was first published|was originally published) (?:on|in)|erschien zuerst (?:auf|bei)|apareceu primeiro em|apareció primero en/i;
const opening =
  /(?:L['’]article|Cet article|Ce billet|Le post|The post|This article|Der Beitrag|O post|La entrada)\s/g;

/** Without an opening («Title first appeared on Site.») the trailer begins with the title, or with its sentence. */
function titleStart(before: string, title: string): number {
  const at = title === '' ? -1 : before.lastIndexOf(title);
  if (at !== -1) return at;
  return (/^[\s\S]*[.!?…]\s/.exec(before)?.[0] ?? '').length;
}

/** Removes calls to read on and the mark of a cut, at the end of a text. */
export function withoutReadOn(text: string): { readonly text: string; readonly cut: boolean } {
  let rest = text.trim();
  let cut = false;
  for (let found = readOn.exec(rest); found; found = readOn.exec(rest)) {
    rest = rest.slice(0, found.index).trim();
    cut = true;
  }
  return { text: rest, cut };
}

const readOn =
  /(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|\(\s*(?:more|suite)?\s*(?:…|\.{3})\s*\)|(?:[→»>]+|\.{3}|…)?\s*(?:\(?(?:lire la suite|continuer la lecture|poursuivre la lecture|lire l['’]article(?: complet)?|en savoir plus|voir plus|la suite sur|continue reading|read more|read the rest|read on|weiterlesen|leia mais)\b[^.!?]{0,120}\)?)\s*(?:[→»>]+|\.{3}|…)?\s*[.!]?|\.{3}|…)$/i;

/** Paragraphs that stand in four fifths of a feed's items: greetings, notices, calls to subscribe. */
export function recurringParagraphs(items: readonly (readonly string[])[]): ReadonlySet<string> {
  if (items.length < 5) return new Set();
  const counts = new Map<string, number>();
  for (const paragraphs of items)
    for (const one of new Set(paragraphs)) counts.set(one, (counts.get(one) ?? 0) + 1);
  const many = items.length * 0.8;
  return new Set([...counts].filter(([, count]) => count >= many).map(([paragraph]) => paragraph));
}
