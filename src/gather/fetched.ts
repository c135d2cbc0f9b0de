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

/** Why there is no response, with its facts: trouble-words.ts tells it to a person. */
export type NotFetched = RefusedAddress | NoAnswer | UnusableAnswer;

/** Nothing was asked. `allowedBy`: the setting of the machine that lets such an address be asked all the same. */
export type RefusedAddress =
  | {
      readonly kind: 'refused_address';
      /** Whether the host is itself an address, or a name that leads to one. */
      readonly why: 'is_private' | 'leads_to_private';
      readonly host: string;
      readonly allowedBy: AllowPrivate;
    }
  | { readonly kind: 'refused_address'; readonly why: 'not_http'; readonly address: string };
export type AllowPrivate = 'HEBDO_ALLOW_PRIVATE_FEEDS' | 'HEBDO_ALLOW_PRIVATE_WEBHOOKS';

export type NoAnswer =
  | { readonly kind: 'timed_out'; readonly host: string }
  | { readonly kind: 'unreachable'; readonly host: string; readonly why: WhyUnreachable }
  /** What is rarer, in the words of node's network. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly why: 'other'; readonly said: string };
export type WhyUnreachable =
  | 'unknown_name'
  | 'unresolved'
  | 'nobody_listens'
  | 'cut'
  | 'no_way'
  | 'no_network'
  | 'long_headers'
  | 'expired'
  | 'other_name'
  | 'self_signed'
  | 'broken_chain';

type UnusableAnswer =
  | {
      readonly kind: 'too_large';
      readonly url: string;
      readonly status: number;
      /** Bytes. */
      readonly most: number;
    }
  | {
      readonly kind: 'bad_encoding';
      readonly url: string;
      readonly status: number;
      /** As Content-Encoding names it. */
      readonly encoding: string;
    }
  | {
      readonly kind: 'too_many_redirects';
      readonly most: number;
      /** Where the last one led. */
      readonly last: string;
    };

export type Fetched = Response | NotFetched;

/** Throws only when options.signal aborts; all other trouble is a value. */
export type Fetch = (url: string, options?: FetchOptions) => Promise<Fetched>;
