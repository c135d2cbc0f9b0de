/** The language of a page that knows no reader: ?lang, else what the visitor's browser asks for, else French. */
import type { Context } from 'hono';
import type { Language } from './page.tsx';

export function visitorLanguage(context: Context): Language {
  const asked = context.req.query('lang');
  if (asked === 'fr' || asked === 'en') return asked;
  return preferredOf(context.req.header('accept-language') ?? '');
}

/** Accept-Language (RFC 9110, 12.5.4): the weightiest of our two; of equals, the first. */
function preferredOf(header: string): Language {
  const wishes = header
    .slice(0, 500)
    .split(',')
    .flatMap((wish) => {
      const [, tag, weight = '1'] = /^\s*(fr|en)(?:-[\w-]+)?\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(wish) ?? [];
      return tag === undefined ? [] : [{ tag: tag.toLowerCase() as Language, weight: Number(weight) }];
    });
  return wishes.toSorted((one, other) => other.weight - one.weight)[0]?.tag ?? 'fr';
}
