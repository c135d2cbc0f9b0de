/** The first tables: feeds, articles, issues, editions, letters, subscribers, consent, suppression, images. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table feeds (
    id bigint generated always as identity primary key,
    newsletter text not null,
    url text not null,
    redirect_to text, redirect_since timestamptz,
    etag text, last_modified text, body_hash text,
    visited_at timestamptz, next_visit_at timestamptz, healthy_at timestamptz,
    failing_since timestamptz, failures int not null default 0, gone_at timestamptz,
    last_status int, last_outcome text, last_reason text, newest_article_at timestamptz,
    items int not null default 0, unknown_categories text[] not null default '{}',
    unique (newsletter, url))`,
  `create table articles (
    id bigint generated always as identity primary key,
    newsletter text not null,
    feed_id bigint references feeds on delete set null,
    url text not null, guid text,
    title text not null, series text,
    published_at timestamptz not null, date_from text not null check (date_from in ('feed', 'first_seen')), updated_at timestamptz,
    author text, excerpt text not null, section text,
    categories text[] not null default '{}', communes text[] not null default '{}',
    premium boolean not null default false,
    image jsonb, images jsonb not null default '[]', flags jsonb not null default '[]',
    content_hash text not null,
    read_rank int,
    first_seen_at timestamptz not null, last_seen_at timestamptz not null, gone_at timestamptz,
    unique (newsletter, url))`,
  `create index articles_by_time on articles (newsletter, published_at desc)`,
  `create table article_feeds (
    article_id bigint not null references articles on delete cascade,
    feed_id bigint not null references feeds on delete cascade,
    guid text, primary key (article_id, feed_id))`,
  `create index article_feeds_by_guid on article_feeds (feed_id, guid)`,
  `create table issues (
    id bigint generated always as identity primary key,
    newsletter text not null, period text not null,
    number int not null, date date not null,
    state text not null default 'draft'
      check (state in ('draft', 'approved', 'scheduled', 'sending', 'paused', 'sent', 'cancelled')),
    subject text not null, preheader text not null default '', edito jsonb,
    version int not null default 1,
    approved_hash text, approved_by text, approved_at timestamptz, unapproved_reason text,
    send_at timestamptz, paused_reason text,
    drafted_at timestamptz not null, articles_until timestamptz not null,
    frozen_at timestamptz, sending_at timestamptz, sent_at timestamptz,
    unique (newsletter, period))`,
  `create table issue_items (
    issue_id bigint not null references issues on delete cascade,
    article_id bigint not null references articles on delete cascade,
    block jsonb not null, position int not null,
    reason text not null, pinned boolean not null default false,
    picked_hash text not null, edited jsonb not null default '{}',
    primary key (issue_id, article_id))`,
  `create index issue_items_by_article on issue_items (article_id)`,
  `create table editions (
    hash text primary key,
    issue_id bigint not null references issues on delete cascade,
    content jsonb not null, created_at timestamptz not null)`,
  `create table images (
    hash text primary key, source_url text not null unique,
    width int not null, height int not null, type text not null,
    bytes bytea not null, fetched_at timestamptz not null)`,
  `create table subscribers (
    id bigint generated always as identity primary key,
    email text not null, email_key text not null unique,
    first_name text, last_name text, commune text,
    premium boolean not null default false, language text,
    attributes jsonb not null default '{}', created_at timestamptz not null)`,
  `create table subscriptions (
    subscriber_id bigint not null references subscribers on delete cascade,
    newsletter text not null,
    state text not null check (state in ('pending', 'active', 'unsubscribed', 'bounced')),
    since timestamptz not null, source text not null default '',
    primary key (subscriber_id, newsletter))`,
  `create index subscriptions_by_newsletter on subscriptions (newsletter, state, subscriber_id)`,
  `create table consent_receipts (
    id bigint generated always as identity primary key,
    subscriber_id bigint references subscribers on delete set null,
    email_hash bytea not null, newsletter text,
    purpose text not null check (purpose in ('newsletter', 'open_tracking', 'click_tracking')),
    action text not null check (action in ('granted', 'withdrawn')),
    at timestamptz not null, source text not null, network text,
    wording_hash text, wording_version text)`,
  `create table suppressions (
    email_hash bytea primary key,
    reason text not null check (reason in ('forgotten', 'complaint', 'hard_bounce', 'soft_bounces', 'manual')),
    at timestamptz not null)`,
  `create table letters (
    id bigint generated always as identity primary key,
    issue_id bigint not null references issues on delete cascade,
    subscriber_id bigint references subscribers on delete set null,
    batch int not null,
    state text not null default 'pending' check (state in
      ('pending', 'claimed', 'dotted', 'accepted', 'deferred', 'refused', 'unknown', 'suppressed', 'cancelled', 'given_up')),
    provider text not null default 'others',
    attempts smallint not null default 0,
    run_id uuid, lease_until timestamptz, next_at timestamptz,
    reply_code smallint, reply_enhanced text, reply text,
    settled_at timestamptz,
    unique (issue_id, subscriber_id))`,
  `create index letters_open on letters (issue_id, batch, id) where state in ('pending', 'claimed', 'dotted', 'deferred')`,
  `create table exclusions (
    issue_id bigint not null references issues on delete cascade,
    reason text not null, count int not null, primary key (issue_id, reason))`,
];
