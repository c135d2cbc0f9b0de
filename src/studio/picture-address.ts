/** Where the studio shows a picture from: its source, or our own files for one that an editor brought. */
import { uploadedHash } from '../issue/uploaded-picture.ts';

export function shownAddress(url: string): string {
  const hash = uploadedHash(url);
  return hash === null ? url : `/i/${hash}.jpg`;
}
