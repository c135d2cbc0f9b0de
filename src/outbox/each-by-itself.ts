/** Several sends looked after in turn: one that fails keeps none of those after it. */

/** What came of each, in order, until the signal aborts. Throws the first fault, once all the others had their turn. */
export async function eachByItself<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
  signal?: AbortSignal,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const faults: unknown[] = [];
  for (const item of items) {
    if (signal?.aborted) break;
    await act(item).then(
      (result) => results.push(result),
      (error: unknown) => faults.push(error),
    );
  }
  if (faults.length > 0) throw faults[0];
  return results;
}
