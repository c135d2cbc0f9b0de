/** The check before approval: reads the issue as it would leave, asks every question, decides nothing. */
import type { Newsletter } from '../config/newsletter.ts';
import { type Say, sayIn } from '../config/say.ts';
import { dayOf } from './calendar.ts';
import { type AudienceSize, checkAudience } from './check-audience.ts';
import { type ChosenSource, checkAgenda, checkArticles, checkDate } from './check-choice.ts';
import type { ClientSupport } from './check-clients.ts';
import {
  checkInboxLines,
  checkPlaceholders,
  checkSender,
  checkUnsubscribe,
  type Quoted,
  type SlotReport,
} from './check-letter.ts';
import { checkImages, checkLinks, checkPublicUrl, type Reach, reachAll } from './check-links.ts';
import { readMarkup } from './check-markup.ts';
import { checkSections } from './check-sections.ts';
import { checkSeen } from './check-seen.ts';
import { checkSpelling, type Spell } from './check-spelling.ts';
import { checkSponsors } from './check-sponsors.ts';
import { checkTypography } from './check-typography.ts';
import { checkWeight } from './check-weight.ts';
import { safeAddress } from './compose-address.ts';
import type { DeskIssue } from './desk.ts';
import type { Edition, EditionContent } from './edition.ts';
import { withPlainLinks } from './edition-links.ts';
import { atArticle, byGravity, type Finding } from './finding.ts';
import type { PictureProblem } from './image-find.ts';
import { letterTexts } from './letter-words.ts';
import type { TemplateFault, TemplateFiles } from './liquid.ts';
import { type PictureTrouble, pictureTroubleInWords } from './picture-trouble.ts';
import { slotMistakes } from './slot-mistake.ts';
import { type UnfitArticle, unfitInWords } from './unfit.ts';
import type { Weight } from './weight.ts';

export type CheckReport = {
  readonly issue: DeskIssue;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  /** Whether a finding blocks. */
  readonly blocked: boolean;
  /** What would leave; null when it could not be composed. */
  readonly edition: Edition | null;
  /** HTML bytes of the heaviest variant. */
  readonly bytes: number;
  readonly audience: AudienceSize;
};

export type CheckNeeds = {
  readonly letter: {
    readonly compose: (
      newsletter: Newsletter,
      issue: DeskIssue,
      signal: AbortSignal,
    ) => Promise<ComposedIssue>;
    readonly slots: (content: EditionContent) => SlotReport;
  };
  readonly articles: {
    readonly chosen: (issue: DeskIssue) => Promise<readonly ChosenSource[]>;
    /** Remembers whose page is not there any more, so that the next choice leaves them out, and whose page is back. */
    readonly markPages: (gone: readonly string[], back: readonly string[]) => Promise<void>;
  };
  readonly audience: (newsletter: string) => Promise<AudienceSize>;
  readonly outside: {
    /** Answers within its own limits of time; never throws but on the signal. */
    readonly reach: Reach;
    readonly spell: Spell;
    readonly clients: () => Promise<ClientSupport>;
    /** Where the links of letters that leave from here would lead, if no reader reaches it. */
    readonly lostLinks: string | null;
  };
};

type ComposedIssue =
  | {
      readonly kind: 'composed';
      readonly edition: Edition;
      readonly weight: Weight;
      /** The templates it was composed from. */
      readonly files: TemplateFiles;
      readonly pictureProblems: readonly PictureProblem[];
    }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] };

/** Reads everything, runs every check, writes only what it learned of pages that are gone. say: in whose language it tells. */
export async function checkIssue(
  newsletter: Newsletter,
  issue: DeskIssue,
  now: Date,
  needs: CheckNeeds,
  signal: AbortSignal,
  say: Say = sayIn(newsletter.language),
): Promise<CheckReport> {
  const today = dayOf(now, newsletter.time_zone);
  const [composed, chosen, audience] = await Promise.all([
    needs.letter.compose(newsletter, issue, signal),
    needs.articles.chosen(issue),
    needs.audience(newsletter.name),
  ]);
  const letter =
    composed.kind === 'composed'
      ? await checkComposed({ newsletter, issue, chosen, say }, composed, needs, signal)
      : { findings: composed.faults.map((fault) => templateFinding(fault, say)), bytes: 0, back: [] };
  const sources = chosen.map((one) => ({ ...one, gone: one.gone && !letter.back.includes(one.article.url) }));
  const texts = letterTexts(newsletter, issue, chosen, say);
  const spelling = await checkSpelling(newsletter, texts, chosen, needs.outside.spell, say);
  const findings = byGravity([
    ...letter.findings,
    ...checkInboxLines(issue.subject, issue.preheader, say),
    ...checkDate(newsletter, issue, today, say),
    ...checkAgenda(newsletter, issue, chosen, today, say),
    ...checkArticles(sources, say),
    ...checkSections(newsletter, chosen, say),
    ...checkSponsors(newsletter, issue, say),
    ...checkPublicUrl(needs.outside.lostLinks, say),
    ...checkAudience(audience, newsletter.limits.audience_change_percent, say),
    ...spelling,
    ...(newsletter.language === 'fr' ? checkTypography(texts, say) : []),
  ]);
  return {
    issue,
    findings,
    blocked: findings.some(({ level }) => level === 'block'),
    edition: composed.kind === 'composed' ? composed.edition : null,
    bytes: letter.bytes,
    audience,
  };
}

