// A bucket in moto, which plays S3: the same names as the tree, and a folder of more keys than one reply holds.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PYTHON, serve } from './index-servers.mjs';
import { freePort } from './net.mjs';
import { PROJECT, freshFolder } from './paths.mjs';

const BUCKET = '1000genomes';

/** Keys in the folder `many`, of which a reply holds 1,000. */
export const MANY = 2_500;

/** What each folder of the bucket holds; S3 knows no directories, only keys below one. */
export function bucketTruth(names) {
  const file = (name, size) => ({ name: Buffer.from(name), dir: false, size });
  return {
    // A line break in a path does not reach moto.
    names: names.filter(({ name }) => !name.includes('\n')).map((entry) => ({ ...entry, size: entry.dir ? null : entry.size % 97 })),
    many: [
      ...Array.from({ length: MANY - 2 }, (_, index) => file(`HG${String(index).padStart(5, '0')}.mapped.bam`, index % 7)),
      { name: Buffer.from('HG00500.d'), dir: true, size: null },
      { name: Buffer.from('zz'), dir: true, size: null },
    ],
    zero: [file('empty.txt', 0)],
    nothing: [],
  };
}

/**
 * Starts moto with a bucket.
 *
 * @returns {Promise<{bucket: string, stop: () => Promise<void>}>} `bucket` is the bucket's URL with its slash
 */
export async function startBucket(truth) {
  const port = await freePort();
  const home = `http://127.0.0.1:${port}/`;
  const work = await freshFolder('moto');
  const path = (folder, { name, dir }) => `${folder}/${name}${dir ? '/inner.txt' : ''}`;
  const keys = Object.entries(truth).flatMap(([folder, entries]) => entries.map((entry) => [path(folder, entry), entry.size ?? 0]));
  await writeFile(join(work, 'keys.json'), JSON.stringify([['zero/', 0], ...keys]));
  const args = [join(PROJECT, 'tests/e2e/support/moto_bucket.py'), String(port), BUCKET, join(work, 'keys.json')];
  const server = await serve({ program: PYTHON, args, work, urls: [home] });
  return { bucket: `${home}${BUCKET}/`, stop: server.stop };
}
