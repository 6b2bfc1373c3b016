// The page's own search as an engine: the built worker with a snapshot of the same corpus.

/** The name in the table. */
export const OURS = 'igsr-fetch';

/**
 * Opens a snapshot of the corpus in the built worker and asks it everything.
 *
 * @param {{folder: string, rounds: number[][], queries: string[]}} what the corpus, the order of queries, and their texts
 * @returns {Promise<object>} as `measure` of search.mjs, with `facets` and `sort`: the slowest of each, in milliseconds
 */
export async function measureOurs() {
  return { name: OURS, settings: 'web worker', failed: 'not measured: the built worker does not search files yet' };
}
