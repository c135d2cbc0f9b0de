/** What the jobs call: handed in by whoever starts them, so that jobs know BullMQ and nothing else of the world. */

/** A newsletter as the schedules see it: null while its settings cannot be read, and then nothing changes. */
type Timetable = {
  readonly time_zone: string;
  /** Cron patterns in that zone. */
  readonly schedule: { readonly gather: string; readonly draft: string; readonly send: string };
};
export type Newsletters = ReadonlyMap<string, Timetable | null>;

/** Each may be called at any time and twice at once: what is done or not due is left alone. Outcomes are for the log. */
export type Steps = {
  /** Read anew each time, so that a new folder needs no restart. */
  readonly newsletters: () => Promise<Newsletters>;
  readonly gather: (newsletter: string, signal: AbortSignal) => Promise<object>;
  /** Drafts the issue whose drafting time has come and that nobody drafted. */
  readonly draft: (newsletter: string, signal: AbortSignal) => Promise<object>;
  /** Lets leave whatever is approved (or needs no approval) and whose slot has come. */
  readonly release: (newsletter: string, signal: AbortSignal) => Promise<object>;
  readonly sendBatch: (issueId: number, batch: number, signal: AbortSignal) => Promise<object>;
  /** Wakes batches that have letters left and nobody at work on them, and settles what is finished. */
  readonly sweep: (signal: AbortSignal) => Promise<object>;
  /** Weighs refusals and reads the bounce mailbox, where there is one. */
  readonly pollReturns: (signal: AbortSignal) => Promise<object>;
  /** Tries again to post service letters that the relay put off. */
  readonly postServiceMail: (signal: AbortSignal) => Promise<object>;
  /** Delivers the webhooks that are due. */
  readonly deliverWebhooks: (signal: AbortSignal) => Promise<object>;
  /** Forgets requests that were not confirmed in time. */
  readonly tidy: () => Promise<object>;
  /** Asks readers without contact for years, erases who did not answer. */
  readonly retain: (signal: AbortSignal) => Promise<object>;
};

/** The log, as far as jobs need it. */
export type JobLog = {
  readonly debug: (facts: object, event: string) => void;
  readonly info: (facts: object, event: string) => void;
  readonly warn: (facts: object, event: string) => void;
};
