/** hebdo articles: what the feeds brought, as it is remembered. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Article } from '../gather/article.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand } from './session.ts';

type Options = { readonly json?: boolean; readonly since?: number };

const day = 86_400_000;

export function articles(program: Command): void {
  program
    .command('articles')
    .description('list the remembered articles of a newsletter, newest first')
    .argument('<newsletter>', 'name of its folder in templates/')
    .option('--since <days>', 'only those published in the last days', readDays)
    .option('--json', 'print one array at the end')
    .action((name: string, options: Options) =>
      runCommand(options, async ({ app }) => {
        const since = options.since && new Date(app.world.clock.now().getTime() - options.since * day);
        return told(name, await app.articles(name, since || undefined));
      }),
    );
}

function readDays(text: string): number {
  const days = Number(text);
  if (!(days > 0)) throw new InvalidArgumentError('a number of days such as 7.');
  return days;
}

function told(newsletter: string, found: readonly Article[]): Outcome {
  const lines =
    found.length > 0
      ? found.map(line)
      : [`No articles of ${newsletter} yet: visit its feeds with hebdo gather ${newsletter}.`];
  return { exit: exits.done, lines, json: found.map(facts) };
}

function line({ publishedAt, section, title, premium, url, flags }: Article): string {
  const marks = [section ?? '?', ...(premium ? ['premium'] : []), ...flags.map(({ kind }) => kind)];
  return `${publishedAt.toISOString().slice(0, 16).replace('T', ' ')}  ${title}  [${marks.join(', ')}]  ${url}`;
}

function facts(article: Article): object {
  return {
    id: article.id,
    url: article.url,
    title: article.title,
    series: article.series,
    published_at: article.publishedAt,
    updated_at: article.updatedAt,
    section: article.section,
    communes: article.communes,
    author: article.author,
    excerpt: article.excerpt,
    image: article.image,
    premium: article.premium,
    read_rank: article.readRank,
    feed: article.feed,
    flags: article.flags,
  };
}
