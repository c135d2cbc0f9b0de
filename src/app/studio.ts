/** Joins the studio to the very steps that the commands call, and mounts it beside the readers' site. */
import { Hono } from 'hono';
import { parseEmailAddress } from '../audience/address.ts';
import type { Editor } from '../desk/editor.ts';
import { askForLink, enter, linkMinutes, makeLink, type SignInNeeds, tokenHash } from '../desk/sign-in.ts';
import { type StudioNeeds, studioPages } from '../studio/studio.ts';
import {
  beginSession,
  countAttempts,
  editorByKey,
  endSession,
  keepLink,
  sessionEditor,
  setLanguage,
  takeLink,
} from '../world/db/editors.ts';
import { packageFile } from '../world/package-file.ts';
import { postServiceLetter } from '../world/service-mail.ts';
import { NewsletterFault } from '../world/templates.ts';
import type { World } from '../world/world.ts';
import { type ApiStepsNeeded, apiApp } from './api.ts';
import type { Audience } from './audience.ts';
import type { Composing } from './composing.ts';
import type { Drafting } from './drafting.ts';
import type { Gathering } from './gathering.ts';
import type { LookTimes } from './going-on.ts';
import type { Reporting } from './reporting.ts';
import { senderOf } from './service-frame.ts';
import { type SiteSteps, siteApp } from './site.ts';
import { boardSteps } from './studio-board.ts';
import { checksSteps } from './studio-checks.ts';
import { allNewsletters, deskSteps } from './studio-desk.ts';
import { errataSteps } from './studio-errata.ts';
import { editSteps } from './studio-issue.ts';
import { type LeavingNeeds, leavingSteps } from './studio-leaving.ts';
import { letterSteps } from './studio-letter.ts';
import { reportSteps } from './studio-report.ts';
import { audienceSteps, studioSegmentSteps } from './studio-segments.ts';

export type PagesSteps = SiteSteps &
  ApiStepsNeeded &
  Pick<Drafting, 'draft' | 'chosenArticles'> &
  Pick<Gathering, 'gatherFor'> &
  Pick<Composing, 'printedImage'> &
  Pick<Audience, 'consentReceipts'> &
  LeavingNeeds &
  Reporting;

/**
 * Everything that `hebdo web` and `hebdo up` serve: the studio under /studio, the API under /api/v1, the readers' pages
 * elsewhere.
 * signal: ends what the studio began, as the process stops. looking: how often it looks for sends that stand still.
 */
export function pagesApp(
  world: World,
  steps: PagesSteps,
  signal: AbortSignal = new AbortController().signal,
  looking?: LookTimes,
): Hono {
  return new Hono()
    .get('/studio/', (context) => context.redirect('/studio', 301))
    .route('/studio', studioApp(world, steps, signal, looking))
    .route('/api/v1', apiApp(world, steps))
    .route('/', siteApp(world, steps));
}

function studioApp(
  world: World,
  steps: PagesSteps,
  signal: AbortSignal,
  looking: LookTimes | undefined,
): Hono {
  const edit = editSteps(world, steps);
  const studio = studioPages({
    guard: {
      secret: world.secret,
      publicUrl: world.publicUrl,
      now: world.clock.now,
      session: (token, at) => sessionEditor(world.database.db, token, at),
      approval: async (name) =>
        (await world.templates.newsletter(name).catch(() => ({ approval: 'one' as const }))).approval,
    },
    signIn: signInSteps(world),
    desk: deskSteps(world, steps, signal),
    edit,
    errata: errataSteps(world, edit),
    board: boardSteps(world, signal),
    letter: letterSteps(world, steps),
    checks: checksSteps(world, steps),
    leaving: leavingSteps(world, steps, signal, looking),
    receipt: receiptSteps(world, steps),
    report: reportSteps(world, steps),
    segments: studioSegmentSteps(world, steps),
    audience: audienceSteps(world, steps),
    packageFile,
    settingsFaults: (error) => (error instanceof NewsletterFault ? error.faults : null),
    onError: (error) =>
      world.log.error({ reason: error.message, stack: error.stack }, 'a studio page failed'),
  });
  return studio as unknown as Hono;
}

/** A link for whoever can run commands on this machine; null when nobody has that address. */
export async function printedLink(world: World, email: string): Promise<string | null> {
  const parsed = parseEmailAddress(email);
  const editor = parsed.kind === 'address' ? await editorByKey(world.database.db, parsed.key) : null;
  if (editor === null) return null;
  return linkTo(world, await makeLink(signInNeeds(world), editor, null, world.clock.now()));
}

/** Who looked a person up is noted, without the address. */
function receiptSteps(
  world: World,
  { consentReceipts }: Pick<Audience, 'consentReceipts'>,
): StudioNeeds['receipt'] {
  return {
    newsletters: async () => (await allNewsletters(world)).read,
    records: async (email, by) => {
      const found = await consentReceipts(email);
      if (found.kind === 'fault') return null;
      world.log.info({ by, records: found.records.length }, 'a consent receipt was shown');
      return found.records;
    },
    now: world.clock.now,
  };
}

function signInSteps(world: World): StudioNeeds['signIn'] {
  const { clock, configuration, database, publicUrl, secret } = world;
  const needs = signInNeeds(world);
  return {
    secure: publicUrl.startsWith('https:'),
    ask: async (email, browser, network) =>
      configuration.smtp ? askForLink(needs, { email, browser, network, secret }, clock.now()) : 'no_relay',
    enter: (token, browser) => enter(needs, token, browser, clock.now()),
    leave: (session) => endSession(database.db, tokenHash(session)),
    speak: (editor, language) => setLanguage(database.db, editor as Editor['id'], language),
  };
}

function signInNeeds(world: World): SignInNeeds {
  const { db } = world.database;
  return {
    editorByKey: (key) => editorByKey(db, key),
    attempts: (keys, since, at) => countAttempts(db, keys, since, at),
    links: {
      keep: (link) => keepLink(db, link),
      take: (token, browser, at) => takeLink(db, token, browser, at),
    },
    sessions: {
      begin: (token, editor, at, until) => beginSession(db, token, editor, at, until),
      editor: (token, at) => sessionEditor(db, token, at),
      end: (token) => endSession(db, token),
    },
    post: (editor, token) =>
      void postLink(world, editor, token).catch((error: unknown) =>
        world.log.error({ editor: editor.id, reason: String(error) }, 'a sign-in link could not be posted'),
      ),
  };
}

async function postLink(world: World, { name, language, email }: Editor, token: string): Promise<void> {
  const { smtp } = world.configuration;
  const [newsletter] = (await allNewsletters(world)).read;
  if (smtp === undefined || newsletter === undefined) throw new Error('no relay or no newsletter to post as');
  const { signInLetter } = await import('../../templates/mail/sign-in.tsx');
  const paper = newsletter.publisher.name;
  const letter = await signInLetter({
    name,
    language,
    paper,
    url: linkTo(world, token),
    minutes: linkMinutes,
  });
  const relays = [smtp.url, ...smtp.more];
  await postServiceLetter(relays, { ...letter, ...senderOf(newsletter), to: email }, world.signing.keys);
}

function linkTo({ publicUrl }: World, token: string): string {
  return `${publicUrl}/studio/enter/${token}`;
}
