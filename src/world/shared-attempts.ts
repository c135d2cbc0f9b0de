/** What several ask for at the same moment is asked for once: an editor's quick changes compose the same pictures side by side. */

export type Shared<Answer> = (
  key: string,
  signal: AbortSignal,
  attempt: () => Promise<Answer>,
) => Promise<Answer>;

/** The attempt of whoever came first, by its signal. Where that one gives up, the next who waits makes an attempt of its own. */
export function sharedAttempts<Answer>(): Shared<Answer> {
  const underWay = new Map<string, { readonly answer: Promise<Answer>; readonly signal: AbortSignal }>();
  return async (key, signal, attempt) => {
    for (let other = underWay.get(key); other !== undefined; other = underWay.get(key))
      try {
        return await within(other.answer, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!other.signal.aborted) throw error;
      }
    const answer = attempt();
    underWay.set(key, { answer, signal });
    try {
      return await answer;
    } finally {
      underWay.delete(key);
    }
  };
}

/** What another one is at may take longer than whoever waits for it will. */
async function within<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const tooLong = Promise.withResolvers<never>();
  const giveUp = () => tooLong.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([answer, tooLong.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
