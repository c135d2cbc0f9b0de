/** Why a change was refused, in words. */
import type { Say } from '../config/say.ts';
import type { EditRefusal } from '../issue/edit.ts';

export function refusalInWords(reason: EditRefusal, say: Say): string {
  const words: Record<EditRefusal, string> = {
    no_such_item: say('Cet article n’est plus dans le numéro.', 'This article is not in the issue any more.'),
    no_such_article: say('Cet article n’existe plus.', 'This article does not exist any more.'),
    already_there: say('Cet article est déjà à cette place.', 'This article stands there already.'),
    empty: say('Ce texte ne peut pas être vide.', 'This text cannot be empty.'),
    too_long: say('Ce texte est trop long.', 'This text is too long.'),
    bad_address: say(
      'L’adresse du lien doit commencer par https://.',
      'The address of the link must begin with https://.',
    ),
    bad_dates: say(
      'Les dates ne vont pas : la première ne peut pas suivre la dernière.',
      'The dates do not fit: the first cannot follow the last.',
    ),
    no_alt: say(
      'Dites en quelques mots ce que l’image montre.',
      'Say in a few words what the picture shows.',
    ),
    no_picture: say(
      'Cette image n’est plus celle de l’article : décrivez celle que la page montre maintenant.',
      'This picture is not the article’s any more: describe the one that the page shows now.',
    ),
    nowhere: say('Cette rubrique n’existe pas dans newsletter.yaml.', 'newsletter.yaml has no such section.'),
  };
  return words[reason];
}
