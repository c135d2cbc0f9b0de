/** Joins the page of an issue to the desk: the choice, what else there is to choose, every change and its undoing. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { addDays, startOfDay } from '../issue/calendar.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { type EditNeeds, type EditOutcome, editIssue, undoChange } from '../issue/edit-issue.ts';
import { frameName, imageCandidates, knownPicture, type LastHopes } from '../issue/image-choice.ts';
import type { ChosenArticle } from '../issue/issue.ts';
import { type RedraftOutcome, redraftIssue } from '../issue/redraft.ts';
import { selectArticles } from '../issue/select.ts';
import { uploadedAddress } from '../issue/uploaded-picture.ts';
import type { Candidate, EditSteps, IssueOnDesk } from '../studio/issue-facts.ts';
import type { BroughtFile, KeptUpload } from '../studio/upload.ts';
import { articlesById } from '../world/db/articles-by-id.ts';
import { goneArticles } from '../world/db/check-facts.ts';
import { undecidedErrata } from '../world/db/errata.ts';
import { keepImage, keptSources } from '../world/db/images.ts';
import {
  changesSince,
  issueNews,
  latestChanges,
  movedArticles,
  redoableChange,
  saveChange,
  saveRedraft,
  undoableChange,
} from '../world/db/issue-changes.ts';
import { candidateIds, findIssue, previousUntil } from '../world/db/issues.ts';
import { lastPagePicture, lastPagePictures } from '../world/db/page-pictures.ts';
import { readUpload } from '../world/picture-upload.ts';
import type { World } from '../world/world.ts';
import { carriedWithin } from './carried.ts';
import type { Composing } from './composing.ts';
import { type Drafting, draftNeeds } from './drafting.ts';
import { isOvertaken } from './standing-edition.ts';

const candidatesShown = 80;
const changesShown = 30;
/** As far as drafting looks back. */
const lookBackDays = 60;
/** Milliseconds. */
const printedPatience = 3_000;

export function editSteps(
  world: World,
  {
    chosenArticles,
    composeEdition,
    printedImage,
  }: Pick<Drafting, 'chosenArticles'> & Pick<Composing, 'composeEdition' | 'printedImage'>,
): EditSteps {
  const { pool, db } = world.database;
  const needs: EditNeeds = {
    find: (newsletter, period) => findIssue(pool, newsletter, period),
    articles: (ids) => articlesById(db, ids),
    changesSince: (id, version) => changesSince(pool, id, version),
    undoable: (id) => undoableChange(pool, id),
    redoable: (id) => redoableChange(pool, id),
    save: (issue, parts, change) => saveChange(pool, issue, parts, change),
  };
  return {
    issue: async (name, period) => {
      const newsletter = await world.templates.newsletter(name);
      const issue = await findIssue(pool, name, period);
      return issue && issueOnDesk(world, newsletter, issue, { chosenArticles, composeEdition });
    },
    news: async (newsletter, period, since) => {
      const now = await issueNews(pool, newsletter, period);
      if (now === null) return null;
      const moved = await movedArticles(pool, now.id);
      const changes = now.version <= since ? [] : await changesSince(pool, now.id, since);
      return { ...now, moved, changes };
    },
    article: async (newsletter, id) => {
      const found = (await articlesById(db, [id])).find((article) => article.newsletter === newsletter);
      if (found === undefined) return null;
      const shared = await lastPagePicture(db, found.url);
      return shared ? { ...found, images: [...found.images, shared] } : found;
    },
    printedImage: async (newsletter, item) => {
      const [first = null] = imageCandidates(item);
      // A source that hangs must not hold the page: then the first is what the letter would like to print.
      return printedImage(newsletter, item, AbortSignal.timeout(printedPatience)).catch(() => first);
    },
    edit: async (name, period, edit, signed) => {
      const newsletter = await world.templates.newsletter(name);
      const at = world.clock.now();
      return readyBeforeAsked(
        newsletter,
        await editIssue(newsletter, period, edit, { ...signed, at }, needs),
      );
    },
    redraft: async (name, period, signed) => {
      const newsletter = await world.templates.newsletter(name);
      const at = world.clock.now();
      const outcome = await redraftIssue(
        newsletter,
        period,
        { ...signed, at },
        {
          ...{ find: needs.find, changesSince: needs.changesSince, drafting: draftNeeds(world) },
          save: (issue, draft, by) => saveRedraft(pool, issue, draft, by),
        },
      );
      world.log.info({ newsletter: name, period, by: signed.by, outcome: outcome.kind }, 'draft made anew');
      return readyBeforeAsked(newsletter, outcome);
    },
    upload: oneAtATime((file) => keepUpload(world, file)),
    undo: async (name, period, change, signed) => {
      const newsletter = await world.templates.newsletter(name);
      const at = world.clock.now();
      return readyBeforeAsked(
        newsletter,
        await undoChange(newsletter, period, change, { ...signed, at }, needs),
      );
    },
  };

  /** The frame asks for the letter once the change is saved: composed already, it is there when asked for. */
  function readyBeforeAsked<Outcome extends EditOutcome | RedraftOutcome>(
    newsletter: Newsletter,
    outcome: Outcome,
  ): Outcome {
    // Its faults are said to whoever looks at it.
    if (outcome.kind === 'edited') composeEdition(newsletter, outcome.issue).catch(() => {});
    return outcome;
  }
}

