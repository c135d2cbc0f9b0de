/** Webhooks: where programs want to be told, of what, and whether anybody answers there. */
import type pg from 'pg';
import type { WebhookShown, WebhookWish } from '../../webhooks/record.ts';

type WebhookRecord = WebhookShown & {
  readonly salt: Buffer;
  readonly secretNumber: number;
  readonly previousUntil: Date | null;
};

const columns = `id, url, events, newsletters, with_address as "withAddress", active, created_at as "createdAt",
  failing_since as "failingSince", disabled, salt, secret_number as "secretNumber",
  previous_until as "previousUntil"`;

/** reach: a token that is limited sees those that are limited to its newsletters. */
const within = '($1::text[] is null or newsletters <@ $1::text[])';

export async function pageOfWebhooks(
  pool: pg.Pool,
  reach: readonly string[] | null,
  after: number,
  limit: number,
): Promise<readonly WebhookRecord[]> {
  const { rows } = await pool.query<WebhookRecord>(
    `select ${columns} from webhooks where ${within} and id > $2 order by id limit $3`,
    [reach && [...reach], after, limit],
  );
  return rows;
}

/** Those that were turned off because nothing reached them; who turned one off by hand needs nobody. */
export async function stoppedWebhooks(pool: pg.Pool): Promise<readonly WebhookShown[]> {
  const { rows } = await pool.query<WebhookShown>(
    `select id, url, events, newsletters, with_address as "withAddress", active, created_at as "createdAt",
       failing_since as "failingSince", disabled
     from webhooks where not active and disabled is not null order by id limit 20`,
  );
  return rows;
}

export async function webhookById(
  pool: pg.Pool,
  id: number,
  reach: readonly string[] | null,
): Promise<WebhookRecord | null> {
  const { rows } = await pool.query<WebhookRecord>(
    `select ${columns} from webhooks where ${within} and id = $2`,
    [reach && [...reach], id],
  );
  return rows[0] ?? null;
}

export async function createWebhook(
  pool: pg.Pool,
  { url, events, newsletters, withAddress }: WebhookWish,
  salt: Buffer,
  at: Date,
): Promise<WebhookRecord> {
  const { rows } = await pool.query<WebhookRecord>(
    `insert into webhooks (url, events, newsletters, with_address, salt, created_at)
     values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [url, [...events], newsletters && [...newsletters], withAddress, salt, at],
  );
  const [made] = rows;
  if (made === undefined) throw new Error('the webhook was not stored');
  return made;
}

/**
 * Turned on again, it begins without its past. Once it tells no addresses any more, its log is open to tokens that may not
 * read them: what receivers answered before goes.
 */
export async function changeWebhook(
  pool: pg.Pool,
  id: number,
  change: Partial<WebhookWish & Pick<WebhookRecord, 'active'>>,
): Promise<void> {
  await pool.query(
    `with quoted as (
       update webhook_attempts a set answer = null from webhook_deliveries d join webhooks w on w.id = d.webhook_id
       where not $6::boolean and w.id = $1 and w.with_address and a.delivery_id = d.id and a.answer is not null)
     update webhooks set url = coalesce($2, url), events = coalesce($3, events),
       newsletters = case when $4 then $5::text[] else newsletters end,
       with_address = coalesce($6, with_address), active = coalesce($7, active),
       failing_since = case when $7 then null else failing_since end,
       disabled = case when $7 is null then disabled end
     where id = $1`,
    [
      id,
      change.url ?? null,
      change.events === undefined ? null : [...change.events],
      change.newsletters !== undefined,
      change.newsletters ? [...change.newsletters] : null,
      change.withAddress ?? null,
      change.active ?? null,
    ],
  );
}

export async function removeWebhook(pool: pg.Pool, id: number): Promise<void> {
  await pool.query('delete from webhooks where id = $1', [id]);
}

/** The next secret; the one before signs beside it until then. */
export async function rotateSecret(pool: pg.Pool, id: number, until: Date): Promise<number> {
  const { rows } = await pool.query<{ number: number }>(
    `update webhooks set secret_number = secret_number + 1, previous_until = $2 where id = $1
     returning secret_number as number`,
    [id, until],
  );
  return rows[0]?.number ?? 1;
}
