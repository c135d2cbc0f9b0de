/** An address to listen on, as people write it: host:port, [::1]:port, or a port alone for this machine only. */

export type ListenPlace = { readonly host: string; readonly port: number };

/** null when it is none. Port 0 means any free one. */
export function parseListenPlace(text: string): ListenPlace | null {
  const [, inBrackets, bare, digits] = /^(?:\[([0-9a-f:.]+)\]:|([^\s:[\]]+):)?(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits ?? Number.NaN);
  return port <= 65_535 ? { host: inBrackets ?? bare ?? '127.0.0.1', port } : null;
}
