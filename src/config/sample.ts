/** The invented paper of the sample newsletters: nobody can own its domain (RFC 6761), so nothing of it may reach a reader. */
import type { Newsletter } from './newsletter.ts';

export const sampleLives =
  'a sample of the invented paper La Calanque: while it stands here its feeds are visited, and /s offers it to readers';
export const sampleRemedy =
  'Remove its folder, or copy yours elsewhere and set HEBDO_TEMPLATES; of your own copy correct sender and publisher.';

/** Whether a newsletter still writes as that paper, as copied. */
export function isSample({ sender }: Pick<Newsletter, 'sender'>): boolean {
  return /@(?:[^@]*\.)?lacalanque\.example$/i.test(sender.address);
}