type Desk = {
  readonly newsletter: Newsletter;
  readonly issue: DeskIssue;
  readonly chosen: readonly ChosenSource[];
  readonly say: Say;
};

/** Whatever a letter prints of an article. */
function quotedFrom({ article }: ChosenSource): Quoted {
  const { title, series, excerpt, author, images } = article;
  const captions = images.flatMap(({ alt, caption, credit }) => [alt, caption, credit]);
  return { title, text: [title, series, excerpt, author, ...captions].join('\n') };
}

async function checkComposed(
  { newsletter, issue, chosen, say }: Desk,
  { edition, weight, files, pictureProblems }: Extract<ComposedIssue, { kind: 'composed' }>,
  needs: CheckNeeds,
  signal: AbortSignal,
): Promise<{
  readonly findings: readonly Finding[];
  readonly bytes: number;
  /** Addresses of articles that were gone and answer again. */
  readonly back: readonly string[];
}> {
  const { content, hash } = edition;
  const slots = needs.letter.slots(content);
  const mistakes = slotMistakes(slots.faults, { newsletter, issue }, files);
  const markup = readMarkup(withPlainLinks(content));
  const reached = await reachAll(markup, needs.outside.reach, signal);
  const essential = new Map(
    chosen.map(({ article }) => [safeAddress(article.url) ?? article.url, article.url]),
  );
  const articles = new Map(
    chosen.map(({ article }) => [safeAddress(article.url) ?? article.url, article.id]),
  );
  const pagesThatAre = (kind: 'dead' | 'alive') =>
    [...essential].filter(([address]) => reached.get(address)?.kind === kind).map(([, url]) => url);
  const wereGone = new Set(chosen.filter(({ gone }) => gone).map(({ article }) => article.url));
  const gone = pagesThatAre('dead');
  const back = pagesThatAre('alive').filter((url) => wereGone.has(url));
  if (gone.length + back.length > 0) await needs.articles.markPages(gone, back);
  const titles = new Map(chosen.map(({ article }) => [article.id, article.title]));
  const heaviest = weight.articles.map(({ id, bytes }) => ({
    id,
    title: titles.get(id) ?? String(id),
    bytes,
  }));
  const findings = [
    ...checkPlaceholders(content, mistakes, chosen.map(quotedFrom), say),
    ...checkUnsubscribe(slots, say),
    ...checkSender(content, say),
    ...checkLinks(markup, reached, articles, say),
    ...checkImages(markup, reached, articles, say),
    ...pictureProblems.map(({ articleId, trouble }) =>
      articleId === null
        ? pictureFinding({ place: say('Les partenaires', 'The partners') }, trouble, say)
        : pictureFinding({ place: titles.get(articleId) ?? '', ...atArticle(articleId) }, trouble, say),
    ),
    ...checkWeight(newsletter, slots, heaviest, say),
    ...checkSeen({ newsletter, issue, chosen, readings: slots.readings }, await needs.outside.clients(), say),
    ...(issue.approvedHash !== null && issue.approvedHash !== hash ? [approvalFinding(issue, say)] : []),
  ];
  return { findings, bytes: slots.heaviestBytes, back };
}

function templateFinding({ file, line, message, unfit }: TemplateFault, say: Say): Finding {
  if (unfit) return unfitFinding(unfit, say);
  return {
    level: 'block',
    check: 'template',
    place: `${file}:${line}`,
    message: say(`La lettre ne se compose pas : ${message}.`, `The letter cannot be composed: ${message}.`),
    fix: say('Corrigez le modèle à cet endroit.', 'Correct the template at this place.'),
  };
}

function unfitFinding(unfit: UnfitArticle, say: Say): Finding {
  const { message, fix } = unfitInWords(unfit, say);
  const { articleId, title, commune } = unfit;
  return {
    level: 'block',
    check: 'article',
    place: title,
    ...atArticle(articleId, commune),
    message: say(`La lettre ne peut pas le porter : ${message}.`, `The letter cannot carry it: ${message}.`),
    fix,
  };
}

function pictureFinding(place: Pick<Finding, 'place' | 'at'>, trouble: PictureTrouble, say: Say): Finding {
  const why = pictureTroubleInWords(trouble, say);
  return {
    level: 'warn',
    check: 'image',
    ...place,
    message: say(`Une image n’a pas pu être reprise : ${why}.`, `A picture could not be used: ${why}.`),
    fix: say(
      'L’article paraîtra sans elle ; choisissez-en une autre.',
      'The article appears without it; choose another.',
    ),
  };
}

/** An approved edition leaves as it was approved; a newer article or template needs a new approval. */
function approvalFinding({ approvedHash }: DeskIssue, say: Say): Finding {
  return {
    level: 'warn',
    check: 'approval',
    place: (approvedHash ?? '').slice(0, 12),
    message: say(
      'Un article, une image, un modèle ou un réglage a changé depuis l’approbation : c’est l’édition approuvée qui partira.',
      'An article, a picture, a template or a setting changed since the approval: the approved edition is what will leave.',
    ),
    fix: say('Pour prendre le changement, approuvez de nouveau.', 'To take the change, approve again.'),
  };
}
