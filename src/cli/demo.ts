/** hebdo demo: the whole path on a sample newsroom, with a local inbox to look at. */
import { type Command, InvalidArgumentError } from 'commander';
import type { App } from '../app.ts';
import type { Played, Watcher } from '../demo/play.ts';
import type { Stage } from '../demo/stage.ts';
import { exits, type Outcome } from './outcome.ts';
import { progressLine } from './send.ts';
import { sentence } from './send-figures.ts';
import { stopped } from './service.ts';
import { ending, runCommand, type Session } from './session.ts';

type Options = {
  readonly newsletter?: string;
  readonly once?: boolean;
  readonly feed: readonly string[];
  readonly json?: boolean;
};

export function demo(program: Command): void {
  program
    .command('demo')
    .description('play the whole path on a sample newsroom, from its feeds to a local inbox')
    .option(
      '--newsletter <name>',
      'play this newsletter of the templates (default: lhebdo; essentiel, sante)',
    )
    .option('--once', 'end after the send instead of staying to be looked at')
    .option('--feed <url>', "use this feed instead of the sample newsroom's; may be repeated", collected, [])
    .option('--json', 'print one object at the end')
    .addHelpText(
      'after',
      '\nEach demo starts afresh in a temporary folder; nothing leaves this machine. HEBDO_PORT says where its site listens.',
    )
    .action((options: Options) => runDemo(options));
}

async function runDemo(options: Options): Promise<void> {
  const { openStage } = await import('../demo/stage.ts');
  let stage: Stage;
  try {
    stage = await openStage({
      templates: process.env.HEBDO_TEMPLATES || 'templates',
      ownFeeds: options.feed,
      now: new Date(),
      port: process.env.HEBDO_PORT,
    });
  } catch (error) {
    return ending(options.json === true, () => Promise.reject(error));
  }
  await using opened = stage;
  Object.assign(process.env, quiet(), opened.environment);
  await runCommand(options, (session) => playIn(opened, session, options));
}

async function playIn(stage: Stage, session: Session, options: Options): Promise<Outcome> {
  const { play } = await import('../demo/play.ts');
  const { demoNewsletter } = await import('../demo/settings.ts');
  const { app, say, signal } = session;
  using progress = progressLine(session);
  const newsletter = options.newsletter ?? demoNewsletter;
  return await play(app, newsletter, { say, signal, onProgress: progress.show }, async (played) => {
    progress[Symbol.dispose]();
    if (played.kind === 'stopped') return refused(played.lines);
    const seconds = Math.round(performance.now() / 100) / 10;
    const outcome = { exit: exits.done, json: report(played, seconds) };
    if (options.once) return { ...outcome, lines: [headline(played, seconds)] };
    say(headline(played, seconds));
    const waiting = await waitingDraft(app, newsletter, { say, signal, onProgress: () => {} });
    for (const line of [
      ...waiting,
      '',
      ...(await whereToLook(stage, app, played)),
      '',
      'Ctrl-C ends the demo and removes what it made.',
    ])
      say(line);
    await stopped(signal);
    return { ...outcome, lines: ['The demo is over.'] };
  });
}

/** What has left bends no more: an editor who enters finds a draft of another newsletter. */
async function waitingDraft(app: App, played: string, watcher: Watcher): Promise<readonly string[]> {
  const { leaveDraft } = await import('../demo/play.ts');
  const { draftedBeside } = await import('../demo/settings.ts');
  const { templates } = app.world;
  const other = draftedBeside(played);
  // Templates of one's own may have a single newsletter.
  if (!(await templates.names()).includes(other)) return [];
  const { title } = await templates.newsletter(other);
  const issue = await leaveDraft(app, other, watcher);
  if (issue === null) return [`Waiting   nothing: these feeds have no news for ${title}`];
  const articles = new Set(issue.items.map(({ articleId }) => articleId)).size;
  return [
    `Waiting   ${title}, n° ${issue.number}: a draft of ${articles} articles, for an editor to bend and approve`,
  ];
}

type Sent = Extract<Played, { kind: 'sent' }>;

function headline({ issue, send }: Sent, seconds: number): string {
  return `Sent      n° ${issue.number}: ${sentence(send.progress)}; ${seconds} s since the start`;
}

function report({ issue, articles, send }: Sent, seconds: number): object {
  const { letters, counts } = send.progress;
  return {
    newsletter: issue.newsletter,
    issue: issue.period,
    number: issue.number,
    articles,
    recipients: letters,
    accepted: counts.accepted,
    refused: counts.refused,
    unknown: counts.unknown,
    seconds,
    edition: send.issue.frozen?.edition ?? issue.approvedHash,
  };
}

/** Addresses to open, and the variables that let other commands see the same newsroom. */
async function whereToLook(stage: Stage, { world }: App, { issue }: Sent): Promise<readonly string[]> {
  const { demoEditor, demoStudioLink } = await import('../demo/studio.ts');
  const { publicUrl } = world;
  const letter = (await stage.inbox.newestLetter()) ?? '';
  const linkTo = (page: 'u' | 'p') => letter.match(new RegExp(`${publicUrl}/${page}/[^"'\\s<]+`))?.[0];
  return [
    `The inbox, with every letter      ${stage.inbox.address}`,
    `The letter on the web             ${publicUrl}/l/${issue.newsletter}/${issue.period}`,
    `A reader leaves                   ${linkTo('u') ?? `${publicUrl}/`}`,
    `A reader's choices                ${linkTo('p') ?? `${publicUrl}/`}`,
    `The editors' studio (link, once)  ${await demoStudioLink(world)}`,
    `The sample newsroom               ${stage.newsroom.address}/`,
    '',
    'Other commands see this newsroom from another terminal that is told where it is, for example:',
    `  export ${variables(stage.environment)}`,
    `  npx hebdo status ${issue.newsletter}`,
    `  npx hebdo editors link ${demoEditor}`,
  ];
}

/**
 * All of them: without its PUBLIC_URL a printed link would lead to another site, without its SMTP_URL nothing could be sent. The empty
 * ones set aside what that shell names already: its database may be that of real readers.
 */
function variables(environment: Stage['environment']): string {
  const setFirst = Object.entries(environment).toSorted(
    ([, one], [, other]) => (one ? 0 : 1) - (other ? 0 : 1),
  );
  return setFirst.map(([name, value]) => `${name}=${value}`).join(' ');
}

function refused(lines: readonly string[]): Outcome {
  return { exit: exits.refused, lines, json: { outcome: 'stopped', reason: lines.join('\n') } };
}

function collected(address: string, before: readonly string[]): readonly string[] {
  if (!/^https?:\/\/./.test(address) || !URL.canParse(address))
    throw new InvalidArgumentError('expected the address of a feed, such as https://example.org/feed.');
  return [...before, address];
}

/** A person watching wants the story, not its log. */
function quiet(): Record<string, string> {
  return process.env.LOG_LEVEL ? {} : { LOG_LEVEL: 'warn' };
}
