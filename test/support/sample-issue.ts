/** The sample issue of templates/lhebdo as composition receives it: articles, choices, settings, template files; in any newsletter's templates. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ArticleId, IssueId, Period } from '../../src/audience/ids.ts';
import { type Newsletter, parseNewsletter } from '../../src/config/newsletter.ts';
import type { Article } from '../../src/gather/article.ts';
import type { Manuscript } from '../../src/issue/compose.ts';
import { altOf, frameOf, type Picture, sponsorFrame } from '../../src/issue/image-choice.ts';
import type { Block, ChosenArticle, Issue } from '../../src/issue/issue.ts';
import type { TemplateFiles } from '../../src/issue/liquid.ts';

const templates = new URL('../../templates/', import.meta.url).pathname;
const folder = join(templates, 'lhebdo');

type SampleArticle = {
  block: Block;
  path: string;
  section: string;
  title: string;
  excerpt?: string;
  author?: string;
  premium?: boolean;
  series?: string;
  image?: { picture: string; alt: string; credit: string };
};
type Sample = Pick<Issue, 'number' | 'date' | 'subject' | 'preheader' | 'edito'> & {
  period: string;
  articles: SampleArticle[];
  sponsor: Newsletter['sponsors'][number];
};

export function sample(): Sample {
  return JSON.parse(readFileSync(join(folder, 'sample.json'), 'utf8'));
}

/** Every template file of a newsletter, as src/world/templates.ts reads them. */
export function sampleFiles(name = 'lhebdo'): TemplateFiles {
  return { ...layouts(templates, 'shared'), ...layouts(join(templates, name), '') };
}

function layouts(root: string, within: string): TemplateFiles {
  const names = readdirSync(join(root, within), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(mjml|liquid|html)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(names.map((name) => [relative(root, name), readFileSync(name, 'utf8')]));
}

export function sampleNewsletter(name = 'lhebdo'): Newsletter {
  const parsed = parseNewsletter(
    name,
    'newsletter.yaml',
    readFileSync(join(templates, name, 'newsletter.yaml'), 'utf8'),
  );
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  return { ...parsed.newsletter, sponsors: [sample().sponsor] };
}

/** An article with only what a test says about it. */
export function article(told: Partial<Article>): Article {
  const seen = new Date('2026-11-20T09:00:00Z');
  return {
    id: 1 as ArticleId,
    newsletter: 'lhebdo',
    url: 'https://lacalanque.example/societe/un-titre',
    guid: null,
    title: 'Un titre',
    series: null,
    publishedAt: seen,
    updatedAt: null,
    author: null,
    excerpt: '',
    section: null,
    categories: [],
    communes: [],
    premium: false,
    image: null,
    images: [],
    flags: [],
    contentHash: '0'.repeat(64),
    firstSeenAt: seen,
    lastSeenAt: seen,
    feed: 'https://lacalanque.example/feed/',
    readRank: null,
    ...told,
  };
}

export function chosen(told: Partial<Article>, block: Block, position = 0): ChosenArticle {
  const of = article(told);
  const { id, contentHash } = of;
  return {
    articleId: id,
    block,
    position,
    reason: '',
    pinned: false,
    pickedHash: contentHash,
    edited: {},
    article: of,
  };
}

export function sampleIssue(): Issue {
  const { number, date, period, subject, preheader, edito } = sample();
  return {
    id: 1 as IssueId,
    newsletter: 'lhebdo',
    period: period as Period,
    number,
    date,
    state: 'draft',
    subject,
    preheader,
    edito,
    items: [],
    version: 1,
    approvedHash: null,
    sendAt: null,
    pausedReason: null,
    sponsors: {},
    errata: [],
  };
}

/** Twenty articles. Pictures stand at `pictureBase`/<name>.jpg in the sizes of their frames. */
export function sampleManuscript(
  pictureBase = 'https://lettres.lacalanque.example/i',
  name = 'lhebdo',
): Manuscript {
  const newsletter = sampleNewsletter(name);
  const told = sample();
  const articles = told.articles.filter(({ block }) => hasPlaceIn(newsletter, block));
  const items = articles.map((one, at) => {
    const { path, image: _, excerpt = '', ...rest } = one;
    const block = blockIn(newsletter, one.block, at);
    const facts = { ...rest, excerpt, id: (at + 1) as ArticleId, url: `https://lacalanque.example/${path}` };
    return chosen(facts, block, at);
  });
  return {
    newsletter,
    issue: { ...sampleIssue(), newsletter: name },
    chosen: items,
    pictures: {
      articles: new Map(articles.flatMap((one, at) => samplePicture(one, at, pictureBase))),
      sponsors: new Map([
        [
          told.sponsor.id,
          { ...sponsorFrame, url: `${pictureBase}/posters.jpg`, alt: told.sponsor.alt, credit: '' },
        ],
      ]),
    },
    files: sampleFiles(name),
  };
}

function hasPlaceIn({ communes }: Newsletter, block: Block): boolean {
  return block.kind !== 'commune' || communes.some(({ id }) => id === block.commune);
}

/** Another newsletter has rubriques of its own: the sample's articles are shared out among them. */
function blockIn({ sections }: Newsletter, block: Block, at: number): Block {
  if (block.kind !== 'section' || sections.some(({ id }) => id === block.section)) return block;
  return { kind: 'section', section: sections[at % sections.length]?.id ?? '' };
}

function samplePicture(one: SampleArticle, at: number, base: string): [ArticleId, Picture][] {
  const frame = frameOf(one.block);
  if (frame === null || one.image === undefined) return [];
  const alt = altOf({ alt: one.image.alt, caption: '' }, one.title);
  const { width, height } = frame;
  const url = `${base}/${one.image.picture}.jpg`;
  return [[(at + 1) as ArticleId, { url, width, height, alt, credit: one.image.credit }]];
}
