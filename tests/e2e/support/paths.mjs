// Where things are.

import { rmSync, statSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The built app as this computer serves it to itself. */
export const DIST = process.env.DIST ?? join(PROJECT, 'target/local-site');

/** The built app as it is hosted. */
export const SITE = process.env.SITE ?? join(PROJECT, 'target/site');

/** The list of files that the tests search: the few main files. */
export const MAIN_FILES = join(PROJECT, 'tests/fixtures/main_files');

/** The list that ships with the page. */
export const SHIPPED = join(SITE, 'snapshot');

/** The tools that scripts fetch. */
export const TOOLS = join(PROJECT, 'target/tools');

/** Says whether other users may pass through a folder and all above it. */
function isOpen(folder) {
  const above = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpen(above));
}

/**
 * What the tests make. Apache, started by root, serves as another user, who may not pass through a closed home folder such
 * as /root: then it lies in the system's folder for temporary files.
 */
export const MADE = process.getuid?.() !== 0 || isOpen(PROJECT) ? join(PROJECT, 'target/e2e') : join(tmpdir(), 'igsr-fetch-e2e');

const fresh = [];
process.once('exit', () => {
  if (!process.env.KEEP) for (const folder of fresh) rmSync(folder, { recursive: true, force: true });
});

/** Makes an empty folder below `MADE`. It goes when the tests end, but stays with KEEP=1 in the environment. */
export async function freshFolder(name) {
  const base = join(MADE, 'work');
  await mkdir(base, { recursive: true });
  const folder = await mkdtemp(join(base, `${name}-`));
  fresh.push(folder);
  return folder;
}
