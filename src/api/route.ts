/** What a route of the API is: address, scope, and the schemas that both parse it and describe it. */
import type { z } from 'zod';
import type { SubscriberId } from '../audience/ids.ts';
import type { ApiToken, Scope } from '../desk/api-token.ts';
import type { Words } from '../site/page.tsx';
import type { FieldFault, ProblemName } from './problems.ts';

export type RouteShape = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under /api/v1, parameters as «:name». */
  readonly path: string;
  /** open: without a token too. */
  readonly scope: Scope | 'open';
  readonly summary: Words;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What a success answers, by status; null: no body. */
  readonly answers: Readonly<Partial<Record<SuccessStatus, z.ZodType | null>>>;
  /** Beside those that every route may answer. */
  readonly problems: readonly ProblemName[];
};
type SuccessStatus = 200 | 201 | 202 | 204;

/** What the handler of a route is handed, parsed. */
export type Call<Shape extends RouteShape> = {
  /** null on an open route without a token. */
  readonly caller: ApiToken | null;
  readonly params: Read<Shape['params']>;
  readonly query: Read<Shape['query']>;
  readonly body: Read<Shape['body']>;
  readonly at: Date;
  /** The connection's other end and what a proxy says of it; the page whose script asks, if any. */
  readonly peer: string | undefined;
  readonly forwarded: string | undefined;
  readonly origin: string | undefined;
};

export type Refusal = {
  readonly kind: 'problem';
  readonly problem: ProblemName;
  readonly detail: string;
  readonly errors?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
};
type Success<Shape extends RouteShape> = {
  [Status in keyof Shape['answers'] & SuccessStatus]: {
    readonly kind: 'answer';
    readonly status: Status;
    readonly body: Written<Shape['answers'][Status]>;
    /** The reader the answer is about: their erasure takes a kept answer along. */
    readonly about?: SubscriberId;
  };
}[keyof Shape['answers'] & SuccessStatus];
export type Answer<Shape extends RouteShape> = Success<Shape> | Refusal;

export type Handler<Shape extends RouteShape> = (call: Call<Shape>) => Promise<Answer<Shape>>;
/** A handler for each route of a table: one that is missing, or answers otherwise, does not compile. */
export type Handlers<Table extends Readonly<Record<string, RouteShape>>> = {
  readonly [Name in keyof Table]: Handler<Table[Name]>;
};

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Written<Schema> = Schema extends z.ZodType ? z.input<Schema> : null;

/** Says no, with the facts. */
export function refuse(problem: ProblemName, detail: string, more: Partial<Refusal> = {}): Refusal {
  return { kind: 'problem', problem, detail, ...more };
}
