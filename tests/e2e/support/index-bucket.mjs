// A bucket in moto, which plays S3: the same names as the tree, and a folder of more keys than one reply holds.

import assert from 'node:assert/strict';

import { encoded } from './index-judge.mjs';
import { PYTHON, serve } from './index-servers.mjs';
import { freePort } from './net.mjs';
import { freshFolder } from './paths.mjs';

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
 * Starts moto and fills a bucket.
 *
 * @returns {Promise<{bucket: string, stop: () => Promise<void>}>} `bucket` is the bucket's URL with its slash
 */
export async function startBucket(truth) {
  const port = await freePort();
  const home = `http://127.0.0.1:${port}/`;
  const args = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)];
  const server = await serve({ program: PYTHON, args, work: await freshFolder('moto'), urls: [home] });
  try {
    await put(`${home}${BUCKET}`, null);
    const keys = ['zero/', ...Object.keys(truth).flatMap((folder) => truth[folder].map((entry) => [folder, entry]))];
    const next = keys[Symbol.iterator]();
    const worker = async () => {
      for (const key of next) await put(`${home}${BUCKET}/${typeof key === 'string' ? key : path(...key)}`, key[1]?.size ?? 0);
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { bucket: `${home}${BUCKET}/`, stop: server.stop };
}

const path = (folder, { name, dir }) => `${folder}/${encoded(name)}${dir ? '/inner.txt' : ''}`;

async function put(url, size) {
  const answer = await fetch(url, { method: 'PUT', body: size === null ? undefined : 'x'.repeat(size) });
  await answer.arrayBuffer();
  assert.equal(answer.status, 200, `PUT ${url}`);
}
