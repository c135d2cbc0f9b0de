/** hebdo gather: visits a newsletter's feeds now. */
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import type { FeedReport, GatherReport } from '../gather/report.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

type Options = { readonly json?: boolean; readonly now?: boolean };

export function gather(program: Command): void {
  program
    .command('gather')
    .description('visit the feeds of a newsletter and remember their articles')
    .argument('<newsletter>', 'name of its folder in templates/')
    .option('--now', 'also visit feeds that asked to be left alone or that failed a short while ago')
    .option('--json', 'print one object at the end')
    .action((name: string, options: Options) =>
      runCommand(options, async (session) => told(await visited(session, name, options))),
    );
}

async function visited(session: Session, name: string, { now }: Options): Promise<GatherReport> {
  const { feeds } = await session.app.world.templates.newsletter(name);
  const progress = session.terminal ? drawn(feeds.length) : null;
  const onFeed = (feed: FeedReport) => (progress ? progress.increment() : session.say(line(feed)));
  try {
    return await session.app.gather(name, session.signal, { insist: now ?? false, onFeed });
  } finally {
    progress?.stop();
  }
}

function drawn(feeds: number): cliProgress.SingleBar {
  const bar = new cliProgress.SingleBar(
    { format: 'Feeds {bar} {value}/{total}', clearOnComplete: true, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  bar.start(feeds, 0);
  return bar;
}

function line({ url, outcome, articles, new: added, problems }: FeedReport): string {
  const brought =
    outcome === 'articles' ? `${articles} articles, ${added} new` : outcome.replaceAll('_', ' ');
  return `${url}: ${[brought, ...problems].join('; ')}`;
}

/** A feed that rests after a failure still fails: cron should see it until it is well. */
function told(report: GatherReport): Outcome {
  const failing = report.feeds.filter((feed) => feed.failing);
  const exit =
    failing.length === 0
      ? exits.done
      : failing.length === report.feeds.length
        ? exits.fault
        : exits.partlyDone;
  const lines = [
    `${report.feeds.length} feeds of ${report.newsletter} visited in ${report.seconds} s: ` +
      `${report.articles} articles, ${report.new} new, ${report.changed} changed.`,
    ...(failing.length > 0
      ? [
          `${failing.length} ${failing.length === 1 ? 'feed needs' : 'feeds need'} a look; their last good articles stay:`,
          ...failing.map((feed) => `  ${line(feed)}`),
        ]
      : []),
  ];
  const feeds = report.feeds.map(({ failing: _, ...feed }) => feed);
  return { exit, lines, json: { ...report, feeds } };
}
