/** The addresses of a partner: its page, and what is written there. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Sponsor } from '../config/newsletter.ts';
import { sponsorNamed } from '../issue/sponsors.ts';
import { uploadedAddress } from '../issue/uploaded-picture.ts';
import { showConflict } from './conflict.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import type { EditSteps, IssueOnDesk } from './issue-facts.ts';
import { answerEdit, deskOf, placeOf } from './issue-page.tsx';
import { renderPage } from './page.tsx';
import { pressOf } from './press.ts';
import { SponsorPage } from './sponsor-page.tsx';
import { keepTextPage, troublePage } from './trouble.tsx';
import { broughtFile, uploadRefusalInWords } from './upload.ts';

const issue = '/issue/:newsletter/:period';

const formSchema = z.object({
  version: z.coerce.number().int().min(1),
  id: z
    .string()
    .regex(/^[a-z0-9-]{0,60}$/)
    .transform((id) => id || null),
  title: z.string().max(1000),
  text: z.string().max(5000).default(''),
  url: z.string().max(4000),
  alt: z.string().max(1000).default(''),
  from: z.string().max(10),
  until: z.string().max(10),
  place: z.enum(['middle', 'end']),
  mark: z.enum(['advert', 'partner', 'sponsored']),
  no_picture: z.string().optional(),
});
type Form = z.infer<typeof formSchema>;

export function sponsorPages(steps: EditSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/sponsor`, (context) => showSponsor(context, steps, null))
    .get(`${issue}/sponsor/:id`, (context) => showSponsor(context, steps, context.req.param('id')))
    .post(`${issue}/sponsor`, (context) => takeSponsor(context, steps));
}

async function showSponsor(context: StudioContext, steps: EditSteps, id: string | null): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const found = await steps.issue(name, period);
  const sponsor = found && id !== null ? sponsorNamed(found.newsletter, found.issue, id) : null;
  const desk = found && deskOf(context, found);
  if (!found || !desk?.mayEdit || (id !== null && sponsor === null)) return troublePage(context, 'notFound');
  const title = sponsor?.title ?? desk.visit.say('Un nouveau partenaire', 'A new partner');
  const page = (
    <SponsorPage desk={desk} newsletter={found.newsletter} date={found.issue.date} sponsor={sponsor} />
  );
  return context.html(renderPage(desk.visit, title, page));
}

async function takeSponsor(context: StudioContext, steps: EditSteps): Promise<Response> {
  const place = placeOf(context);
  const { editor } = context.get('visit');
  const parsed = formSchema.safeParse(Object.fromEntries(context.get('fields')));
  if (editor === null || !parsed.success) return keepTextPage(context, 'notUnderstood');
  const found = await steps.issue(place.newsletter, place.period);
  if (found === null) return troublePage(context, 'notFound');
  const form = parsed.data;
  const picture = await pictureOf(context, steps, found, form);
  if ('refusal' in picture)
    return showConflict(context, place, { issue: found.issue, changes: [], refusal: picture.refusal });
  const { version, id, no_picture: _, ...words } = form;
  const outcome = await steps.edit(
    place.newsletter,
    place.period,
    { kind: 'sponsor', id, sponsor: { ...words, ...picture } },
    { by: editor.name, version, press: pressOf(context.get('fields')) },
  );
  return answerEdit(context, outcome, `${issueAddress(place)}#sponsors`);
}

/** The one that is brought now, else the one it has. */
async function pictureOf(
  context: StudioContext,
  steps: EditSteps,
  { newsletter, issue: of }: IssueOnDesk,
  { id, alt, no_picture }: Form,
): Promise<Pick<Sponsor, 'image'> | { readonly refusal: string }> {
  const { say } = context.get('visit');
  const file = await broughtFile(context, 'file');
  if (file === null) {
    const image = id === null || no_picture ? undefined : sponsorNamed(newsletter, of, id)?.image;
    return image === undefined ? {} : { image };
  }
  if (alt.trim() === '') return { refusal: uploadRefusalInWords({ kind: 'no_alt' }, say) };
  const kept = await steps.upload(file);
  if (kept.kind === 'refused') return { refusal: uploadRefusalInWords(kept.reason, say) };
  return { image: uploadedAddress(kept.hash) };
}
