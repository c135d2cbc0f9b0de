/** The way from an action to the page that follows: an address that can be asked for again, repeats nothing, and alone tells what was done. */
import type { ReactNode } from 'react';
import type { Period } from '../audience/ids.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import { type Said, type SaidSteps, saidInWords } from './said.ts';
import { troublePage } from './trouble.tsx';

type Steps = SaidSteps & {
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
};

/** said: what it came to, told by the page that follows; null when that page says it itself. also: what else its address says. */
export async function backTo(
  page: '/leaving' | '/audience',
  context: StudioContext,
  steps: Steps,
  said: Said | null,
  also: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const { editor } = context.get('visit');
  const found = await steps.find(newsletter, period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  const told = said === null ? {} : { said: await steps.keepSaid(found, editor, said) };
  const query = new URLSearchParams({ ...told, ...also }).toString();
  return context.redirect(issueAddress({ newsletter, period }, `${page}${query && `?${query}`}`), 303);
}

export function backToLeaving(
  context: StudioContext,
  steps: Steps,
  said: Said | null,
  also: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return backTo('/leaving', context, steps, said, also);
}

/** Null at an address that follows no action. */
export async function toldHere(
  context: StudioContext,
  steps: SaidSteps,
  issue: DeskIssue,
): Promise<ReactNode> {
  const visit = context.get('visit');
  const key = context.req.query('said');
  if (key === undefined || visit.editor === null) return null;
  const said = await steps.findSaid(issue, visit.editor, key);
  return said && saidInWords(said, visit);
}
