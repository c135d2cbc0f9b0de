/** Consent receipts: who agreed to what, when, from where. Written once, never changed. */
import { sql } from 'kysely';
import type { IssueId, SubscriberId } from '../../audience/ids.ts';
import type { ConsentRecord } from '../../audience/receipt.ts';
import type { Agreed, Wording } from '../../audience/wording.ts';
import type { Db } from './database.ts';

export type ConsentReceipt = {
  readonly subscriberId: SubscriberId;
  readonly emailHash: Buffer;
  /** null: of every newsletter of the paper, as tracking is. */
  readonly newsletter: string | null;
  /** «newsletter» where none is named. */
  readonly purpose?: ConsentRecord['purpose'];
  readonly action: 'granted' | 'withdrawn';
  readonly at: Date;
  /** Where the choice was made: a page, an import and its file, a command. */
  readonly source: string;
  /** Whose letter led to it. */
  readonly issueId?: IssueId | null;
  /** What was shown and from which network it was agreed to; a page has it, an import has not. */
  readonly proof?: ConsentProof;
};

export type ConsentProof = {
  readonly network: string | null;
  /** Of a wording that is stored; null: none was shown. */
  readonly wordingHash: string | null;
  readonly wordingVersion: string | null;
};

/** Keeps the sentence and names it. */
export async function proofOf(
  db: Db,
  { wording, network }: Pick<Agreed, 'network'> & { readonly wording: Wording | null },
  at: Date,
): Promise<ConsentProof> {
  if (wording !== null) await keepWording(db, wording, at);
  return { network, wordingHash: wording?.hash ?? null, wordingVersion: wording?.version ?? null };
}

/** Adds receipts in one statement. */
export async function writeReceipts(db: Db, receipts: readonly ConsentReceipt[]): Promise<void> {
  const rows = receipts.map(({ emailHash, proof, ...receipt }) => ({
    ...receipt,
    ...proof,
    hash: emailHash.toString('hex'),
  }));
  await sql`
    insert into consent_receipts (subscriber_id, email_hash, newsletter, purpose, action, at, source,
      network, wording_hash, wording_version, issue_id)
    select "subscriberId", decode(hash, 'hex'), newsletter, coalesce(purpose, 'newsletter'), action, at, source,
      network, "wordingHash", "wordingVersion", "issueId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given("subscriberId" bigint, hash text,
      newsletter text, purpose text, action text, at timestamptz, source text, network text, "wordingHash" text,
      "wordingVersion" text, "issueId" bigint)`.execute(db);
}

/** Keeps a sentence that was shown, so that receipts may name it. */
export async function keepWording(db: Db, wording: Wording, at: Date): Promise<void> {
  await sql`insert into wordings (hash, version, language, text, first_shown_at)
    values (${wording.hash}, ${wording.version}, ${wording.language}, ${wording.text}, ${at})
    on conflict (hash) do nothing`.execute(db);
}

/** Every receipt of an address or a reader, the first one first: an erased reader has only the hash, one who moved has two. */
export async function receiptsOf(
  db: Db,
  emailHash: Buffer,
  reader: SubscriberId | null,
): Promise<readonly ConsentRecord[]> {
  const { rows } = await sql<ConsentRecord>`
    select newsletter, purpose, action, at, source, network,
      case when w.hash is not null then
        jsonb_build_object('text', w.text, 'language', w.language, 'version', w.version, 'hash', w.hash) end as wording
    from consent_receipts left join wordings w on w.hash = wording_hash
    where email_hash = ${emailHash} or subscriber_id = ${reader} order by id`.execute(db);
  return rows;
}
