/** A change in words: what the log keeps of it, and the sentence that an editor reads. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { Article } from '../gather/article.ts';
import { type Edit, type EditableParts, nameOf, nameOfItem, subjectOfEdit, takesLead } from './edit.ts';
import { sponsorNamed } from './sponsors.ts';

export type ChangeNote = {
  readonly kind: Edit['kind'] | 'redraft';
  /** See subjectOfEdit; «redraft» for a draft made anew. */
  readonly about: string;
  /** The other things that it overwrote. */
  readonly also?: readonly string[];
  /** back: this takes the change back; again: it makes it once more. */
  readonly taken?: 'back' | 'again';
  /** Title of the article, where one is meant. */
  readonly title: string | null;
  /** The text after the change, where there is one. */
  readonly text: string | null;
};

export function noteOf(
  newsletter: Newsletter,
  issue: EditableParts,
  edit: Edit,
  articles: ReadonlyMap<ArticleId, Article>,
): ChangeNote {
  const note = { kind: edit.kind, about: subjectOfEdit(edit), ...(takesLead(edit) && { also: ['lead'] }) };
  switch (edit.kind) {
    case 'subject':
    case 'preheader':
      return { ...note, title: null, text: edit.text };
    case 'edito':
      return { ...note, title: null, text: edit.edito?.text ?? null };
    case 'sponsor':
      return { ...note, title: edit.sponsor.title, text: edit.sponsor.text };
    case 'unsponsor':
    case 'yaml_sponsor':
      return { ...note, title: sponsorNamed(newsletter, issue, edit.id)?.title ?? edit.id, text: null };
    case 'erratum':
      return { ...note, title: null, text: edit.erratum.text };
    case 'add':
      return { ...note, title: articles.get(edit.articleId)?.title ?? null, text: null };
    default: {
      const item = issue.items.find((one) => nameOf(nameOfItem(one)) === nameOf(edit.item));
      const title = item?.edited.title ?? articles.get(edit.item.articleId)?.title ?? newsletter.title;
      return { ...note, title, text: 'text' in edit ? edit.text : null };
    }
  }
}

/** «titre de « Le port respire » changé». */
export function changeInWords({ kind, title, taken }: ChangeNote, say: Say): string {
  const of = title === null ? '' : say(` « ${title} »`, ` “${title}”`);
  const words: Record<ChangeNote['kind'], string> = {
    subject: say('objet changé', 'subject changed'),
    preheader: say('sous-titre changé', 'preheader changed'),
    edito: say('édito changé', 'editorial changed'),
    title: say(`titre changé :${of}`, `title changed:${of}`),
    excerpt: say(`chapô changé :${of}`, `excerpt changed:${of}`),
    image: say(`image changée :${of}`, `picture changed:${of}`),
    alt: say(`texte de l’image changé :${of}`, `picture’s words changed:${of}`),
    pin: say(`épingle changée :${of}`, `pin changed:${of}`),
    drop: say(`retiré :${of}`, `dropped:${of}`),
    step: say(`déplacé :${of}`, `moved:${of}`),
    move: say(`déplacé :${of}`, `moved:${of}`),
    add: say(`ajouté :${of}`, `added:${of}`),
    take: say(`version du site reprise :${of}`, `taken as it is on the site:${of}`),
    keep: say(`notre version gardée :${of}`, `our version kept:${of}`),
    sponsor: say(`partenaire écrit :${of}`, `partner written:${of}`),
    unsponsor: say(`partenaire retiré :${of}`, `partner taken out:${of}`),
    yaml_sponsor: say(`partenaire repris de newsletter.yaml :${of}`, `partner as in newsletter.yaml:${of}`),
    erratum: say('erratum décidé', 'erratum decided'),
    redraft: say('brouillon refait', 'draft made anew'),
  };
  if (taken === undefined) return words[kind];
  return taken === 'back'
    ? say(`annulé : ${words[kind]}`, `undone: ${words[kind]}`)
    : say(`rétabli : ${words[kind]}`, `redone: ${words[kind]}`);
}
