/** What a guarded request brings back: a response within its limits, or the reason why there is none. */

export type FetchOptions = {
  readonly signal?: AbortSignal;
  /** GET unless told; HEAD asks whether something is there, without its body. */
  readonly method?: 'GET' | 'HEAD';
  /** The Accept header: what kind of document is wanted. */
  readonly accept?: string;
  /** ETag and Last-Modified of the copy at hand: the server may answer 304 (RFC 9110, 13.1). */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Address that the owner of the server can write to, where the machine's settings name none. */
  readonly contact?: string;
  /** Decoded bytes; 10 MB unless told. */
  readonly maxBytes?: number;
  /** Milliseconds for the whole request with its redirects, waiting in line aside; 20,000 unless told. */
  readonly timeLimit?: number;
};

export type Response = {
  readonly kind: 'response';
  readonly status: number;
  /** Where the last redirect led. */
  readonly url: string;
  /** Where permanent redirects (301, 308) from the asked address led; null when there was none. */
  readonly movedTo: string | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded: gzip and br are undone. */
  readonly body: Uint8Array;
};

export type FetchTrouble =
  | 'refused_address'
  | 'too_large'
  | 'too_many_redirects'
  | 'timed_out'
  | 'unreachable'
  | 'bad_encoding';

/** reason is one English sentence for a person, naming what was tried. */
export type NotFetched = {
  readonly kind: FetchTrouble;
  readonly reason: string;
  /** Of an answer whose body was too large or not readable. */
  readonly status?: number;
};

export type Fetched = Response | NotFetched;

/** Throws only when options.signal aborts; all other trouble is a value. */
export type Fetch = (url: string, options?: FetchOptions) => Promise<Fetched>;
