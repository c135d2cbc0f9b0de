/** Decides a change without touching anything: parts in, changed parts or a refusal out. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Article } from '../gather/article.ts';
import { type Edit, type EditableParts, type Edited, edited } from './edit.ts';
import { addItem, changeItem } from './edit-items.ts';
import { writeEdito, writeLine } from './edit-lines.ts';
import { changeSponsors } from './edit-sponsors.ts';
import type { ErratumChoice } from './issue.ts';

/** articles: those of the items and the candidates, as they are now. */
export function applyEdit(
  newsletter: Newsletter,
  issue: EditableParts,
  edit: Edit,
  articles: ReadonlyMap<ArticleId, Article>,
): Edited {
  switch (edit.kind) {
    case 'subject':
    case 'preheader':
      return writeLine(issue, edit.kind, edit.text);
    case 'edito':
      return writeEdito(issue, edit.edito);
    case 'add':
      return addItem(newsletter, issue, edit, articles);
    case 'sponsor':
    case 'unsponsor':
    case 'yaml_sponsor':
      return changeSponsors(newsletter, issue, edit);
    case 'erratum':
      return choose(issue, edit.erratum);
    default:
      return changeItem(newsletter, issue, edit, articles);
  }
}

/** A correction is printed or not; either way the question is answered. */
function choose(issue: EditableParts, erratum: ErratumChoice): Edited {
  const others = issue.errata.filter(({ id }) => id !== erratum.id);
  const errata = [...others, erratum].toSorted((one, other) => one.id - other.id);
  return edited({ ...issue, errata }, 'errata');
}
