/** hebdo preview: writes what readers would get to files, one set per variant, byte for byte. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { PreviewOutcome, PreviewVariant } from '../app/preview.ts';
import { inEnglish } from '../config/say.ts';
import { pictureTroubleInWords } from '../issue/picture-trouble.ts';
import { type IssueOptions, issueCommand, nameOf, runOnIssue } from './issue-command.ts';
import { exits, type Outcome } from './outcome.ts';
import type { Session } from './session.ts';

type Options = IssueOptions & { readonly out: string };

export function preview(program: Command): void {
  issueCommand(program, 'preview', 'write an issue as readers would get it: HTML, text and .eml per variant')
    .requiredOption('--out <folder>', 'where the files go; made when it is not there')
    .action((name: string, options: Options) =>
      runOnIssue(name, options, async (session, period) => {
        const outcome = await session.app.preview(name, period, session.signal);
        return told(session, name, outcome, resolve(options.out));
      }),
    );
}

async function told(
  { app }: Session,
  name: string,
  outcome: PreviewOutcome,
  folder: string,
): Promise<Outcome> {
  switch (outcome.kind) {
    case 'no_issue': {
      const reason = `There is no issue of ${name} for ${outcome.period}: draft it first (hebdo draft ${name}).`;
      return { exit: exits.refused, lines: [reason], json: { outcome: 'no_issue', reason } };
    }
    case 'faults': {
      const lines = outcome.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`);
      return { exit: exits.refused, lines, json: { outcome: 'faults', faults: outcome.faults } };
    }
    case 'previewed': {
      const pictureProblems = outcome.pictureProblems.map(({ articleId, trouble }) => ({
        articleId,
        reason: pictureTroubleInWords(trouble, inEnglish),
      }));
      const { title, limits } = await app.world.templates.newsletter(name);
      const files = (await Promise.all(outcome.variants.map((one) => writeVariant(folder, one)))).flat();
      return {
        exit: exits.done,
        lines: [
          `${nameOf(title, outcome.issue)}: edition ${outcome.edition.hash.slice(0, 12)}, ${kilobytes(heaviest(outcome.variants))} of HTML at most (limit ${limits.html_kb} kB).`,
          ...files.map((file) => `  ${file}`),
          ...pictureProblems.map(({ reason }) => `  picture left out: ${reason}`),
          `Pictures are served by hebdo web at ${app.world.publicUrl}.`,
        ],
        json: {
          outcome: 'previewed',
          edition: outcome.edition.hash,
          subject: outcome.edition.content.subject,
          html_bytes: heaviest(outcome.variants),
          heaviest_articles: outcome.weight.articles.slice(0, 5),
          picture_problems: pictureProblems,
          files,
        },
      };
    }
  }
}

async function writeVariant(folder: string, variant: PreviewVariant): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const parts = { html: variant.html, txt: variant.text, eml: variant.eml };
  return Promise.all(
    Object.entries(parts).map(async ([ending, bytes]) => {
      const file = join(folder, `${variant.name}.${ending}`);
      await writeFile(file, bytes);
      return file;
    }),
  );
}

/** HTML bytes of the variant that weighs most: no reader gets every commune's block. */
function heaviest(variants: readonly PreviewVariant[]): number {
  return Math.max(...variants.map(({ html }) => Buffer.byteLength(html)));
}

/** 1 kB is 1,024 bytes, as Gmail's limit is counted in the check. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} kB`;
}
