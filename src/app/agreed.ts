/** Joins what a page showed, and from where its button was pressed, to what a receipt keeps of it. */
import { readerNetwork } from '../audience/network.ts';
import type { Agreed } from '../audience/wording.ts';
import type { Shown } from '../site/sentence.tsx';

export function agreedTo({ wording, peer, forwarded }: Shown): Agreed {
  return { wording, network: readerNetwork(peer, forwarded) };
}
