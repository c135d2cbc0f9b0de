/** The way into the studio: a mailed link that works once, for a quarter of an hour, in the browser that asked. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { parseEmailAddress } from '../audience/address.ts';
import type { Editor, EditorId } from './editor.ts';

export type SignInNeeds = {
  readonly editorByKey: (key: string) => Promise<Editor | null>;
  /** Notes an attempt under each key; returns the larger count of attempts since then, this one included. */
  readonly attempts: (keys: readonly Buffer[], since: Date, at: Date) => Promise<number>;
  readonly links: {
    readonly keep: (link: KeptLink) => Promise<void>;
    /** Takes the link away; null when it is unknown, used, over, or another browser's. */
    readonly take: (token: Buffer, browser: Buffer, at: Date) => Promise<EditorId | null>;
  };
  readonly sessions: {
    readonly begin: (token: Buffer, editor: EditorId, at: Date, until: Date) => Promise<void>;
    readonly editor: (token: Buffer, at: Date) => Promise<Editor | null>;
    readonly end: (token: Buffer) => Promise<void>;
  };
  /** Posts the letter with the link. Does not wait for the relay: an answer must not tell who is known. */
  readonly post: (editor: Editor, token: string) => void;
};
export type KeptLink = {
  readonly token: Buffer;
  readonly editor: EditorId;
  /** null: any browser, for a link that the operator printed. */
  readonly browser: Buffer | null;
  readonly until: Date;
};

export const linkMinutes = 15;
const sessionDays = 7;
/** Links asked for in a quarter of an hour, for one address or from one network; a desk may share a network. */
const mostAttempts = 8;

/** What a cookie or a link carries: 256 random bits. */
export function freshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of it. The token is random and long: a plain hash cannot be tried out. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The synchroniser token of forms, bound to the cookie of session or browser (OWASP, HMAC based token pattern). */
export function formToken(secret: string, cookie: string): string {
  return createHmac('sha256', secret).update(`hebdo studio form 1\n${cookie}`).digest('base64url');
}

export type AskOutcome = 'posted_if_known' | 'not_an_address' | 'too_often';

/** Known and unknown addresses get the same answer in the same time. */
export async function askForLink(
  needs: SignInNeeds,
  { email, browser, network, secret }: AskedLink,
  at: Date,
): Promise<AskOutcome> {
  const parsed = parseEmailAddress(email);
  if (parsed.kind === 'fault') return 'not_an_address';
  const keys = [`address ${parsed.key}`, `network ${network}`].map((key) =>
    createHmac('sha256', secret).update(`hebdo sign-in attempt 1\n${key}`).digest(),
  );
  const since = new Date(at.getTime() - linkMinutes * 60_000);
  if ((await needs.attempts(keys, since, at)) > mostAttempts) return 'too_often';
  const editor = await needs.editorByKey(parsed.key);
  if (editor) needs.post(editor, await makeLink(needs, editor, browser, at));
  return 'posted_if_known';
}
export type AskedLink = {
  readonly email: string;
  /** The asking browser's cookie. */
  readonly browser: string;
  readonly network: string;
  readonly secret: string;
};

/** Returns the token that the link carries. browser null: the first browser that opens it. */
export async function makeLink(
  needs: Pick<SignInNeeds, 'links'>,
  editor: Editor,
  browser: string | null,
  at: Date,
): Promise<string> {
  const token = freshToken();
  await needs.links.keep({
    token: tokenHash(token),
    editor: editor.id,
    browser: browser === null ? null : tokenHash(browser),
    until: new Date(at.getTime() + linkMinutes * 60_000),
  });
  return token;
}

/** Opens a session with a link's token; returns the session's own token, or null when the link opens nothing. */
export async function enter(
  needs: SignInNeeds,
  token: string,
  browser: string,
  at: Date,
): Promise<{ readonly session: string; readonly until: Date } | null> {
  const editor = await needs.links.take(tokenHash(token), tokenHash(browser), at);
  if (editor === null) return null;
  const session = freshToken();
  const until = new Date(at.getTime() + sessionDays * 86_400_000);
  await needs.sessions.begin(tokenHash(session), editor, at, until);
  return { session, until };
}
