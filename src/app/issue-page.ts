/** Keeps the web versions that were asked for last: an edition never changes, so its page is made once. */
import { createHash } from 'node:crypto';
import { type WebFrame, webPage } from '../letter/web-page.ts';

/** Of some 25 kB each. */
const mostKept = 64;

/** Makes a page of what a letter says to everybody, or finds it. */
export function keptPages(): (html: string, frame: WebFrame | null) => string {
  const kept = new Map<string, string>();
  return (html, frame) => {
    const key = createHash('sha256').update(html).update(JSON.stringify(frame)).digest('base64');
    const page = kept.get(key) ?? webPage(html, frame);
    // The one asked for now is the last to go.
    kept.delete(key);
    kept.set(key, page);
    for (const first of [...kept.keys()].slice(0, kept.size - mostKept)) kept.delete(first);
    return page;
  };
}
