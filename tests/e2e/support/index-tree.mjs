// The tree whose directory indexes the real servers write: names that bite, true names of the site, and sizes about the
// steps at which servers round. Large files are sparse. Made on first use and kept in `INDEX_TREE`.

import { mkdir, open, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { MADE } from './paths.mjs';
import { variants } from './tree.mjs';

/** Where the tree is. */
export const INDEX_TREE = join(MADE, 'index-tree');

// Raise it when the tree changes, so that it is made anew.
const VERSION = '1';

// Summer and winter, before and after changes of the clock, so that a wrong zone shows.
const TIMES = ['2019-02-23T10:46:38Z', '2019-07-12T08:46:38Z', '2020-11-01T03:03:19Z', '2015-03-11T06:59:59Z', '2024-07-01T00:00:00Z',
  '2009-07-08T00:00:00Z', '2001-12-31T23:59:59Z', '2025-11-24T16:00:00Z'].map((time) => Date.parse(time) / 1000);

const NAMES = [
  'plain.vcf.gz', 'two words.txt', 'two  blanks.txt', ' lead', 'trail ', 'café.txt', 'cafe\u0301.txt', '日本語.fasta', '日'.repeat(85),
  'a&b.txt', 'a&amp;b.txt', '&lt;', 'hash#tag.txt', '100%.txt', 'pct%41.txt', 'a%2Fb', '%', 'plus+plus.txt', "it's.txt", 'say "hi".txt',
  'less<more>.txt', '<!--x-->', 'semi;colon', 'a:b', 'q?x=1', 'star*.txt', 'back\\slash', '$(x).txt', '`tick`.txt', '-dash.txt', '--version',
  '.hidden', '..name', 'name..', '...', 'new\nline', 'tab\tname', 'C=N;O=D', '?C=N;O=D', 'javascript:alert(1)', 'http:x', '~tilde', 'tilde~',
  'pipe|pipe', '@', '=', 'README', 'HEADER', 'Parent Directory', 'Name', '4096', '1.2G', '2019-02-23 10:46', 'x'.repeat(255),
  'name 2019-01-01 10:00  1.2G', `${'é'.repeat(125)}x.gz`, variants(1), `${variants(1)}.tbi`, 'emoji😀.bam', '\u202ertl', 'nbsp\u00a0x',
];
const FOLDERS = [
  'dir', 'dir two', 'dir#x', 'dir%20', 'dir&amp', 'dïr', 'dir?', 'dir:1', '.hiddendir', 'd;e', "dir'q", 'dir"q', 'dir<x>', 'dir\\b', 'x'.repeat(200),
  '-d', 'http:', 'dir.vcf.gz', '+d', ' d ',
];
const BYTES = [Buffer.from('latin1-\xe9.txt', 'latin1'), Buffer.from('bad\xff\xfe.bin', 'latin1'), Buffer.from('over\xc0\xaf', 'latin1')];

const K = 1024;
const SIZES = [
  0, 1, 99, 511, 972, 973, 999, 1000, 1023, K, 1025, 1126, 1127, 1536, 2047, 9899, 9900, 9999, 10_000, 10_188, 10_239, 10_240, 10_752, 99_999,
  102_400, 996_146, 996_147, 1023 * K + 511, 1023 * K + 512, K * K - 1, K * K, 1_572_864, 9 * K * K + 943_718, 10 * K * K, K ** 3 - 1, K ** 3,
  1_020_054_732, 1_200_000_000, 10_630_044_057, 130_000_000_000,
];

/** The folders, by their path below the tree. */
export const FOLDER = {
  names: 'names',
  /** Names that are not UTF-8. */
  bytes: 'bytes',
  sizes: 'sizes',
  release: 'release/20130502',
  empty: 'empty',
};

function entries() {
  const file = (name, size) => ({ name: Buffer.from(name), dir: false, size });
  const folder = (name) => ({ name: Buffer.from(name), dir: true, size: null });
  const chromosomes = [...Array.from({ length: 22 }, (_, index) => String(index + 1)), 'X', 'Y', 'MT'];
  return {
    names: [...NAMES.map((name, index) => file(name, (index * index * 37) % 5000)), ...FOLDERS.map(folder)],
    bytes: [...BYTES.map((name, index) => file(name, index)), folder(Buffer.from('dir\xe9', 'latin1'))],
    sizes: [...SIZES.map((size) => file(`f${String(size).padStart(12, '0')}.bin`, size)), folder('adir')],
    release: [
      ...chromosomes.flatMap((name, index) => [
        file(variants(name), 1_231_000_000 - index * 40_123_457),
        file(`${variants(name)}.tbi`, 99_000 + 977 * index),
      ]),
      file('README_phase3_callset_20150220', 5_123),
      file('integrated_call_samples_v3.20130502.ALL.panel', 55_156),
      folder('supporting'),
    ],
    empty: [],
  };
}

/**
 * Makes the tree if it is not there.
 *
 * @returns {Promise<Record<keyof FOLDER, {name: Buffer, dir: boolean, size: number | null, modified: number}[]>>} what each
 *   folder holds; `modified` in seconds since 1970
 */
export async function makeIndexTree() {
  const truth = entries();
  let count = 0;
  for (const rows of Object.values(truth)) for (const row of rows) row.modified = TIMES[count++ % TIMES.length];
  const stamp = join(MADE, 'index-tree.version');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === VERSION) return truth;
  await rm(stamp, { force: true });
  await rm(INDEX_TREE, { recursive: true, force: true });
  for (const [folder, rows] of Object.entries(truth)) {
    const path = join(INDEX_TREE, FOLDER[folder]);
    await mkdir(path, { recursive: true });
    for (const row of rows) await make(Buffer.concat([Buffer.from(`${path}/`), row.name]), row);
  }
  await writeFile(stamp, VERSION);
  return truth;
}

async function make(path, { dir, size, modified }) {
  if (dir) {
    await mkdir(path);
  } else {
    const file = await open(path, 'w');
    await file.truncate(size);
    await file.close();
  }
  await utimes(path, modified, modified);
}
