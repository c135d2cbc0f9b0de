/** A page of one card: before the door, and in the place of what was asked for and not done. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ReactNode } from 'react';
import type { StudioContext } from './env.ts';
import { renderPage } from './page.tsx';

type Card = {
  readonly title: string;
  /** A line over the title: what it is about. */
  readonly about?: string;
  /** 200 unless told. */
  readonly status?: ContentfulStatusCode;
};

export function cardPage(context: StudioContext, card: Card, children: ReactNode): Response {
  return oneCard(context, card, {}, children);
}

/** Its mark tells the script that keeps what was typed that the server does not have it. */
export function refusedPage(context: StudioContext, card: Card, children: ReactNode): Response {
  return oneCard(context, card, { 'data-refused': true }, children);
}

function oneCard(
  context: StudioContext,
  { title, about, status = 200 }: Card,
  mark: { readonly 'data-refused'?: true },
  children: ReactNode,
): Response {
  const card = (
    <div className="card narrow now" {...mark}>
      {about && <p className="small soft">{about}</p>}
      <h1>{title}</h1>
      {children}
    </div>
  );
  return context.html(renderPage(context.get('visit'), title, card), status);
}
