/** Answers and problems as HTTP responses. */
import type { FieldFault } from './problems.ts';
import { type ProblemName, problems } from './problems.ts';
import type { Refusal } from './route.ts';

export type Ready = { readonly status: number; readonly type: string; readonly text: string };

/** RFC 9457, 3: what happened, in fields that programs read. */
type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldFault[];
};

/** publicUrl: where the page is whose anchors explain the types. */
export function problemOf(publicUrl: string, { problem, detail, errors }: Refusal): Ready {
  const { status, title } = problems[problem];
  const body: ProblemBody = {
    type: problemType(publicUrl, problem),
    title,
    status,
    detail,
    ...(errors && { errors }),
  };
  return { status, type: 'application/problem+json', text: JSON.stringify(body) };
}

function problemType(publicUrl: string, problem: ProblemName): string {
  return `${publicUrl}/api/v1#${problem}`;
}

export function answerOf(status: number, body: unknown): Ready {
  return { status, type: 'application/json', text: body === null ? '' : JSON.stringify(body) };
}

export function responseOf(
  { status, type, text }: Ready,
  headers: Readonly<Record<string, string>>,
): Response {
  const empty = text === '';
  return new Response(empty ? null : text, {
    status,
    headers: { ...safeHeaders, ...(empty ? {} : { 'Content-Type': type }), ...headers },
  });
}

/** Nothing here is a page, and nothing of it may be kept on the way. */
export const safeHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
};
