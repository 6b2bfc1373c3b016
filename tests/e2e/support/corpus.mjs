// A list of all files in the true shapes of the site, as static files: made once, as it takes seconds.

import { access, mkdir, rename, rm } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PROJECT } from './paths.mjs';

const run = promisify(execFile);
/** The command. */
export const COMMAND = process.env.IGSR_FETCH ?? join(PROJECT, 'target/release/igsr-fetch');
const TABLES = ['integrated_call_samples_v3.20130502.ALL.panel', '20130606_g1k_3202_samples_ped_population.txt'];
const INDEXES = [
  '1000G_2504_high_coverage.sequence.index',
  '1000G_698_related_high_coverage.sequence.index',
  '20130502.phase3.sequence.index',
];

/** Makes the tables of a site with so many files; returns their folder. */
export function makeCorpus(files) {
  return once(`corpus-${files}`, (folder) =>
    run('cargo', ['run', '--quiet', '--release', '--no-default-features', '--example', 'make_corpus', '--', '--files', String(files), '--out', folder], {
      cwd: PROJECT,
    }),
  );
}

/** Makes the snapshot of such a site; returns its folder. */
export async function makeSnapshot(files) {
  const corpus = await makeCorpus(files);
  const words = [...TABLES.flatMap((name) => ['--samples', join(corpus, name)]), ...INDEXES.flatMap((name) => ['--index', join(corpus, name)])];
  return once(`snapshot-${files}`, (folder) => run(COMMAND, ['snapshot', '--tree', join(corpus, 'current.tree'), ...words, '--out', folder]));
}

/** Searches a snapshot by the command; returns what it prints. */
export async function search(snapshot, ...words) {
  const { stdout } = await run(COMMAND, ['search', '--snapshot', snapshot, ...words], { maxBuffer: 1 << 28 });
  return stdout;
}

/** Makes a folder below target/e2e unless it is there; a half-made one is not taken for it. */
async function once(name, make) {
  const folder = join(PROJECT, 'target/e2e', name);
  const made = await access(folder).then(
    () => true,
    () => false,
  );
  if (made) return folder;
  const half = `${folder}.half`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  await make(half);
  await rename(half, folder);
  return folder;
}
