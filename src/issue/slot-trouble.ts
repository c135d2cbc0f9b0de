/** What is wrong with a slot, as a fact; and in words, for whoever wrote it. */
import type { Say } from '../config/say.ts';

export type SlotTrouble =
  | { readonly kind: 'unknown'; readonly name: string; readonly known: readonly string[] }
  /** `[[` without `]]`. */
  | { readonly kind: 'not_closed' }
  /** A condition or rubrique that goes on to the end of the letter. */
  | { readonly kind: 'not_ended'; readonly block: 'if' | 'block' }
  | { readonly kind: 'end_alone' }
  | { readonly kind: 'else_alone' }
  | { readonly kind: 'second_else' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'rubrique' }
  | { readonly kind: 'fallback' }
  | { readonly kind: 'no_link'; readonly link: number; readonly links: number };

export type FilePlace = { readonly file: string; readonly line: number };
export type SlotMistake = {
  /** The slot as it was written. */
  readonly slot: string;
  readonly trouble: SlotTrouble;
  readonly place: SlotPlace;
};
export type SlotPlace =
  | { readonly kind: 'field'; readonly field: 'subject' | 'edito'; readonly line: number }
  /** Of a template or setting; a part of the letter where neither they nor an editor wrote it. */
  | ({ readonly kind: 'file' } & FilePlace);

/** To follow «: » and before a full stop. */
export function slotTroubleInWords(trouble: SlotTrouble, say: Say): string {
  switch (trouble.kind) {
    case 'unknown': {
      const known = trouble.known.join(', ');
      return say(
        `emplacement inconnu «\u00a0${trouble.name}\u00a0» ; ceux qui existent : ${known}`,
        `unknown slot "${trouble.name}"; known are ${known}`,
      );
    }
    case 'not_closed':
      return say('aucun «\u00a0]]\u00a0» ne ferme ce «\u00a0[[\u00a0»', 'a "[[" that no "]]" closes');
    case 'not_ended':
      return say(
        `aucun [[ end ]] ne ferme ce «\u00a0${trouble.block}\u00a0»`,
        `${trouble.block === 'if' ? 'an' : 'a'} "${trouble.block}" that no [[ end ]] closes`,
      );
    case 'end_alone':
      return say(
        'un [[ end ]] sans son «\u00a0if\u00a0» ni son «\u00a0block\u00a0»',
        'an [[ end ]] without its "if" or "block"',
      );
    case 'else_alone':
      return say('un [[ else ]] sans son «\u00a0if\u00a0»', 'an [[ else ]] without its "if"');
    case 'second_else':
      return say('un second [[ else ]] dans le même bloc', 'a second [[ else ]] in the same block');
    case 'condition':
      return say(
        'une condition est `premium`, `commune == "…"`, `opens` ou `clicks`',
        'a condition is `premium`, `commune == "…"`, `opens` or `clicks`',
      );
    case 'rubrique':
      return say('un bloc est `block:rubrique`', 'a block is `block:rubrique`');
    case 'fallback':
      return say(
        'un texte de remplacement est entre guillemets : [[ nom | "…" ]]',
        'a fallback stands in quotes: [[ name | "…" ]]',
      );
    case 'no_link':
      return say(
        `le lien ${trouble.link} ne mène nulle part : l’édition en nomme ${trouble.links}`,
        `link ${trouble.link} leads nowhere: the edition names ${trouble.links}`,
      );
    default:
      return trouble satisfies never;
  }
}
