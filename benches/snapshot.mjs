// Making the snapshot of 700,000 files, and what of it travels to the page. `make bench` runs it.
//
// node benches/snapshot.mjs [--files N] [DIR]: with a folder, only the sizes of the snapshot in it. It fails when a goal is missed.

import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { PROJECT, freshFolder } from '../tests/e2e/support/paths.mjs';
import { corpusOf, snapshotWords } from './browser/corpus.mjs';

const RUNS = 3;
const PROGRAM = process.env.IGSR_FETCH ?? join(PROJECT, 'target/release/igsr-fetch');

/** Seconds, bytes and bytes: for making it from a table of 115 MB; for transfer. */
const GOALS = { seconds: 6, memory: 300e6, paths: 2.5e6, listing: 6e6 };

/** Files of a snapshot by what they hold, for the goals of transfer; all others are only listed. */
const KINDS = { paths: /path|name|director|word|skeleton/i, columns: /size|date|column/i };

const met = [];
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** Prints a number beside its goal, and notes whether it holds. */
function goal(what, value, most, words) {
  met.push(value <= most);
  console.log(`  ${what.padEnd(44)}${words(value).padStart(12)} (at most ${words(most)}) ${value <= most ? 'pass' : 'MISSED'}`);
}

/** Runs the program and returns its seconds and the most memory it held (nothing on systems without /proc). */
function run(words) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const program = spawn(PROGRAM, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    program.stderr.on('data', (text) => (said += text));
    let memory = null;
    // The system keeps the highest mark itself; it only has to be read before the program ends.
    const look = () => {
      try {
        const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${program.pid}/status`, 'latin1')) ?? [];
        if (kilobytes) memory = Math.max(memory ?? 0, Number(kilobytes) * 1024);
      } catch {
        // It has ended, or there is no /proc.
      }
    };
    const watch = setInterval(look, 5);
    program.once('error', reject);
    program.once('close', (code) => {
      clearInterval(watch);
      const seconds = (performance.now() - began) / 1000;
      if (code === 0) resolve({ seconds, memory });
      else reject(new Error(`igsr-fetch ${words[0]} ended with ${code}: ${said}`));
    });
  });
}

/** Makes the snapshot of a corpus several times, and judges the best time and the most memory. */
async function make(files) {
  const corpus = corpusOf(files);
  const out = join(await freshFolder('snapshot'), 'out');
  const runs = [];
  for (let turn = 0; turn < RUNS; turn += 1) {
    rmSync(out, { recursive: true, force: true });
    runs.push(await run(snapshotWords(corpus, out)));
  }
  const bytes = statSync(join(corpus, 'current.tree')).size;
  console.log(`igsr-fetch snapshot of ${files} files, ${megabytes(bytes)}; best of ${RUNS} runs:`);
  goal('time', Math.min(...runs.map(({ seconds }) => seconds)), GOALS.seconds, (value) => `${value.toFixed(2)} s`);
  const memory = runs.map(({ memory }) => memory).filter(Boolean);
  if (memory.length > 0) goal('memory, the most of all runs', Math.max(...memory), GOALS.memory, megabytes);
  return out;
}

/** Compresses every file as a server does ahead of time, and judges what the page loads before it can search. */
function transfer(folder) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const sums = { paths: 0, columns: 0 };
  console.log(`Transfer (brotli, quality 11, window 2^24):`);
  for (const name of readdirSync(folder, { recursive: true }).toSorted()) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const content = readFileSync(path);
    const kind = Object.keys(KINDS).find((kind) => KINDS[kind].test(name));
    // Checksums are chance: they cannot be compressed, and are read by Range.
    const small = /md5/i.test(name) ? content.length : brotliCompressSync(content, { params }).length;
    if (kind && !/md5/i.test(name)) sums[kind] += small;
    console.log(`  ${name.padEnd(44)}${megabytes(small).padStart(12)} of ${megabytes(content.length)}`);
  }
  if (sums.paths === 0) throw new Error(`${folder} has no file of paths`);
  goal('paths', sums.paths, GOALS.paths, megabytes);
  goal('paths, sizes and dates', sums.paths + sums.columns, GOALS.listing, megabytes);
}

const words = process.argv.slice(2);
const files = words[0] === '--files' ? Number(words.splice(0, 2)[1]) : 700_000;
transfer(words[0] ?? (await make(files)));
if (!met.every(Boolean)) process.exit(1);
