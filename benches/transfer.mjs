// The step `transfer`: the script that fetches beside wget, and `igsr-fetch verify` beside md5sum. benches/README.md explains the rows.
//
// node benches/transfer.mjs [verify]: all of it, or the check alone.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { chmodSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { PROJECT, freshFolder } from '../tests/e2e/support/paths.mjs';
import { row, rounds } from './rows.mjs';

const PROGRAM = process.env.IGSR_FETCH ?? join(PROJECT, 'target/release/igsr-fetch');
const PIECE = Buffer.alloc(1 << 20, 'The same bytes again and again.');
const GIB = 1 << 30;

/** A `curl` that writes down when it began and ended, in nanoseconds. */
const TIMED_CURL = '#!/bin/sh\nPATH=${PATH#*:}\nbegan=$(date +%s%N)\ncurl "$@"\nstatus=$?\necho "$began $(date +%s%N)" >>"$CURL_TIMES"\nexit $status\n';

/** So many bytes, piece by piece. */
function* pieces(bytes) {
  for (let sent = 0; sent < bytes; sent += PIECE.length) yield bytes - sent < PIECE.length ? PIECE.subarray(0, bytes - sent) : PIECE;
}

/** Serves any path below /vol1/ftp/ as so many bytes, the same for all. */
function serve(bytes) {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-length': bytes, 'content-type': 'application/octet-stream' });
    // A client that leaves ends its answer.
    pipeline(Readable.from(pieces(bytes)), response).catch(() => {});
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ server, base: `http://127.0.0.1:${server.address().port}/vol1/ftp/` })));
}

/** Runs a program, and returns its milliseconds by the wall's clock: both sides wait for a server. */
function run(program, words, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, words, { cwd, env: { ...process.env, http_proxy: '', HTTP_PROXY: '', ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(performance.now() - began) : reject(new Error(`${program} ended with ${code}: ${said}`))));
  });
}

function md5Of(bytes) {
  const hash = createHash('md5');
  for (const piece of pieces(bytes)) hash.update(piece);
  return hash.digest('hex');
}

/** Plans so many files of a server, into a folder. */
async function plan(folder, count, bytes, base) {
  const paths = Array.from({ length: count }, (_, at) => `data/${at % 10}/file${at}.bin`);
  const md5 = md5Of(bytes);
  writeFileSync(join(folder, 'paths.txt'), paths.join('\n'));
  writeFileSync(join(folder, 'sums.md5'), paths.map((path) => `${md5}  ${path}\n`).join(''));
  writeFileSync(join(folder, 'urls.txt'), paths.map((path) => `${base}${path}\n`).join(''));
  await run(PROGRAM, ['plan', '--paths', 'paths.txt', '--md5', 'sums.md5', '--base-url', base, '--tool', 'script', '--out', 'out'], { cwd: folder });
}

/** Measures both ways to fetch: the whole script, and of it the time from the first start of curl to its last end. */
async function fetchBoth(name, count, bytes, howOften, most) {
  const { server, base } = await serve(bytes);
  const folder = await freshFolder('transfer');
  await plan(folder, count, bytes, base);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'curl'), TIMED_CURL);
  chmodSync(join(bin, 'curl'), 0o755);
  const times = join(folder, 'times');
  const each = await rounds(howOften, async () => {
    for (const path of [times, join(folder, 'out/igsr'), join(folder, 'plain')]) rmSync(path, { recursive: true, force: true });
    const whole = await run('sh', ['fetch.sh'], { cwd: join(folder, 'out'), env: { PATH: `${bin}:${process.env.PATH}`, CURL_TIMES: times } });
    rmSync(join(folder, 'out/igsr'), { recursive: true });
    const wget = await run('wget', ['-q', '-x', '-nH', '-P', 'plain', '-i', 'urls.txt'], { cwd: folder });
    rmSync(join(folder, 'plain'), { recursive: true });
    const [began, ended] = [0, 1].map((at) => readFileSync(times, 'utf8').trim().split('\n').map((line) => Number(line.split(' ')[at])));
    return { whole, wget, tool: (Math.max(...ended) - Math.min(...began)) / 1e6 };
  });
  server.close();
  const of = (key) => each.map((one) => one[key]);
  const peer = 'wget -i, without any check';
  row({ what: `fetch ${name}: time in curl`, unit: 'ms', ours: of('tool'), peer, theirs: of('wget'), most });
  row({ what: `fetch ${name}: the whole script, checks included`, unit: 'ms', ours: of('whole'), peer, theirs: of('wget') });
  rmSync(folder, { recursive: true });
}

/** Checks the same files by both, two at a time. */
async function verify(count, bytes) {
  const { server, base } = await serve(bytes);
  const folder = await freshFolder('transfer');
  await plan(folder, count, bytes, base);
  await run('sh', ['fetch.sh'], { cwd: join(folder, 'out') });
  server.close();
  const cwd = join(folder, 'out');
  const each = await rounds(7, async () => ({
    ours: await run(PROGRAM, ['verify', '--jobs', '2', '--manifest', 'manifest.json', 'igsr'], { cwd }),
    theirs: await run('sh', ['-c', 'find igsr -type f -print0 | xargs -0 -P2 -n4 md5sum >/dev/null'], { cwd }),
  }));
  const of = (key) => each.map((one) => one[key]);
  row({ what: `verify ${count} files of ${bytes >> 20} MiB`, unit: 'ms', ours: of('ours'), peer: 'xargs -P2 md5sum', theirs: of('theirs'), most: 1 / 0.9 });
  rmSync(folder, { recursive: true });
}

if (process.argv[2] === 'verify') {
  // Only what follows.
} else if (spawnSync('wget', ['--version']).status !== 0 || spawnSync('curl', ['--version']).status !== 0) {
  row({ what: 'fetching beside wget', not_measured: 'there is no wget or no curl' });
} else {
  await fetchBoth('1,000 files of 4 kB', 1000, 4096, 7, 1.1);
  const { bavail, bsize } = statfsSync(PROJECT);
  if (bavail * bsize < 8 * GIB) row({ what: 'fetch 5 files of 1 GiB', not_measured: 'less than 8 GiB are free' });
  else await fetchBoth('5 files of 1 GiB', 5, GIB, 3, 1.1);
}
await verify(64, 16 << 20);
