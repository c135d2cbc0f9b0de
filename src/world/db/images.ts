/** Pictures of letters, kept by the hash of their bytes. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

/** A picture ready to be served. Pixels. */
export type StoredImage = {
  /** Hex SHA-256 of the bytes. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  /** Media type. */
  readonly type: string;
  readonly bytes: Buffer;
};
export type ImageSource = { readonly url: string; readonly frame: string };

/** What `/i/<hash>.jpg` serves. */
export async function imageByHash(db: Db, hash: string): Promise<StoredImage | null> {
  const { rows } = await sql<StoredImage>`
    select hash, width, height, type, bytes from images where hash = ${hash}`.execute(db);
  return rows[0] ?? null;
}

/** The picture that this source gave for this frame, if it was fetched before. */
export async function imageFromSource(
  db: Db,
  { url, frame }: ImageSource,
): Promise<Omit<StoredImage, 'bytes'> | null> {
  const { rows } = await sql<Omit<StoredImage, 'bytes'>>`
    select i.hash, i.width, i.height, i.type from image_sources s join images i using (hash)
    where s.source_url = ${url} and s.frame = ${frame}`.execute(db);
  return rows[0] ?? null;
}

/** Of these sources, those that were brought to a frame before. */
export async function keptSources(db: Db, urls: readonly string[]): Promise<readonly ImageSource[]> {
  const { rows } = await sql<ImageSource>`
    select source_url as url, frame from image_sources where source_url = any(${[...urls]}::text[])`.execute(
    db,
  );
  return rows;
}

/** Done twice leaves the same as done once. */
export async function keepImage(db: Db, source: ImageSource, image: StoredImage, now: Date): Promise<void> {
  const { hash, width, height, type, bytes } = image;
  await sql`
    insert into images (hash, width, height, type, bytes, fetched_at)
    values (${hash}, ${width}, ${height}, ${type}, ${bytes}, ${now}) on conflict (hash) do nothing`.execute(
    db,
  );
  await sql`
    insert into image_sources (source_url, frame, hash, fetched_at)
    values (${source.url}, ${source.frame}, ${hash}, ${now})
    on conflict (source_url, frame) do update set hash = excluded.hash, fetched_at = excluded.fetched_at`.execute(
    db,
  );
}
