/** Joins edition, reader, links and names to the letter that a claimed row stands for. */
import { countedLinksUrl, readerLinks } from '../audience/links.ts';
import { noTracking } from '../audience/tracking.ts';
import type { Edition } from '../issue/edition.ts';
import { wireAddress } from '../letter/address.ts';
import { messageIdFor, verpAddress } from '../letter/identity.ts';
import { buildLetterOffThread } from '../letter/letter.ts';
import { type PreparedEdition, prepareEdition } from '../letter/prepare.ts';
import type { Signing } from '../letter/signing.ts';
import type { BuiltLetter } from '../outbox/deliver-needs.ts';
import type { ClaimedLetter } from '../outbox/ledger.ts';
import type { Frozen, IssueToSend } from '../outbox/send-ledger.ts';
import { editionByHash } from '../world/db/editions.ts';
import type { World } from '../world/world.ts';
import { lostLinks } from './lost-links.ts';

type LetterWorld = Pick<World, 'database' | 'publicUrl' | 'relay' | 'secret'>;
type SigningOf = (address: string) => Promise<Signing>;
type Build = (letter: ClaimedLetter) => Promise<BuiltLetter>;

/** refused: no letter of this edition may leave from here, because it could not be signed as configured or its links would be dead. */
export type Builder =
  | { readonly kind: 'ready'; readonly build: Build }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** The last edition stays prepared: a worker builds batch after batch of the same one. */
export function letterBuilder(
  world: LetterWorld,
  signingOf: SigningOf,
): (issue: IssueToSend, frozen: Frozen) => Promise<Builder> {
  let kept: { readonly hash: string; readonly builder: Builder } | undefined;
  return async (issue, frozen) => {
    if (kept?.hash === frozen.edition) return kept.builder;
    const builder = await builderOf(world, signingOf, issue, frozen);
    if (builder.kind === 'ready') kept = { hash: frozen.edition, builder };
    return builder;
  };
}

async function builderOf(
  world: LetterWorld,
  signingOf: SigningOf,
  issue: IssueToSend,
  frozen: Frozen,
): Promise<Builder> {
  const edition = await editionByHash(world.database.db, frozen.edition);
  if (edition === null)
    throw new Error(
      `The approved edition ${frozen.edition} of ${issue.newsletter} ${issue.period} is not stored.`,
    );
  const lost = lostLinks(world);
  if (lost.length > 0) return { kind: 'refused', reasons: lost };
  const signing = await signingOf(edition.content.from.address);
  if (signing.kind === 'refused')
    return {
      kind: 'refused',
      reasons: [...signing.reasons, 'Put DKIM_KEYS or the record right (see hebdo doctor).'],
    };
  const prepared = prepareEdition(edition, {
    signing: signing.kind === 'signed' ? signing.keys : [],
    countedAt: countedLinksUrl(world.publicUrl, issue.newsletter, issue.period),
  });
  return { kind: 'ready', build: buildWith(world, prepared, edition, issue, frozen) };
}

function buildWith(
  { secret, publicUrl }: LetterWorld,
  prepared: PreparedEdition,
  edition: Edition,
  issue: IssueToSend,
  frozen: Frozen,
): Build {
  const { newsletter, period } = issue;
  const { from, returnPathDomain } = edition.content;
  const senderDomain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const feedbackId = `${period}:${newsletter}:newsletter:${senderDomain.replace(/[^A-Za-z0-9]/g, '').slice(0, 15)}`;
  return async ({ id, reader }) => {
    const to = wireAddress(reader.email);
    if (to.kind === 'unusable') return { kind: 'impossible', reason: to.reason };
    const { subscriberId, tracking = noTracking } = reader;
    const tracked = tracking.opens || tracking.clicks;
    const letter = { newsletter, subscriberId, issueId: issue.id, period, tracked };
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
