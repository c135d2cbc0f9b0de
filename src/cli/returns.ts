/** hebdo returns: what came back, read and weighed. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { PollOutcome } from '../app/returns.ts';
import type { Return } from '../returns/read.ts';
import { exits, type Outcome } from './outcome.ts';
import { ending, runCommand } from './session.ts';
import { listUnread } from './unread-returns.ts';

type Options = { readonly json?: boolean };

export function returns(program: Command): void {
  const group = program.command('returns').description('bounces, complaints and automatic replies');
  group
    .command('poll')
    .description('weigh what the relay refused, and read the bounce mailbox named by IMAP_URL')
    .option('--json', 'print one object at the end')
    .action((options: Options) =>
      runCommand(options, async ({ app, signal }) => polled(await app.pollReturns(signal))),
    );
  group
    .command('unread')
    .description('list what mail servers handed over (BOUNCE_LISTEN) and nobody could read; kept for 30 days')
    .option('--out <folder>', 'write each as a file to look at (.eml)')
    .option('--json', 'print one object at the end')
    .action((options: Options & { out?: string }) =>
      runCommand(options, (session) => listUnread(session, options.out)),
    );
  group
    .command('explain')
    .description('say how Hebdo reads saved mails; nothing is stored')
    .argument('<files...>', 'mails as they came, one a file (.eml)')
    .option('--json', 'print one object at the end')
    .action((files: string[], options: Options) => ending(options.json === true, () => explained(files)));
}

function polled(outcome: PollOutcome): Outcome {
  const { refusals } = outcome;
  const lines = [`${refusals.weighed} refused letters weighed, ${refusals.suppressed} readers suppressed.`];
  if (outcome.kind === 'no_mailbox') {
    lines.push('No bounce mailbox is configured: set IMAP_URL, such as imaps://user:password@host/INBOX.');
    return { exit: exits.done, lines, json: { mailbox: null, refusals } };
  }
  const { messages, bounce, complaint, auto_reply, unrelated, suppressed } = outcome.report;
  lines.push(
    `${messages} new mails: ${bounce} bounces, ${complaint} complaints, ${auto_reply} automatic replies, ${unrelated} left as they were.`,
    `${suppressed} readers suppressed or unsubscribed.`,
  );
  return { exit: exits.done, lines, json: { mailbox: outcome.report, refusals } };
}

async function explained(files: readonly string[]): Promise<Outcome> {
  const { readReturn } = await import('../returns/read.ts');
  const read = await Promise.all(
    // No secret: which letter it was is not asked, only what the mail says.
    files.map(async (file) => ({ file, ...facts(await readReturn(await saved(file), '')) })),
  );
  const lines = read.flatMap(({ file, kind, recipients }) => [
    `${file}: ${kind}`,
    ...recipients.map((one) => `  ${one.class}, ${one.reason} (${one.code ?? '-'} ${one.enhanced ?? '-'})`),
  ]);
  return { exit: exits.done, lines, json: { returns: read } };
}

async function saved(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Error(`The mail ${file} could not be read; name files as they were saved.`, { cause: error });
  }
}

/** Without addresses: what is printed may end in a log. */
function facts(mail: Return) {
  if (mail.kind !== 'bounce') return { kind: mail.kind, recipients: [] };
  const recipients = mail.recipients.map(({ verdict, code, enhanced, final }) => ({
    class: verdict.class,
    reason: verdict.reason,
    code,
    enhanced,
    final,
  }));
  return { kind: mail.kind, recipients };
}
