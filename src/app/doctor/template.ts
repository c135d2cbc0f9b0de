/** Composes a letter of every block from a newsletter's own templates, so that doctor finds their faults before a week does. */
import type { ArticleId, IssueId, Period } from '../../audience/ids.ts';
import type { Newsletter } from '../../config/newsletter.ts';
import { inEnglish } from '../../config/say.ts';
import type { Article } from '../../gather/article.ts';
import { composeLetter } from '../../issue/compose.ts';
import type { Block, ChosenArticle, Issue } from '../../issue/issue.ts';
import type { TemplateFiles } from '../../issue/liquid.ts';
import { slotMistakes, slotPlaceInWords } from '../../issue/slot-mistake.ts';
import { slotTroubleInWords } from '../../issue/slot-trouble.ts';
import { surveyEdition } from '../../letter/survey.ts';
import { compileMjml } from '../../world/compile.ts';
import { type Finding, fault, ok } from './finding.ts';

/** One fault per place in the templates; articles are stand-ins and nothing is fetched. */
export async function examineTemplate(
  newsletter: Newsletter,
  files: TemplateFiles,
  now: Date,
): Promise<readonly Finding[]> {
  const { name } = newsletter;
  const manuscript = {
    newsletter,
    issue: issueOf(newsletter, now),
    chosen: blocksOf(newsletter).map((block, at) => standIn(newsletter, block, at, now)),
    pictures: { articles: new Map(), sponsors: new Map() },
    files,
  };
  const composed = await composeLetter(manuscript, { compile: compileMjml });
  if (composed.kind === 'faults')
    return composed.faults.map(({ file, line, message }) =>
      fault(name, `${file}:${line}: ${message}`, 'Correct the template at this place.'),
    );
  const { faults, unsubscribeIn } = surveyEdition(composed.content);
  const findings = slotMistakes(faults, manuscript, files).map((mistake) =>
    fault(
      name,
      `${slotPlaceInWords(mistake, inEnglish)}: ${slotTroubleInWords(mistake.trouble, inEnglish)}`,
      'Correct this slot of the template.',
    ),
  );
  if (findings.length === 0 && unsubscribeIn.size < 2)
    return [
      fault(
        name,
        'not every part of the letter has an unsubscribe link for every reader',
        'Put [[ unsubscribe_url ]] into the foot of issue.mjml and of issue.txt.liquid.',
      ),
    ];
  return findings.length > 0 ? findings : [ok(name, 'its templates compose a letter of every block')];
}

function blocksOf({ sections, communes }: Newsletter): readonly Block[] {
  return [
    { kind: 'lead' },
    { kind: 'front_page' },
    ...sections.map(({ id }): Block => ({ kind: 'section', section: id })),
    { kind: 'most_read' },
    { kind: 'agenda' },
    ...communes.slice(0, 1).map(({ id }): Block => ({ kind: 'commune', commune: id })),
  ];
}

function standIn(newsletter: Newsletter, block: Block, at: number, now: Date): ChosenArticle {
  const id = (at + 1) as ArticleId;
  const article: Article = {
    id,
    newsletter: newsletter.name,
    url: `${newsletter.publisher.url.replace(/\/$/, '')}/${id}/`,
    guid: null,
    title: `Article ${id}`,
    series: null,
    publishedAt: now,
    updatedAt: null,
    author: newsletter.publisher.name,
    excerpt: `Article ${id}.`,
    section: block.kind === 'section' ? block.section : null,
    categories: [],
    communes: [],
    // Every second one, so that both kinds of mark are composed.
    premium: at % 2 === 1,
    image: null,
    images: [],
    flags: [],
    contentHash: '',
    readRank: null,
    firstSeenAt: now,
    lastSeenAt: now,
    feed: '',
  };
  return {
    articleId: id,
    block,
    position: 0,
    reason: '',
    pinned: false,
    pickedHash: '',
    edited: {},
    article,
  };
}

function issueOf({ name, title, numbering }: Newsletter, now: Date): Issue {
  return {
    id: 0 as IssueId,
    newsletter: name,
    period: '2026-W01' as Period,
    number: numbering.number,
    date: now.toISOString().slice(0, 10),
    state: 'draft',
    subject: title,
    preheader: title,
    edito: null,
    items: [],
    version: 1,
    approvedHash: null,
    sendAt: null,
    pausedReason: null,
    sponsors: {},
    errata: [],
  };
}
