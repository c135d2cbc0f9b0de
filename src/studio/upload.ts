/** A file that came with a form, and why one was not taken, in words. */
import type { Say } from '../config/say.ts';
import { heaviestUpload, type UploadRefusal } from '../issue/uploaded-picture.ts';
import type { StudioContext } from './env.ts';

export type BroughtFile = { readonly bytes: Uint8Array; readonly name: string };
export type KeptUpload =
  | { readonly kind: 'kept'; readonly hash: string; readonly width: number; readonly height: number }
  | { readonly kind: 'refused'; readonly reason: UploadRefusal };

/** What a file chooser may offer; the bytes are looked at all the same. */
export const acceptedPictures = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic';

/** Null when the form brought no file, as when nothing was chosen. The door has read the form already. */
export async function broughtFile(context: StudioContext, field: string): Promise<BroughtFile | null> {
  if (!(context.req.header('content-type') ?? '').startsWith('multipart/form-data')) return null;
  const file = (await context.req.formData()).get(field);
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) return null;
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name };
}

/** «12 Mo». */
export function heaviestInWords(say: Say): string {
  const megabytes = Math.floor(heaviestUpload / 1_000_000);
  return say(`${megabytes} Mo`, `${megabytes} MB`);
}

export function uploadRefusalInWords(reason: UploadRefusal, say: Say): string {
  const kept = say(' Rien n’a été gardé.', ' Nothing was kept.');
  return `${sentence(reason, say)}${kept}`;
}

function sentence(reason: UploadRefusal, say: Say): string {
  switch (reason.kind) {
    case 'nothing':
      return say('Il n’y a pas de fichier, ou il est vide.', 'There is no file, or it is empty.');
    case 'no_alt':
      return say(
        'Dites en quelques mots ce que l’image montre : ce texte est lu à voix haute, et affiché quand les images sont coupées.',
        'Say in a few words what the picture shows: this text is read aloud, and shown while pictures are off.',
      );
    case 'too_heavy':
      return say(
        `Le fichier dépasse ${heaviestInWords(say)} : enregistrez-le plus petit.`,
        `The file is larger than ${heaviestInWords(say)}: save it smaller.`,
      );
    case 'svg':
      return say(
        'C’est un SVG : un document qui peut contenir du code, et que les messageries n’affichent pas. Enregistrez-le en PNG.',
        'It is an SVG: a document that can hold scripts, and that mail programs do not show. Save it as PNG.',
      );
    case 'not_a_picture':
      return say(
        'Ce fichier n’est pas une image, quel que soit son nom. JPEG, PNG et WebP conviennent.',
        'This file is not a picture, whatever its name. JPEG, PNG and WebP will do.',
      );
    case 'renamed':
      return say(
        `Le nom dit ${reason.named}, le contenu est ${reason.is} : donnez au fichier sa vraie extension.`,
        `The name says ${reason.named}, the content is ${reason.is}: give the file its true extension.`,
      );
    case 'animated':
      return say(
        'C’est une image animée : une lettre n’en porte pas. Choisissez une image fixe.',
        'It is an animated picture, which a letter does not carry. Choose a still one.',
      );
    case 'too_small':
      return say(
        `Elle est trop petite (${reason.width} × ${reason.height}) : il faut au moins ${reason.least} pixels de côté.`,
        `It is too small (${reason.width} × ${reason.height}): each side needs ${reason.least} pixels at least.`,
      );
    case 'too_large':
      return say(
        `Elle est trop grande (${reason.width} × ${reason.height}) : ${reason.megapixels} mégapixels au plus.`,
        `It is too large (${reason.width} × ${reason.height}): ${reason.megapixels} megapixels at most.`,
      );
    case 'broken':
      return say(
        'L’image est abîmée ou incomplète : elle ne se lit pas jusqu’au bout. Enregistrez-la de nouveau.',
        'The picture is damaged or cut off: it cannot be read to its end. Save it again.',
      );
    default:
      return reason satisfies never;
  }
}
