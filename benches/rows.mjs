// Rows for the table of `make bench`: numbers of our own beside those of a peer in the same rounds. benches/README.md explains them.

import { appendFileSync } from 'node:fs';

/**
 * Adds a row to the table.
 *
 * @param {object} row
 * @param {string} row.what what was measured
 * @param {string} [row.unit]
 * @param {number[]} [row.ours] one number for each round; less is better
 * @param {string} [row.peer] what stands beside it
 * @param {number[]} [row.theirs] its numbers, of the same rounds
 * @param {number} [row.most] the goal: the median of our numbers in parts of the peer's is at most so much; without it nothing is judged
 * @param {string} [row.not_measured] why there are no numbers
 */
export function row(row) {
  const file = process.env.BENCH_ROWS;
  if (file) appendFileSync(file, `${JSON.stringify(row)}\n`);
  else console.log(JSON.stringify(row));
}

/** Returns the middle of some numbers; of an even number of them, the upper one of the two. */
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Does something so many times, one after the other, and returns what came of each. */
export async function rounds(count, action) {
  const results = [];
  for (let round = 0; round < count; round += 1) results.push(await action(round));
  return results;
}

/** Browsers tell only of tasks that take more than 50 ms, so no other counts as less. */
export const atLeastTold = (task) => Math.max(50, task);
