// Where things are.

import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The built app. */
export const DIST = process.env.DIST ?? join(PROJECT, 'dist');

/** The tools that scripts fetch. */
export const TOOLS = join(PROJECT, 'target/tools');

const fresh = [];
process.once('exit', () => {
  if (!process.env.KEEP) for (const folder of fresh) rmSync(folder, { recursive: true, force: true });
});

/** Makes an empty folder below target/e2e/work. It goes when the tests end, but stays with KEEP=1 in the environment. */
export async function freshFolder(name) {
  const base = join(PROJECT, 'target/e2e/work');
  await mkdir(base, { recursive: true });
  const folder = await mkdtemp(join(base, `${name}-`));
  fresh.push(folder);
  return folder;
}
