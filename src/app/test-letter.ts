/** Test letters: marked in their subject; no ledger has a row of them, so that nothing counts them, and their links act on nobody. */
import { parseEmailAddress } from '../audience/address.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { buildLetter } from '../letter/letter.ts';
import { prepareEdition } from '../letter/prepare.ts';
import { postReadyLetter } from '../world/service-mail.ts';
import type { World } from '../world/world.ts';
import type { Composing } from './composing.ts';
import { sampleEnvelope, sampleReader } from './preview.ts';

export type TestReceiver = { readonly email: string; readonly name: string | null };

/** null: all of them left. A reason, in both languages where it is ours, when one could not. */
export async function postTestLetters(
  world: World,
  { composeEdition }: Pick<Composing, 'composeEdition'>,
  issue: DeskIssue,
  to: readonly TestReceiver[],
): Promise<string | null> {
  const { smtp } = world.configuration;
  if (smtp === undefined) return 'Aucun relais : SMTP_URL manque. No relay: SMTP_URL is missing.';
  const newsletter = await world.templates.newsletter(issue.newsletter);
  const composed = await composeEdition(newsletter, issue);
  if (composed.kind === 'faults') return composed.faults[0]?.message ?? '';
  const { content } = composed.edition;
  const edition = { ...composed.edition, content: { ...content, subject: `[ESSAI] ${content.subject}` } };
  const prepared = prepareEdition(edition);
  for (const { email, name } of to) {
    const address = parseEmailAddress(email);
    if (address.kind === 'fault') continue;
    const own = { email: address.address, firstName: name, premium: false, commune: null };
    const raw = buildLetter(prepared, { ...sampleReader, ...own }, sampleEnvelope(world, edition, issue));
    try {
      await postReadyLetter(smtp.url, { from: content.from.address, to: email }, Buffer.concat(raw));
    } catch (error) {
      return `La lettre d’essai n’est pas partie. The test letter did not leave: ${String(error)}`;
    }
  }
  return null;
}
