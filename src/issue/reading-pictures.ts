/** Alternative texts: what pictures say to those who do not see them. */
import type { Element } from 'domhandler';
import type { Say } from '../config/say.ts';
import { fold } from '../gather/fold.ts';
import { atArticle, type Finding } from './finding.ts';
import { type ArticlesByAddress, reading } from './reading-finding.ts';

/** The last link before a picture, its title and its text are one: an alternative text need not repeat the title, nor the file's name. */
export function altFindings(elements: readonly Element[], articles: ArticlesByAddress, say: Say): Finding[] {
  const pictures = elements
    .filter(({ name, attribs }) => name === 'img' && attribs.alt !== undefined)
    .map((picture) => ({
      alt: (picture.attribs.alt ?? '').trim(),
      article: articles.get(enclosingLink(picture) ?? ''),
    }));
  const named = pictures.flatMap(({ alt, article }): Finding[] => {
    const fault = altFault(alt, say);
    if (fault === null) return [];
    const place = { place: article?.title ?? alt, ...(article && atArticle(article.id)) };
    return [reading({ level: 'note', ...place, ...fault })];
  });
  const repeated = pictures.filter(({ alt, article }) => article && fold(alt) === fold(article.title));
  const [first] = repeated;
  if (!first?.article) return named;
  const { id, title } = first.article;
  return [
    ...named,
    reading({
      level: 'note',
      place:
        repeated.length > 1
          ? say(
              `« ${title} » et ${repeated.length - 1} de plus`,
              `“${title}” and ${repeated.length - 1} more`,
            )
          : title,
      ...atArticle(id),
      message: say(
        'Le texte de remplacement de l’image répète le titre : on l’entend deux fois.',
        'The picture’s alternative text repeats the title: it is heard twice.',
      ),
      fix: say(
        'Dites ce que montre l’image, dans l’article ou sur le bureau.',
        'Say what the picture shows, in the article or on the desk.',
      ),
    }),
  ];
}

function altFault(alt: string, say: Say): Pick<Finding, 'message' | 'fix'> | null {
  if (/\.(jpe?g|png|gif|webp|avif)$|^(img|dsc|dscf|pxl|image|photo|capture)[-_ ]?\d+/i.test(alt))
    return {
      message: say(
        `« ${alt} » est un nom de fichier, pas une description.`,
        `“${alt}” is a file’s name, not a description.`,
      ),
      fix: say('Décrivez l’image en quelques mots.', 'Describe the picture in a few words.'),
    };
  if ([...alt].length > 180)
    return {
      message: say(
        `Le texte de remplacement a ${[...alt].length} caractères : une phrase suffit.`,
        `The alternative text has ${[...alt].length} characters: one sentence will do.`,
      ),
      fix: say('Gardez-en l’essentiel.', 'Keep what matters of it.'),
    };
  return null;
}

function enclosingLink({ parent }: Element): string | null {
  for (let node = parent; node; node = node.parent)
    if ('attribs' in node && node.name === 'a') return node.attribs.href ?? null;
  return null;
}
