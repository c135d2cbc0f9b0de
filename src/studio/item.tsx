/** The address of one item: its page, and the picture that is brought to it. */
import { Hono } from 'hono';
import type { ArticleId } from '../audience/ids.ts';
import type { ArticleImage } from '../gather/article.ts';
import { type ItemName, nameOf, nameOfItem } from '../issue/edit.ts';
import { uploadedAddress } from '../issue/uploaded-picture.ts';
import { showConflict } from './conflict.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import type { EditSteps } from './issue-facts.ts';
import { answerEdit, deskOf, placeOf } from './issue-page.tsx';
import { ItemPage } from './item-page.tsx';
import { renderPage } from './page.tsx';
import { itemInAddress } from './places.ts';
import { pressOf } from './press.ts';
import { keepTextPage, troublePage } from './trouble.tsx';
import { broughtFile, uploadRefusalInWords } from './upload.ts';

const issue = '/issue/:newsletter/:period';

export function itemPages(steps: EditSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/item/:item`, (context) => showItem(context, steps))
    .post(`${issue}/picture`, (context) => takePicture(context, steps));
}

async function showItem(context: StudioContext, steps: EditSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const asked = itemOfAddress(context.req.param('item') ?? '');
  const found = await steps.issue(name, period);
  const item = found?.chosen.find((one) => nameOf(nameOfItem(one)) === (asked && nameOf(asked)));
  if (!found || !item) return troublePage(context, 'notFound');
  const { newsletter, chosen } = found;
  const article = (await steps.article(name, item.articleId)) ?? item.article;
  const visit = context.get('visit');
  const communes = new Set(
    chosen.flatMap(({ articleId, block }) =>
      articleId === item.articleId && block.kind === 'commune' ? [block.commune] : [],
    ),
  );
  const printed = await steps.printedImage(newsletter, item);
  const shown = { desk: deskOf(context, found), newsletter, item: { ...item, article }, communes, printed };
  const title = item.edited.title ?? item.article.title;
  return context.html(renderPage(visit, title, <ItemPage shown={shown} />));
}

async function takePicture(context: StudioContext, steps: EditSteps): Promise<Response> {
  const place = placeOf(context);
  const fields = context.get('fields');
  const { editor } = context.get('visit');
  const item = itemOfAddress((fields.get('item') ?? '').replace(' ', '-'));
  const version = Number(fields.get('version'));
  if (editor === null || item === null || !Number.isSafeInteger(version) || version < 1)
    return keepTextPage(context, 'notUnderstood');
  const image = await broughtImage(context, steps);
  if ('refusal' in image) {
    const found = await steps.issue(place.newsletter, place.period);
    if (found === null) return troublePage(context, 'notFound');
    return showConflict(context, place, { issue: found.issue, changes: [], refusal: image.refusal });
  }
  const outcome = await steps.edit(
    place.newsletter,
    place.period,
    { kind: 'image', item, image },
    { by: editor.name, version, press: pressOf(context.get('fields')) },
  );
  return answerEdit(context, outcome, issueAddress(place, `/item/${itemInAddress(item)}`));
}

/** Looked at hard before anything is kept; a picture without words for those who do not see it is not taken. */
async function broughtImage(
  context: StudioContext,
  steps: EditSteps,
): Promise<ArticleImage | { readonly refusal: string }> {
  const { say } = context.get('visit');
  const fields = context.get('fields');
  const told = (name: string, most: number) => (fields.get(name) ?? '').trim().slice(0, most);
  const file = await broughtFile(context, 'file');
  if (file === null) return { refusal: uploadRefusalInWords({ kind: 'nothing' }, say) };
  const alt = told('alt', 300);
  if (alt === '') return { refusal: uploadRefusalInWords({ kind: 'no_alt' }, say) };
  const kept = await steps.upload(file);
  if (kept.kind === 'refused') return { refusal: uploadRefusalInWords(kept.reason, say) };
  const { hash, width, height } = kept;
  return {
    url: uploadedAddress(hash),
    width,
    height,
    alt,
    caption: '',
    credit: told('credit', 120),
    from: 'upload',
  };
}

function itemOfAddress(text: string): ItemName | null {
  const [, id, commune = null] = /^(\d{1,15})(?:-([a-z0-9-]+))?$/.exec(text) ?? [];
  return id === undefined ? null : { articleId: Number(id) as ArticleId, commune };
}
