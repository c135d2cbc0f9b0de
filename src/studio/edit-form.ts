/** A form of the page, read into the edit that it means. */
import { z } from 'zod';
import type { ArticleId } from '../audience/ids.ts';
import type { Article, ArticleImage } from '../gather/article.ts';
import type { Edit, ItemName } from '../issue/edit.ts';
import type { Block } from '../issue/issue.ts';

const formSchema = z.object({
  what: z.enum([
    'subject',
    'preheader',
    'edito',
    'title',
    'excerpt',
    'image',
    'alt',
    'pin',
    'unpin',
    'drop',
    'up',
    'down',
    'move',
    'lead',
    'add',
    'take',
    'keep',
    'unsponsor',
    'yaml_sponsor',
  ]),
  version: z.coerce.number().int().min(1),
  item: z
    .string()
    .regex(/^\d{1,15}( [a-z0-9-]+)?$/)
    .optional(),
  /** An article that becomes the lead story as it is added. */
  lead: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  block: z.string().max(100).optional(),
  position: z.coerce.number().int().min(0).max(1000).optional(),
  sponsor: z.string().max(60).optional(),
  text: z.string().max(50_000).default(''),
  signature: z.string().max(1000).default(''),
  picture: z.string().max(4000).optional(),
  /** Present when the editor asked for the article's own text. */
  original: z.string().optional(),
});

export type ReadForm = { readonly edit: Edit; readonly version: number };
type Form = z.infer<typeof formSchema>;
type ItemWhat = Exclude<
  Form['what'],
  'subject' | 'preheader' | 'edito' | 'image' | 'alt' | 'unsponsor' | 'yaml_sponsor'
>;

/** article: the one that the form names, to choose among its pictures. Null when the form means nothing. */
export async function readEditForm(
  fields: URLSearchParams,
  article: (id: ArticleId) => Promise<Article | null>,
  reason: string,
): Promise<ReadForm | null> {
  const parsed = formSchema.safeParse(Object.fromEntries(fields));
  if (!parsed.success) return null;
  const edit = await editOf(parsed.data, article, reason);
  return edit && { edit, version: parsed.data.version };
}

async function editOf(
  form: Form,
  article: (id: ArticleId) => Promise<Article | null>,
  reason: string,
): Promise<Edit | null> {
  const { what, text } = form;
  if (what === 'subject' || what === 'preheader') return { kind: what, text };
  if (what === 'edito') return { kind: 'edito', edito: { text, signature: form.signature } };
  if (what === 'unsponsor' || what === 'yaml_sponsor')
    return form.sponsor === undefined ? null : { kind: what, id: form.sponsor };
  const item = itemOf(form.lead ?? form.item);
  if (item === null) return null;
  if (what === 'image') return imageEdit(form, item, await article(item.articleId));
  if (what === 'alt') return altEdit(form, item, await article(item.articleId));
  return itemEdit(form, what, item, reason);
}

function itemEdit(form: Form, what: ItemWhat, item: ItemName, reason: string): Edit | null {
  switch (what) {
    case 'title':
    case 'excerpt':
      return { kind: what, item, text: form.original === undefined ? form.text : null };
    case 'pin':
    case 'unpin':
      return { kind: 'pin', item, pinned: what === 'pin' };
    case 'up':
    case 'down':
      return { kind: 'step', item, by: what === 'up' ? -1 : 1 };
    case 'lead':
      return { kind: 'move', item, block: { kind: 'lead' }, position: 0 };
    case 'move': {
      const block = blockOf(form.block ?? '');
      return block && { kind: 'move', item, block, position: form.position ?? 1000 };
    }
    case 'add': {
      const block = addedTo(form);
      return block && { kind: 'add', articleId: item.articleId, block, reason };
    }
    case 'drop':
    case 'take':
    case 'keep':
      return { kind: what, item };
    default:
      return what satisfies never;
  }
}

function addedTo({ lead, block }: Form): Block | 'home' | null {
  if (lead !== undefined) return { kind: 'lead' };
  return block === 'home' ? 'home' : blockOf(block ?? '');
}

/** Only pictures that the article brought: an address typed into the form chooses nothing. */
function imageEdit({ picture }: Form, item: ItemName, article: Article | null): Edit | null {
  if (picture === 'none') return { kind: 'image', item, image: null };
  if (picture === 'original') return { kind: 'image', item, image: 'original' };
  const image = foundPicture(article, picture);
  return image ? { kind: 'image', item, image } : null;
}

function altEdit({ picture, text }: Form, item: ItemName, article: Article | null): Edit | null {
  if (picture === undefined) return null;
  return { kind: 'alt', item, picture, found: foundPicture(article, picture), text };
}

function foundPicture(article: Article | null, address: string | undefined): ArticleImage | null {
  const found = article ? [article.image, ...article.images] : [];
  return found.find((image) => image?.url === address) ?? null;
}

function itemOf(name: string | undefined): ItemName | null {
  if (name === undefined) return null;
  const [id = '', commune = null] = name.split(' ');
  return { articleId: Number(id) as ArticleId, commune };
}

/** As blockKey writes it: «lead», «section societe», «commune arles». */
function blockOf(key: string): Block | null {
  const [kind, id] = key.split(' ');
  switch (kind) {
    case 'lead':
    case 'front_page':
    case 'most_read':
    case 'agenda':
      return { kind };
    case 'section':
      return id ? { kind, section: id } : null;
    case 'commune':
      return id ? { kind, commune: id } : null;
    default:
      return null;
  }
}
