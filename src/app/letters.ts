/** Joins edition, reader, links and names to the letter that a claimed row stands for. */
import { readerLinks } from '../audience/links.ts';
import { wireAddress } from '../letter/address.ts';
import { messageIdFor, verpAddress } from '../letter/identity.ts';
import { buildLetterOffThread } from '../letter/letter.ts';
import { prepareEdition } from '../letter/prepare.ts';
import type { BuiltLetter } from '../outbox/deliver.ts';
import type { ClaimedLetter } from '../outbox/ledger.ts';
import type { Frozen, IssueToSend } from '../outbox/send-ledger.ts';
import { editionByHash } from '../world/db/editions.ts';
import type { World } from '../world/world.ts';

type LetterWorld = Pick<World, 'database' | 'publicUrl' | 'secret'>;
type Build = (letter: ClaimedLetter) => Promise<BuiltLetter>;

/** The last edition stays prepared: a worker builds batch after batch of the same one. */
export function letterBuilder(world: LetterWorld): (issue: IssueToSend, frozen: Frozen) => Promise<Build> {
  let kept: { readonly hash: string; readonly build: Build } | undefined;
  return async (issue, frozen) => {
    if (kept?.hash === frozen.edition) return kept.build;
    const build = await builderOf(world, issue, frozen);
    kept = { hash: frozen.edition, build };
    return build;
  };
}

async function builderOf(world: LetterWorld, issue: IssueToSend, frozen: Frozen): Promise<Build> {
  const edition = await editionByHash(world.database.db, frozen.edition);
  if (edition === null)
    throw new Error(
      `The approved edition ${frozen.edition} of ${issue.newsletter} ${issue.period} is not stored.`,
    );
  const { secret, publicUrl } = world;
  const { newsletter, period } = issue;
  const { from, returnPathDomain } = edition.content;
  const prepared = prepareEdition(edition);
  const senderDomain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const feedbackId = `${period}:${newsletter}:newsletter:${senderDomain.replace(/[^A-Za-z0-9]/g, '').slice(0, 15)}`;
  return async ({ id, reader }) => {
    const to = wireAddress(reader.email);
    if (to.kind === 'unusable') return { kind: 'impossible', reason: to.reason };
    const letter = { newsletter, subscriberId: reader.subscriberId, issueId: issue.id, period };
    const bytes = await buildLetterOffThread(prepared, reader, {
      letterId: id,
      date: frozen.at,
      messageId: messageIdFor(secret, id, senderDomain),
      links: readerLinks({ publicUrl, secret }, letter),
      feedbackId,
    });
    return {
      kind: 'built',
      envelope: { from: verpAddress(secret, id, returnPathDomain), to: reader.email },
      bytes,
    };
  };
}
