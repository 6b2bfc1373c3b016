// The step `search`: how fast all files of the site are searched, beside other libraries. benches/README.md explains the rows.
//
// node benches/browser/search.mjs [--files N] [PEER…]. Each engine has a browser and a web worker of its own; a query is timed in the worker, from
// its text to its first 50 hits as strings. No engine is warmed up. All engines take turns: in each round every one is asked all queries, in an order by
// chance that is the same for all.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { median, row } from '../rows.mjs';
import { corpusOf, pathsOf, truth } from './corpus.mjs';
import { startBrowser } from './in-browser.mjs';
import { memoryOf, newMark } from './memory.mjs';
import { OURS, serveOurs, slowestSort } from './ours.mjs';
import { PEERS } from './peer-names.mjs';
import { QUERIES } from './queries.mjs';
import { startSite } from './site.mjs';

const ROUNDS = 9;

/** A build may take so many milliseconds. */
const BUILD_LIMIT = 60_000;

/** A peer that is so many times slower than the best in the first round cannot become the best, and is asked no more. */
const FAR = 3;

/** The queries of each round, in an order of its own, always the same. */
function orders() {
  let state = 20_130_502;
  const below = (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  return Array.from({ length: ROUNDS }, () => {
    const order = QUERIES.map((_, place) => place);
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [order[at], order[other]] = [order[other], order[at]];
    }
    return order;
  });
}

// Runs in the page: starts the worker and keeps it; `globalThis.ask` sends a message and waits for the reply.
function startWorker({ address, type }) {
  const worker = new Worker(address, { type });
  globalThis.ask = (message) =>
    new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => resolve({ error: message });
      worker.postMessage(message);
    });
}

/** Rejects when the page's process ends, as it does without memory, or after so long. */
function ended(page, limit) {
  return new Promise((_, reject) => {
    page.once('crash', () => reject(new Error('the browser ended the page: out of memory')));
    setTimeout(() => reject(new Error(`not built in ${BUILD_LIMIT / 1000} s`)), limit).unref();
  });
}

/** Opens a page with a worker and sends it the first message: an engine that can be asked, or that tells in `failed` why it cannot. */
async function open({ name, url, worker, first }) {
  const mark = newMark();
  const { page, close } = await startBrowser(['--js-flags=--expose-gc', mark]);
  const ask = async (message) => {
    const reply = await page.evaluate((message) => globalThis.ask(message), message);
    if (reply.error) throw Object.assign(new Error(reply.error), reply);
    return reply;
  };
  const memory = async () => {
    await ask({ collect: true });
    await page.evaluate(() => globalThis.gc());
    return memoryOf(mark);
  };
  try {
    await page.goto(url);
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated, so its clock is not exact');
    await page.evaluate(startWorker, worker);
    const before = await memory();
    const built = await Promise.race([ask(first), ended(page, BUILD_LIMIT * 1.5)]);
    const after = await memory();
    return { name, ...built, memory: after === null ? null : after - before, ask, close, rounds: [] };
  } catch (error) {
    await close();
    return { name, settings: error.settings, failed: error.message };
  }
}

/** Opens a peer in the first of its settings that can be built. */
async function openPeer(url, name) {
  let engine;
  for (let setting = 0; setting < PEERS[name]; setting += 1) {
    const worker = { address: '/engine-worker.mjs', type: 'module' };
    engine = await open({ name, url, worker, first: { name, setting, limit: BUILD_LIMIT } });
    if (!engine.failed) return engine;
    console.log(`${name}: ${engine.failed} (${engine.settings ?? 'no setting'})`);
  }
  return engine;
}

/** Asks an engine all queries once. */
async function askAll({ ask, rounds }, order) {
  const replies = [];
  for (const place of order) replies[place] = await ask({ query: QUERIES[place] });
  rounds.push(replies);
}

