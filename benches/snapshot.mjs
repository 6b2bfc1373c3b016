// The step `snapshot`: making the snapshot of 700,000 files, and what of it travels to the page. benches/README.md explains the rows.
//
// node benches/snapshot.mjs [--files N]

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

import { PROJECT, freshFolder } from '../tests/e2e/support/paths.mjs';
import { corpusOf, snapshotWords, tableOf } from './browser/corpus.mjs';
import { row, rounds } from './rows.mjs';

const ROUNDS = 3;
const PROGRAM = process.env.IGSR_FETCH ?? join(PROJECT, 'target/release/igsr-fetch');
const PLAIN = join(PROJECT, 'benches/plain.py');

/** Files of a snapshot by what they hold; the others are loaded later, or read in pieces. */
const PATHS = /^(directories|names)-/;
const COLUMNS = /^(sizes|dates)-/;

/** Milliseconds of one tick of the clock by which Linux counts a process's time. */
const TICK = 10;

/** What /proc tells of a running process: the milliseconds of the processor that it has used, and the most memory it has held. */
function spentBy(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ').slice(11, 13);
  return { milliseconds: (Number(user) + Number(system)) * TICK, memory: Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)[1]) * 1024 };
}

/** Runs a program and returns its milliseconds and the most memory it held: without /proc, those of the wall's clock, and nothing. */
function run(program, words) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    // Both only grow, so what counts is the last look before the program ends.
    let spent = null;
    const watch = setInterval(() => {
      try {
        spent = spentBy(child.pid);
      } catch {
        // It has ended, or there is no /proc.
      }
    }, 5);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve(spent ?? { milliseconds: performance.now() - began, memory: 0 });
      else reject(new Error(`${program} ${words[0]} ended with ${code}: ${said}`));
    });
  });
}

/** Makes the snapshot and, in the same rounds, has Python read the table and index it. */
async function make(corpus, files, folder) {
  const table = join(corpus, 'current.tree');
  const [out, database] = [join(folder, 'out'), join(folder, 'files.sqlite')];
  const python = spawnSync('python3', ['--version']).status === 0;
  const each = await rounds(ROUNDS, async () => {
    for (const path of [out, database]) rmSync(path, { recursive: true, force: true });
    const ours = await run(PROGRAM, snapshotWords(corpus, out));
    const read = python && (await run('python3', [PLAIN, 'read', table]));
    const index = python && (await run('python3', [PLAIN, 'index', table, database]));
    return { ours, read, index };
  });
  const seconds = (name) => each.map((round) => round[name].milliseconds / 1000);
  const what = `make the snapshot of ${files} files`;
  if (python) {
    row({ what, unit: 's', ours: seconds('ours'), peer: 'SQLite FTS5 with trigrams, by Python', theirs: seconds('index'), most: 0.1 });
    row({ what, unit: 's', ours: seconds('ours'), peer: 'Python, which only reads and sorts the table', theirs: seconds('read'), most: 0.6 });
  } else {
    row({ what, not_measured: 'there is no python3' });
  }
  const bytes = statSync(table).size;
  const memory = each.map(({ ours }) => ours.memory / 1e6);
  const whatMemory = 'memory of the whole command';
  // It holds at least what it writes.
  if (Math.min(...memory) * 1e6 < sizeOf(out)) row({ what: whatMemory, not_measured: 'this system does not tell it' });
  else row({ what: whatMemory, unit: 'MB', ours: memory, peer: 'the table', theirs: memory.map(() => bytes / 1e6), most: 2.6 });
  return out;
}

const sizeOf = (folder) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** Compresses as a server does, and returns megabytes. Quality 11 took 18 times as long for our files alone (78 s, November 2026). */
async function packed(content) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return (await promisify(brotliCompress)(content, { params })).length / 1e6;
}

/** Compares what the page loads before it can search with the same columns of the table as text, all of it compressed in the same way. */
async function transfer(corpus, snapshot) {
  const names = readdirSync(snapshot);
  if (!names.some((name) => PATHS.test(name))) throw new Error(`${snapshot} has no file of paths`);
  const sum = async (kind) => {
    const sizes = names.filter((name) => kind.test(name)).map((name) => packed(readFileSync(join(snapshot, name))));
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
  const columns = tableOf(corpus);
  const text = (...places) => packed(Buffer.from(columns.map((row) => places.map((at) => row[at]).join('\t')).join('\n')));
  const [paths, rest, pathText, allText] = await Promise.all([sum(PATHS), sum(COLUMNS), text(0), text(0, 1, 2)]);
  const peer = 'the same as text, by brotli too';
  row({ what: 'what travels, by brotli: paths', unit: 'MB', ours: [paths], peer, theirs: [pathText], most: 0.4 });
  row({ what: 'what travels, by brotli: paths, sizes, dates', unit: 'MB', ours: [paths + rest], peer, theirs: [allText], most: 0.5 });
}

const words = process.argv.slice(2);
const files = words[0] === '--files' ? Number(words[1]) : 700_000;
const corpus = corpusOf(files);
await transfer(corpus, await make(corpus, files, await freshFolder('snapshot')));
