/** What Gmail shows of a letter that is too heavy: its beginning, and a line to ask for the rest. Pure. */

import { render } from 'dom-serializer';
import { parseDocument } from 'htmlparser2';
import { append, bodyOf } from './restyle.ts';

/** https://github.com/hteumeuleu/email-bugs/issues/41 */
const clipBytes = 102 * 1024;

/** Gmail's own line, in the two languages of the house. */
const line =
  '<hr><p dir="auto" style="font:13px Arial,sans-serif;color:#202124;background:#fff;padding:8px 16px">[Message tronqué] <u style="color:#15c">Afficher l’intégralité du message</u> · [Message clipped] <u style="color:#15c">View entire message</u></p>';

/** A lighter letter is shown whole, byte for byte. */
export function asClipped(html: string): string {
  const bytes = Buffer.from(html);
  if (bytes.length <= clipBytes) return html;
  const document = parseDocument(whole(bytes.subarray(0, clipBytes).toString()));
  append(bodyOf(document), line);
  return render(document, { encodeEntities: 'utf8' });
}

/** Neither a character, nor a tag, nor a comment that was cut in two. */
function whole(text: string): string {
  const characters = text.replace(/\uFFFD+$/, '');
  const comment = characters.lastIndexOf('<!--');
  const outside = comment > characters.lastIndexOf('-->') ? characters.slice(0, comment) : characters;
  return outside.replace(/<[a-z/!][^>]*$/i, '');
}
