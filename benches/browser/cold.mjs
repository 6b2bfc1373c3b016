// The step `cold`: a first visit over a slow line, from the address to a search in the list that ships. benches/README.md explains the rows.
//
// The server holds the line back, not the browser: what web workers fetch is as slow as the rest.

import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

import { DIST } from '../../tests/e2e/support/paths.mjs';
import { row, rounds } from '../rows.mjs';
import { inBrowser } from './in-browser.mjs';

const ROUNDS = 3;

/** The line: bytes a second (1.6 Mbit/s), and milliseconds before each answer. */
const SPEED = 200_000;
const LATENCY = 150;

/** Bytes that are sent at a time. */
const PIECE = 4096;

/** What is searched: names that nobody has fetched before. */
const QUERY = 'HG00096 exome bam';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm' };
const compress = promisify(brotliCompress);

/** Reads all files of a folder, compressed as a good host does it once. */
async function compressed(folder) {
  const files = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const plain = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    files.set(`/${path.slice(folder.length + 1)}`, await compress(plain, { params }));
  }
  return files;
}

/** Serves files over the slow line, which all answers share. */
async function serve(files) {
  let free = 0;
  const sent = [];
  const turn = (bytes) => {
    free = Math.max(free, performance.now()) + (bytes / SPEED) * 1000;
    return new Promise((resolve) => { setTimeout(resolve, free - performance.now()); });
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1/');
    const path = pathname === '/' ? '/index.html' : pathname;
    await new Promise((resolve) => { setTimeout(resolve, LATENCY); });
    const body = path === '/plain' ? Buffer.from('<!doctype html><title>Plain</title>') : files.get(path);
    if (!body) return response.writeHead(404).end();
    // As the hosting examples have it: names with a hash stay in the browser.
    const keep = /-[0-9a-f]{12,16}[./_]/.test(path) ? { 'cache-control': 'public, max-age=31536000, immutable' } : {};
    const coding = path === '/plain' ? {} : { 'content-encoding': 'br', ...keep };
    response.writeHead(200, { ...coding, 'content-type': TYPES[extname(path)] ?? (path === '/plain' ? TYPES['.html'] : 'application/octet-stream') });
    sent.push({ path, bytes: body.length });
    for (let at = 0; at < body.length && !response.destroyed; at += PIECE) {
      const piece = body.subarray(at, at + PIECE);
      await turn(piece.length);
      response.write(piece);
    }
    return response.end();
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}/`, sent, stop };
}

// Runs in each page before its scripts: notes when the page is up, and when its search has an answer.
function watch() {
  const seen = { up: null, answered: null };
  globalThis.seen = seen;
  new MutationObserver(() => {
    seen.up ??= document.querySelector('nav[aria-label="Main"]') && performance.now();
    seen.answered ??= / found$/.test(document.querySelector('.files__count[aria-busy="false"] strong')?.textContent ?? '') ? performance.now() : null;
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
}

/** Visits the page for the first time, and returns when it was up and answered, in milliseconds, with what was sent until then. */
async function visit(files) {
  const site = await serve(files);
  try {
    return await inBrowser(watch, async (page) => {
      await page.goto(`${site.url}#/files?${new URLSearchParams({ q: QUERY })}`, { waitUntil: 'commit' });
      await page.waitForFunction(() => globalThis.seen.answered);
      return { ...(await page.evaluate(() => globalThis.seen)), sent: [...site.sent] };
    });
  } finally {
    await site.stop();
  }
}

/** Returns the milliseconds in which a page without any program fetches some files over the line, one after the other. */
async function fetchPlainly(files, paths) {
  const site = await serve(files);
  try {
    return await inBrowser(() => {}, async (page) => {
      await page.goto(`${site.url}plain`);
      return page.evaluate(async (paths) => {
        const start = performance.now();
        for (const path of paths) await (await fetch(path)).arrayBuffer();
        return performance.now() - start;
      }, paths);
    });
  } finally {
    await site.stop();
  }
}

const files = await compressed(DIST);
const visits = await rounds(ROUNDS, async () => {
  const { up, answered, sent } = await visit(files);
  const isProgram = ({ path }) => !path.startsWith('/worker') && !path.startsWith('/snapshot');
  const program = sent.filter(isProgram);
  const rest = sent.filter((file) => !isProgram(file));
  return {
    up,
    names: answered - up,
    found: answered,
    bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0),
    plainProgram: await fetchPlainly(files, program.map(({ path }) => path)),
    plainRest: await fetchPlainly(files, rest.map(({ path }) => path)),
  };
});
const of = (key) => visits.map((visit) => visit[key]);
row({ what: 'first visit at 1.6 Mbit/s: the page is up', unit: 'ms', ours: of('up'), peer: 'the same files alone', theirs: of('plainProgram'), most: 1.5 });
row({ what: 'from there until names are found in the list that ships', unit: 'ms', ours: of('names'), peer: 'the same files alone', theirs: of('plainRest'), most: 1.2 });
row({ what: 'from the address until names are found there', unit: 'ms', ours: of('found'), peer: '6 s', theirs: of('found').map(() => 6000), most: 1 });
row({ what: 'sent until then, compressed', unit: 'MB', ours: of('bytes').map((bytes) => bytes / 1e6), peer: '1 MB', theirs: of('bytes').map(() => 1), most: 1 });
