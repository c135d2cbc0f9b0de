/** Who opened a link of their own letter, found the same way for every page behind one. */
import type { Context } from 'hono';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { type Spoken, spokenTo } from './spoken.ts';
import { gonePage, troublePage } from './trouble.tsx';

export type OpeningNeeds = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
};

export type Opened = {
  readonly token: string;
  readonly seen: Extract<ReaderSeen, { kind: 'reader' }>;
  readonly spoken: Spoken;
};

/** The reader of `:token` and how they are spoken to; else the page that says why there is none. Changes nothing. */
export async function openedBy(context: Context, needs: OpeningNeeds): Promise<Opened | Response> {
  const token = context.req.param('token') ?? '';
  const seen = await needs.seen(token);
  if (seen.kind === 'invalid') return troublePage(context, 'badLink');
  if (seen.kind === 'gone') return gonePage(context);
  return { token, seen, spoken: await spokenTo(needs, seen) };
}
