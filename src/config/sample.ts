/** The invented paper of the sample newsletters: nobody can own its domain (RFC 6761), so nothing of it may reach a reader. */
import type { Newsletter } from './newsletter.ts';

/** Whether a newsletter still writes as that paper, as copied. */
export function isSample({ sender }: Pick<Newsletter, 'sender'>): boolean {
  return /@(?:[^@]*\.)?lacalanque\.example$/i.test(sender.address);
}
