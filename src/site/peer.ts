/** Who is at the other end of the connection, as the server's socket tells. */
import type { Context } from 'hono';

export function peerOf(context: Context): string | undefined {
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress;
}

/** As much of the other end as limits and receipts need; what is kept of it is its network. */
export type Caller = { readonly peer: string | undefined; readonly forwarded: string | undefined };

export function callerOf(context: Context): Caller {
  return { peer: peerOf(context), forwarded: context.req.header('x-forwarded-for') };
}