/** The time within which a part of the queries of one round is answered, as 0.95 of them. */
function within(part, replies, of = ({ took }) => took) {
  const sorted = replies.map(of).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

const each = ({ rounds }, part) => rounds.map((replies) => within(part, replies));

/** For how many queries an engine finds exactly what has every word somewhere (as far as it tells). */
const exact = ({ rounds: [replies] }, right) =>
  replies.filter(({ count, shown }, place) => (count === null ? shown === Math.min(50, right[place]) : count === right[place])).length;

/** Prints what is not in the table: an engine's setting, how exact it is, and its slowest queries. */
function describe(engine, right) {
  // Our own search also has files on other hosts, and knows other words for the same: its numbers are not those of the paths alone.
  const found = engine.name === OURS ? '' : `, ${exact(engine, right)} of ${QUERIES.length} exact`;
  const middles = QUERIES.map((query, place) => [median(engine.rounds.map((replies) => replies[place].took)), query]);
  const slowest = middles.toSorted(([a], [b]) => b - a).slice(0, 6).map(([took, query]) => `“${query}” ${took.toFixed(1)}`);
  console.log(`${engine.name} (${engine.settings}${found}); slowest, in ms: ${slowest.join(', ')}`);
}

/** The goals of the search: each in parts of the best peer's number. */
function judge(own, peers) {
  const best = peers.toSorted((a, b) => median(each(a, 0.95)) - median(each(b, 0.95)))[0];
  const beside = (peer, what, of, more) => {
    const theirs = of(peer);
    row({ what, unit: 'ms', ours: of(own).slice(0, theirs.length), peer: peer.name, theirs, ...more });
  };
  for (const peer of peers) {
    const most = peer === best ? 0.2 : undefined;
    beside(peer, 'query to 50 hits, p95', (engine) => each(engine, 0.95), { most });
  }
  // Not judged: FlexSearch returns any 50 hits of a common word, ours count and order all of them first.
  beside(best, 'query to 50 hits, median', (engine) => each(engine, 0.5));
  beside(best, 'query to 50 hits, slowest', (engine) => each(engine, 1), { most: 0.5 });
  beside(best, 'from the last byte until it can be asked', ({ ready }) => [ready], { most: 10 });
  return best;
}

/** Memory of our own engine beside that of the best peer, if the figure can be. */
function judgeMemory(own, best, snapshot) {
  const what = 'memory of the page and its worker';
  // Nearly all of the snapshot is held as it is.
  const least = readdirSync(snapshot).filter((name) => !name.startsWith('md5s')).reduce((sum, name) => sum + statSync(join(snapshot, name)).size, 0);
  if (own.memory === null) return row({ what, not_measured: 'this system does not tell it' });
  if (own.memory < least / 2) return row({ what, not_measured: `${own.memory} bytes cannot hold a snapshot of ${least}` });
  return row({ what, unit: 'MB', ours: [own.memory / 1e6], peer: best.name, theirs: [best.memory / 1e6], most: 1.1 });
}

const words = process.argv.slice(2);
const files = words[0] === '--files' ? Number(words.splice(0, 2)[1]) : 700_000;
const chosen = (name) => words.length === 0 || name === 'loop' || words.includes(name);

const folder = corpusOf(files);
const paths = pathsOf(folder);
const right = truth(paths, QUERIES);
const served = await serveOurs(folder);
const site = await startSite({ texts: { ...served.texts, '/paths.txt': paths.join('\n') }, folders: served.folders });
const engines = [];
try {
  for (const name of Object.keys(PEERS).filter(chosen)) {
    const engine = await openPeer(site.url, name);
    if (engine.failed) row({ what: `query to 50 hits, ${name}`, not_measured: engine.failed });
    else engines.push(engine);
  }
  const own = await open({ name: OURS, url: site.url, worker: { address: served.address, type: 'classic' }, first: { open: '/snapshot/' } });
  if (own.failed) throw new Error(own.failed);
  const loop = engines.find(({ name }) => name === 'loop');
  const peers = engines.filter((engine) => engine !== loop);
  engines.push(own);
  const sorts = [];
  for (const [round, order] of orders().entries()) {
    const best = Math.min(...peers.map((peer) => within(0.95, peer.rounds[0] ?? [{ took: 0 }])));
    for (const engine of engines) {
      if (round > 0 && peers.includes(engine) && within(0.95, engine.rounds[0]) > FAR * best) continue;
      await askAll(engine, order);
    }
    sorts.push([await slowestSort(own.ask), (await loop.ask({ sort: true })).took]);
  }
  for (const engine of engines) describe(engine, right);
  const best = judge(own, peers);
  judgeMemory(own, best, served.snapshot);
  const slowest = (of) => (replies) => within(1, replies, of);
  row({
    what: 'counts of all facets, slowest query', unit: 'ms', ours: own.rounds.map(slowest(({ facets }) => facets)),
    peer: 'a plain loop’s query', theirs: loop.rounds.map(slowest()), most: 0.2,
  });
  row({
    what: 'all files in an order, slowest of six', unit: 'ms', ours: sorts.map(([ours]) => ours),
    peer: 'paths.toSorted()', theirs: sorts.map(([, theirs]) => theirs), most: 0.1,
  });
} finally {
  for (const engine of engines) await engine.close();
  await site.stop();
}
