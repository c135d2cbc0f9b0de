/** Why a picture cannot be used, with its facts; told in findings and by `hebdo preview`. */
import type { Say } from '../config/say.ts';
import type { NotFetched } from '../gather/fetched.ts';
import { troubleInWords } from '../gather/trouble-words.ts';

export type PictureTrouble =
  | NotFetched
  | { readonly kind: 'answered'; readonly url: string; readonly status: number }
  | { readonly kind: 'no_address'; readonly text: string }
  | { readonly kind: 'no_upload'; readonly hash: string }
  | { readonly kind: 'unusable'; readonly url: string; readonly why: UnusablePicture };

/** What is wrong with the bytes themselves. */
export type UnusablePicture =
  | { readonly kind: 'other_format'; readonly format: string }
  /** Pixels. */
  | { readonly kind: 'too_small'; readonly width: number; readonly height: number }
  /** `said`: in the words of the library that tried. */
  | { readonly kind: 'unreadable'; readonly said: string };

export function pictureTroubleInWords(trouble: PictureTrouble, say: Say): string {
  switch (trouble.kind) {
    case 'answered':
      return say(`${trouble.url} répond ${trouble.status}`, `${trouble.url} answers ${trouble.status}`);
    case 'no_address':
      return say(`«\u00a0${trouble.text}\u00a0» n’est pas une adresse`, `"${trouble.text}" is no address`);
    case 'no_upload': {
      const name = trouble.hash.slice(0, 12);
      return say(`l’image envoyée ${name} n’est plus là`, `the uploaded picture ${name} is not there`);
    }
    case 'unusable':
      return `${trouble.url}${say(' : ', ': ')}${unusableInWords(trouble.why, say)}`;
    default:
      return troubleInWords(trouble, say);
  }
}

function unusableInWords(why: UnusablePicture, say: Say): string {
  switch (why.kind) {
    case 'other_format':
      return say(
        `elle est en ${why.format}, que les messageries ne montrent pas`,
        `it is ${why.format}, which mail does not show`,
      );
    case 'too_small': {
      const size = `${why.width} × ${why.height}`;
      return say(`elle est trop petite (${size})`, `it is too small (${size})`);
    }
    case 'unreadable':
      return say('ce n’est pas une image lisible', `it is not a picture that can be read (${why.said})`);
    default:
      return why satisfies never;
  }
}
