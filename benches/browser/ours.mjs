// The page's own search as an engine: the built worker with a snapshot of the same corpus.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DIST, PROJECT, freshFolder } from '../../tests/e2e/support/paths.mjs';
import { snapshotWords } from './corpus.mjs';

/** The name in the table. */
export const OURS = 'igsr-fetch';

const DRIVER = join(dirname(fileURLToPath(import.meta.url)), 'ours-worker.js');
const PROGRAM = process.env.IGSR_FETCH ?? join(PROJECT, 'target/release/igsr-fetch');

/** Makes the snapshot of a corpus; returns its folder. */
export async function snapshotOf(corpus) {
  const out = join(await freshFolder('search'), 'snapshot');
  execFileSync(PROGRAM, snapshotWords(corpus, out), { stdio: ['ignore', 'ignore', 'pipe'] });
  return out;
}

/**
 * Returns what a site must serve so that the built worker runs with a snapshot of the corpus, and the address of the script that asks it.
 *
 * @param {string} corpus the folder of the corpus
 */
export async function serveOurs(corpus) {
  const folder = existsSync(DIST) ? readdirSync(DIST).find((name) => existsSync(join(DIST, name, 'search-worker.js'))) : null;
  if (!folder) throw new Error(`${DIST} has no worker of the file search: make serve or make test builds it`);
  const snapshot = await snapshotOf(corpus);
  return {
    snapshot,
    address: `/app/${folder}/ours-worker.js?search-worker`,
    texts: { [`/app/${folder}/ours-worker.js`]: readFileSync(DRIVER) },
    folders: { '/app/': DIST, '/snapshot/': snapshot },
  };
}

/** Sorts all files in every order and direction; returns the slowest. */
export async function slowestSort(ask) {
  const times = [];
  for (const sort of ['size', 'date', 'path']) {
    for (const descending of [true, false]) {
      times.push((await ask({ sort, descending })).took);
    }
  }
  return Math.max(...times);
}
