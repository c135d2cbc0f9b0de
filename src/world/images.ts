/** Fetches a picture once, brings it to its frame and keeps it; the next issue finds it in the database. */
import type { Fetch } from '../gather/fetched.ts';
import { frameName, type PictureFrame } from '../issue/image-choice.ts';
import type { KeepPicture, PictureNeeds } from '../issue/image-find.ts';
import type { PictureTrouble } from '../issue/picture-trouble.ts';
import { uploadedHash } from '../issue/uploaded-picture.ts';
import type { Clock } from './clock.ts';
import type { Db } from './db/database.ts';
import { imageByHash, imageFromSource, keepImage } from './db/images.ts';
import { measurePicture, resizePicture } from './image-resize.ts';
import { sharedAttempts } from './shared-attempts.ts';

/** Twice the CSS pixels of the widest place it is shown in, so that it is sharp on dense screens. */
const density = 2;
const limits = {
  accept: 'image/jpeg,image/png,image/webp,image/*;q=0.5',
  maxBytes: 20_000_000,
  timeLimit: 15_000,
} as const;

export type PictureStore = Pick<PictureNeeds, 'keep' | 'measure'>;
type KeptPicture = Awaited<ReturnType<KeepPicture>>;
type Outside = { readonly fetch: Fetch; readonly db: Db; readonly clock: Clock };

/** Trouble of any kind is a problem to report, never a throw; only an abort throws. */
export function openPictureStore(outside: Outside): PictureStore {
  const memory = openMemory(outside.clock);
  return {
    keep: (url, frame, signal) =>
      memory(`${url} ${frameName(frame)}`, signal, () => keep(outside, { url, frame }, signal)),
    measure: async (url, signal) => {
      const fetched = await fetchPicture(outside.fetch, url, signal);
      if (fetched.kind === 'problem') return fetched;
      const measured = await measurePicture(fetched.bytes);
      return measured.kind === 'unusable' ? problem({ ...measured, url }) : measured;
    },
  };
}

/** Milliseconds that an answer about a picture holds in this process, and how many are remembered. */
const remembered = { forMs: 10 * 60_000, most: 1_000 } as const;

/**
 * An editor sees the letter composed at each change: a picture that does not come must not be waited for each time,
 * nor fifty known ones be looked up, and changes that follow each other quickly must not fetch and resize it each for
 * themselves. What the database keeps is never taken out again.
 */
function openMemory(clock: Clock) {
  const known = new Map<string, { readonly until: number; readonly kept: KeptPicture }>();
  const shared = sharedAttempts<KeptPicture>();
  return async (
    key: string,
    signal: AbortSignal,
    attempt: () => Promise<KeptPicture>,
  ): Promise<KeptPicture> => {
    const now = clock.now().getTime();
    const before = known.get(key);
    if (before && now < before.until) return before.kept;
    const kept = await shared(key, signal, attempt);
    known.delete(key);
    known.set(key, { until: now + remembered.forMs, kept });
    const [oldest] = known.keys();
    if (known.size > remembered.most && oldest !== undefined) known.delete(oldest);
    return kept;
  };
}

async function keep(
  { fetch, db, clock }: Outside,
  asked: { url: string; frame: PictureFrame },
  signal: AbortSignal,
): Promise<KeptPicture> {
  const { url, frame } = asked;
  const source = { url, frame: frameName(frame) };
  const known = await imageFromSource(db, source);
  if (known) return { kind: 'kept', ...known };
  const brought = uploadedHash(url);
  const fetched = await (brought === null ? fetchPicture(fetch, url, signal) : keptUpload(db, brought));
  if (fetched.kind === 'problem') return fetched;
  const resized = await resizePicture(fetched.bytes, shapeOf(frame));
  if (resized.kind === 'unusable') return problem({ ...resized, url });
  const { hash, width, height, bytes } = resized;
  await keepImage(db, source, { hash, width, height, type: 'image/jpeg', bytes }, clock.now());
  return { kind: 'kept', hash, width, height };
}

type Bytes = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | Problem;
type Problem = { readonly kind: 'problem'; readonly trouble: PictureTrouble };

/** A picture that an editor brought lies in the database already. */
async function keptUpload(db: Db, hash: string): Promise<Bytes> {
  const image = await imageByHash(db, hash);
  return image ? { kind: 'bytes', bytes: image.bytes } : problem({ kind: 'no_upload', hash });
}

async function fetchPicture(fetch: Fetch, url: string, signal: AbortSignal): Promise<Bytes> {
  if (!URL.canParse(url)) return problem({ kind: 'no_address', text: url });
  const fetched = await fetch(url, { ...limits, signal });
  if (fetched.kind !== 'response') return problem(fetched);
  if (fetched.status !== 200) return problem({ kind: 'answered', url, status: fetched.status });
  return { kind: 'bytes', bytes: fetched.body };
}

function shapeOf({ width, height, fluid }: PictureFrame): { width: number; height: number } {
  const widest = Math.max(width, fluid) * density;
  return { width: widest, height: Math.round((widest * height) / width) };
}

function problem(trouble: PictureTrouble): Problem {
  return { kind: 'problem', trouble };
}
