/** The form that every change of an issue goes through: whole without script, saved as it is made with it. */
import type { ReactNode } from 'react';
import type { Period } from '../audience/ids.ts';
import type { Visit } from './page.tsx';
import { queryOf, type View } from './view.ts';

/** The issue that a page is about, and how it is looked at. */
export type Desk = {
  readonly visit: Visit;
  readonly newsletter: string;
  readonly period: Period;
  /** Version of the issue on this page. */
  readonly version: number;
  readonly view: View;
  /** Whether this editor may change the issue in its present state. */
  readonly mayEdit: boolean;
};

export function issueAddress({ newsletter, period }: Pick<Desk, 'newsletter' | 'period'>, page = ''): string {
  return `/studio/issue/${newsletter}/${period}${page}`;
}

export function EditForm({
  desk,
  what,
  item,
  saves = 'submit',
  page = '/edit',
  children,
  ...more
}: {
  readonly desk: Desk;
  /** Without it each button says what it does. */
  readonly what?: string;
  readonly item?: string;
  /** change: also when a field is left. settled: only when the page shows all that was saved before. */
  readonly saves?: 'submit' | 'change' | 'settled';
  readonly page?: string;
  readonly children: ReactNode;
  readonly id?: string;
  readonly className?: string;
}) {
  return (
    <form
      method="post"
      action={`${issueAddress(desk, page)}${queryOf(desk.view)}`}
      data-saves={saves}
      {...more}
    >
      <input type="hidden" name="form_token" value={desk.visit.token} />
      <input type="hidden" name="version" value={desk.version} />
      {what !== undefined && <input type="hidden" name="what" value={what} />}
      {item !== undefined && <input type="hidden" name="item" value={item} />}
      {children}
    </form>
  );
}

/** A change made from a page of its own: another page follows. */
export function PageForm({
  desk,
  what,
  item,
  page = '/edit',
  encoding,
  children,
}: {
  readonly desk: Desk;
  readonly what: string;
  readonly item?: string;
  readonly page?: string;
  readonly encoding?: 'multipart/form-data';
  readonly children: ReactNode;
}) {
  return (
    <form method="post" action={issueAddress(desk, page)} encType={encoding}>
      <input type="hidden" name="form_token" value={desk.visit.token} />
      <input type="hidden" name="version" value={desk.version} />
      <input type="hidden" name="what" value={what} />
      {item !== undefined && <input type="hidden" name="item" value={item} />}
      {children}
    </form>
  );
}
