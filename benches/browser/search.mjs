// How fast all files of the site are searched, beside other libraries: the same corpus, the same browser, the same run.
//
// node benches/browser/search.mjs [--files N] [ENGINE…]: `make bench` runs it. Each engine has a page and a web worker of its own; a query is
// timed in the worker, from its text to its first 50 hits as strings. No engine is warmed up, and the order is random, the
// same for all. It fails when a goal is missed.

import { openBrowser } from '../../tests/e2e/support/browser.mjs';
import { corpusOf, pathsOf, truth } from './corpus.mjs';
import { OURS, serveOurs, slowestSort } from './ours.mjs';
import { PEERS } from './peer-names.mjs';
import { QUERIES } from './queries.mjs';
import { startSite } from './site.mjs';

const ROUNDS = 5;

/** A build may take so many milliseconds, and an engine's rounds begin within so many. */
const BUILD_LIMIT = 60_000;
const ROUNDS_LIMIT = 90_000;

/** Goals at 700,000 files, in milliseconds, bytes, and so many times faster than the best peer at p95. */
const GOALS = { p50: 2, p95: 5, worst: 16, facets: 16, sort: 60, memory: 60e6, ready: 1500, faster: 5 };

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
// Lets the measurement of memory collect garbage at once, where it would wait up to 20 s.
const MEMORY = '--enable-blink-features=ForceEagerMeasureMemory';

/** The queries of all rounds, each round in an order of its own, always the same. */
function rounds() {
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

/** Bytes that the page and its worker hold. */
const memoryOf = async (page) => (await page.evaluate(() => performance.measureUserAgentSpecificMemory())).bytes;

/** Rejects when the page's process ends, as it does without memory, or after so long. */
function ended(page, limit) {
  return new Promise((_, reject) => {
    page.once('crash', () => reject(new Error('the browser ended the page: out of memory')));
    setTimeout(() => reject(new Error(`not built in ${BUILD_LIMIT / 1000} s`)), limit).unref();
  });
}

/** Opens a page with a worker, sends it the first message, and asks it everything; `more` measures what only our own engine has. */
async function measure({ url, worker, first, more = () => ({}) }) {
  const at = await openBrowser({ app: url, context: { args: [...FLAGS, MEMORY] } });
  const { page } = at;
  page.setDefaultTimeout(0);
  const ask = (message) => page.evaluate((message) => globalThis.ask(message), message);
  try {
    await page.goto(url);
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated, so its clock is not exact');
    await page.evaluate(startWorker, worker);
    const before = await memoryOf(page);
    const built = await Promise.race([ask(first), ended(page, BUILD_LIMIT * 1.5)]);
    if (built.error) return { settings: built.settings, failed: built.error };
    const memory = (await memoryOf(page)) - before;
    return { ...built, build: built.took, memory, ...(await askAll(ask)), ...(await more(ask)) };
  } catch (error) {
    return { failed: error.message };
  } finally {
    await at.close();
  }
}

/** Measures one setting of a peer. */
async function measurePeer(url, name, setting) {
  const worker = { address: '/engine-worker.mjs', type: 'module' };
  return { name, ...(await measure({ url, worker, first: { name, setting, limit: BUILD_LIMIT } })) };
}

/** Measures our own search. */
async function measureOurs(corpus) {
  const { address, texts, folders } = await serveOurs(corpus);
  const site = await startSite({ texts, folders });
  try {
    const worker = { address, type: 'classic' };
    const more = async (ask) => ({ sort: await slowestSort(ask) });
    return { name: OURS, settings: 'the worker of the page', ...(await measure({ url: site.url, worker, first: { open: '/snapshot/' }, more })) };
  } finally {
    await site.stop();
  }
}

/** Asks all queries in several rounds; a slow engine gets fewer rounds, but always one. */
async function askAll(ask) {
  const began = Date.now();
  const samples = [];
  const counts = [];
  for (const order of rounds()) {
    if (samples.length > 0 && Date.now() - began > ROUNDS_LIMIT) break;
    for (const place of order) {
      const reply = await ask({ query: QUERIES[place] });
      if (reply.error) throw new Error(`“${QUERIES[place]}”: ${reply.error}`);
      samples.push({ place, took: reply.took, facets: reply.facets });
      counts[place] = { count: reply.count, shown: reply.shown };
    }
  }
  return { samples, counts };
}

/** Percentiles of an engine's times, and which query was the slowest. */
export function statistics(samples) {
  const sorted = samples.toSorted((a, b) => a.took - b.took);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].took;
  const worst = sorted.at(-1);
  return { p50: at(0.5), p95: at(0.95), worst: worst.took, slowest: QUERIES[worst.place] };
}

