/** Who is at the other end of the connection, as the server's socket tells. */
import type { Context } from 'hono';

export function peerOf(context: Context): string | undefined {
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress;
}
