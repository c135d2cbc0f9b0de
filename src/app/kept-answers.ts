/** Answers that never change once they are there, asked for once: a link is followed by thousands at the same minute. */

const most = 1_000;
/** How long «there is none» is believed, in milliseconds: the issue may leave the next moment. */
const noneFor = 5_000;

/** Two who ask at once share the question; an error is not kept. */
export function keptAnswers<Question, Answer>(
  ask: (question: Question) => Promise<Answer | null>,
): (question: Question) => Promise<Answer | null> {
  const kept = new Map<Question, { readonly answer: Promise<Answer | null>; until: number }>();
  return (question) => {
    const known = kept.get(question);
    if (known && known.until > performance.now()) return known.answer;
    const answer = ask(question);
    const entry = { answer, until: Number.POSITIVE_INFINITY };
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    kept.delete(question);
    kept.set(question, entry);
    answer.then(
      (found) => {
        if (found === null) entry.until = performance.now() + noneFor;
      },
      () => kept.delete(question),
    );
    return answer;
  };
}