/** For how many queries an engine finds exactly what has every word somewhere (as far as it tells). */
const exact = (counts, right) =>
  counts.filter(({ count, shown }, place) => (count === null ? shown === Math.min(50, right[place]) : count === right[place])).length;

/** The slowest queries of an engine, each with the least, the middle and the most of its times: what others do beside it only adds. */
function slowest(samples, count = 8) {
  const rows = QUERIES.map((query, at) => ({
    query,
    times: samples.filter(({ place }) => place === at).map(({ took }) => took).toSorted((a, b) => a - b),
  }));
  const middle = ({ times }) => times[Math.floor(times.length / 2)];
  return rows.toSorted((a, b) => middle(b) - middle(a)).slice(0, count).map((row) => [row.times[0], middle(row), row.times.at(-1), row.query]);
}

const milliseconds = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0)).padStart(9);

function print(result, right) {
  const name = result.name.padEnd(12);
  if (result.failed) return console.log(`${name}  ${result.failed}  (${result.settings ?? 'no setting'})`);
  const { p50, p95, worst, slowest } = statistics(result.samples);
  const built = `${(result.build / 1000).toFixed(1)} s`.padStart(8);
  const memory = `${(result.memory / 1e6).toFixed(0)} MB`.padStart(9);
  // Our own search also has files on other hosts, and knows other words for the same: its numbers are not those of the paths alone.
  const found = (result.name === OURS ? '–' : `${exact(result.counts, right)} of ${QUERIES.length}`).padStart(9);
  console.log(`${name}${[p50, p95, worst].map(milliseconds).join('')}${built}${memory}${found}  ${result.settings}; slowest “${slowest}”`);
}

/** Says whether numbers reach their goals. */
function judge(own, peers) {
  const verdicts = [];
  const goal = (what, value, most, unit = 'ms') => {
    const met = value <= most;
    verdicts.push(met);
    console.log(`  ${what.padEnd(44)}${Number.isFinite(value) ? value.toFixed(2).padStart(9) : '        –'} ${unit} (at most ${most}) ${met ? 'pass' : 'MISSED'}`);
  };
  const { p50, p95, worst } = own.failed ? {} : statistics(own.samples);
  goal('query to hits, p50', p50 ?? Infinity, GOALS.p50);
  goal('query to hits, p95', p95 ?? Infinity, GOALS.p95);
  goal('query to hits, worst', worst ?? Infinity, GOALS.worst);
  if (peers.length > 0) {
    const best = Math.min(...peers.map(({ samples }) => statistics(samples).p95));
    goal(`p95, in parts of the best peer’s ${best.toFixed(1)} ms`, (p95 ?? Infinity) / best, 1 / GOALS.faster, '× ');
  }
  const facets = own.samples ? Math.max(...own.samples.map(({ facets }) => facets)) : Infinity;
  goal('facet counts, worst', facets, GOALS.facets);
  goal('sort of the whole set, worst', own.sort ?? Infinity, GOALS.sort);
  goal('ready after the last byte', own.sinceLast ?? Infinity, GOALS.ready);
  goal('memory', (own.memory ?? Infinity) / 1e6, GOALS.memory / 1e6, 'MB');
  return verdicts.every(Boolean);
}

const words = process.argv.slice(2);
const files = words[0] === '--files' ? Number(words.splice(0, 2)[1]) : 700_000;
const chosen = (name) => words.length === 0 || words.includes(name);

const folder = corpusOf(files);
const paths = pathsOf(folder);
const right = truth(paths, QUERIES);
const site = await startSite({ texts: { '/paths.txt': paths.join('\n') } });
const results = [];
try {
  console.log(`${files} files, ${QUERIES.length} queries, up to ${ROUNDS} rounds; milliseconds from query to the first 50 hits`);
  console.log(`${'engine'.padEnd(12)}${'p50'.padStart(9)}${'p95'.padStart(9)}${'worst'.padStart(9)}${'built'.padStart(8)}${'memory'.padStart(9)}${'exact'.padStart(9)}`);
  for (const [name, settings] of Object.entries(PEERS).filter(([name]) => chosen(name))) {
    for (let setting = 0; setting < settings; setting += 1) {
      const result = await measurePeer(site.url, name, setting);
      print(result, right);
      if (!result.failed) {
        results.push(result);
        break;
      }
    }
  }
  if (chosen(OURS)) {
    const own = await measureOurs(folder).catch((error) => ({ name: OURS, failed: error.message }));
    print(own, right);
    if (own.samples) {
      console.log('  its slowest queries: least, middle, most of their times');
      for (const [least, middle, most, query] of slowest(own.samples)) console.log(`  ${[least, middle, most].map(milliseconds).join('')}  “${query}”`);
    }
    const peers = results.filter(({ name }) => name !== 'loop');
    if (!judge(own, peers)) process.exitCode = 1;
  }
} finally {
  await site.stop();
}
