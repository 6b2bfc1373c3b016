// The corpus, made when it is not there yet, and what a plain search finds in it.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../../tests/e2e/support/paths.mjs';

/** Returns the folder of the corpus with so many files. */
export function corpusOf(files) {
  const folder = join(PROJECT, 'target/corpus', String(files));
  // The program is quick; an older corpus might be another.
  const program = process.env.MAKE_CORPUS ?? join(PROJECT, 'target/release/examples/make_corpus');
  if (!existsSync(program)) throw new Error(`${program} is missing: cargo build --release --no-default-features --example make_corpus`);
  execFileSync(program, ['--files', String(files), '--out', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}

/** The words with which `igsr-fetch` makes a snapshot of a corpus. */
export function snapshotWords(corpus, out) {
  const words = ['snapshot', '--tree', join(corpus, 'current.tree'), '--out', out];
  words.push('--panel', join(corpus, 'integrated_call_samples_v3.20130502.ALL.panel'));
  words.push('--samples', join(corpus, '20130606_g1k_3202_samples_ped_population.txt'));
  for (const index of ['1000G_2504_high_coverage', '1000G_698_related_high_coverage', '20130502.phase3']) {
    words.push('--index', join(corpus, `${index}.sequence.index`));
  }
  return words;
}

/** Returns the rows of a corpus' table: path below the site's root, size, date. */
export function tableOf(folder) {
  const lines = readFileSync(join(folder, 'current.tree'), 'latin1').trimEnd().split('\n');
  return lines.map((line) => {
    const [path, , size, date] = line.split('\t');
    return [path.slice('ftp/'.length), size, date];
  });
}

/** Returns the paths of a corpus below the site's root, in the order of its table. */
export const pathsOf = (folder) => tableOf(folder).map(([path]) => path);

/** How many paths have every word of each query somewhere. */
export function truth(paths, queries) {
  const lower = paths.map((path) => path.toLowerCase());
  return queries.map((query) => {
    const words = query.toLowerCase().split(/\s+/);
    return lower.reduce((count, path) => count + Number(words.every((word) => path.includes(word))), 0);
  });
}