async function keepUpload({ database, clock }: World, { bytes, name }: BroughtFile): Promise<KeptUpload> {
  const read = await readUpload(Buffer.from(bytes), name);
  if (read.kind === 'refused') return read;
  const { hash, width, height } = read;
  const source = { url: uploadedAddress(hash), frame: 'whole' };
  const image = { hash, width, height, type: 'image/jpeg', bytes: read.bytes };
  await keepImage(database.db, source, image, clock.now());
  return { kind: 'kept', hash, width, height };
}

/** Sixty megapixels decoded are 180 MB: however many editors bring pictures, one is decoded at a time. */
function oneAtATime<In, Out>(work: (input: In) => Promise<Out>): (input: In) => Promise<Out> {
  let last: Promise<unknown> = Promise.resolve();
  return (input) => {
    const turn = last.then(() => work(input));
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function issueOnDesk(
  world: World,
  newsletter: Newsletter,
  issue: DeskIssue,
  { chosenArticles, composeEdition }: Pick<Drafting, 'chosenArticles'> & Pick<Composing, 'composeEdition'>,
): Promise<IssueOnDesk> {
  const { pool } = world.database;
  const ids = issue.items.map(({ articleId }) => articleId);
  const since = startOfDay(addDays(issue.date, -lookBackDays), newsletter.time_zone);
  const [chosen, gone, candidates, changes, undoable, redoable, proposals, overtaken, moved] =
    await Promise.all([
      chosenArticles(issue),
      goneArticles(pool, ids),
      candidatesFor(world, newsletter, issue),
      latestChanges(pool, issue.id, changesShown),
      undoableChange(pool, issue.id),
      redoableChange(pool, issue.id),
      undecidedErrata(pool, newsletter.name, issue.period, since),
      isOvertaken({ composeEdition }, newsletter, issue),
      movedArticles(pool, issue.id),
    ]);
  const pictures = await knownPictures(world, newsletter, chosen);
  return {
    newsletter,
    issue,
    overtaken,
    moved,
    chosen: chosen.map((item) => ({
      ...item,
      gone: gone.has(item.articleId),
      picture: pictures(item),
    })),
    candidates,
    now: world.clock.now(),
    proposals,
    changes,
    undoable: undoable?.change ?? null,
    redoable: redoable?.change ?? null,
  };
}

/** Nothing is asked of anybody: a page must not wait for sixty pictures. */
async function knownPictures(
  { database: { db } }: World,
  newsletter: Newsletter,
  chosen: readonly ChosenArticle[],
): Promise<(item: ChosenArticle) => string | null> {
  const pages = await lastPagePictures(
    db,
    chosen.map(({ article }) => article.url),
  );
  const lastHopes = ({ article }: ChosenArticle): LastHopes => ({
    page: pages.get(article.url)?.url ?? null,
    section: newsletter.sections.find(({ id }) => id === article.section)?.image ?? null,
  });
  const urls = chosen.flatMap((item) => {
    const { page, section } = lastHopes(item);
    return [...imageCandidates(item).map(({ url }) => url), page, section].filter((url) => url !== null);
  });
  const kept = new Set((await keptSources(db, urls)).map(({ url, frame }) => `${frame} ${url}`));
  return (item) =>
    knownPicture(item, lastHopes(item), (url, frame) => kept.has(`${frameName(frame)} ${url}`));
}

/** The choice made anew around everything that stands: what it would add, then what it leaves out, with its reasons. */
async function candidatesFor(
  world: World,
  newsletter: Newsletter,
  issue: DeskIssue,
): Promise<readonly Candidate[]> {
  const { pool, db } = world.database;
  const lookBack = startOfDay(addDays(issue.date, -lookBackDays), newsletter.time_zone);
  const [ids, carried, since] = await Promise.all([
    candidateIds(pool, newsletter.name, lookBack),
    carriedWithin(world)(newsletter, issue.period, lookBack),
    previousUntil(pool, newsletter.name, issue.period),
  ]);
  const articles = await articlesById(db, ids);
  const { items, leftOut } = selectArticles({
    newsletter,
    date: issue.date,
    since,
    until: world.clock.now(),
    candidates: articles,
    carried,
    kept: issue.items,
  });
  const chosen = new Set<ArticleId>(issue.items.map(({ articleId }) => articleId));
  const reasons = new Map([...items, ...leftOut].map(({ articleId, reason }) => [articleId, reason]));
  return articles
    .filter(({ id }) => reasons.has(id) && !chosen.has(id))
    .toSorted((one, other) => other.publishedAt.getTime() - one.publishedAt.getTime())
    .slice(0, candidatesShown)
    .map((article) => ({ article, reason: reasons.get(article.id) ?? '' }));
}
