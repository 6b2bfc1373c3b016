// The files page over all files of the site, as a person sees it: how soon a key is answered, whether the page ever stands still, how
// soon it is ready, and how fast a mirror's own list is read.
//
// node benches/browser/files.mjs [--files N]: `make bench` runs it. The built page runs in Chromium, on a snapshot of the corpus and
// on the corpus' own tables as a mirror on loopback. Keys count all together; of all else each line is the best of several runs, as other
// programs of the machine can only add to it, their median, and the worst. It fails when a goal is missed.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { openBrowser } from '../../tests/e2e/support/browser.mjs';
import { startDemo } from '../../tests/e2e/support/demo.mjs';
import { mirror, writeMirrors } from '../../tests/e2e/support/mirrors.mjs';
import { clearSelection, dock, openTab, searchFor } from '../../tests/e2e/support/pages.mjs';
import { PROJECT, freshFolder } from '../../tests/e2e/support/paths.mjs';
import { corpusOf } from './corpus.mjs';
import { snapshotOf } from './ours.mjs';

const RUNS = 3;

/** Milliseconds from key to key of a person who types fast. */
const PACE = 120;

/** Milliseconds after which the browser has told of all tasks that are over. */
const TOLD = 150;

/** Milliseconds in which the files of a rule come, by far. */
const LOOKED_UP = 1_500;

/** Milliseconds; megabytes a second. */
const GOALS = { key: 50, task: 50, ready: 1500, speed: 60 };

/** What is typed letter by letter: words, filters, names, and one typing error. */
const TYPED = ['phase3 chr22 genotypes', 'NA12878 cram', 'pop:CEU collection:30x', 'type:bam exome', '20130502 integrated', 'phse3 vcf'];

/** The question of a whole data collection, whose CRAMs alone, with their indexes, are 6,404 on the site. */
const MANY = 'collection:30x';

/** Facet values that are chosen one after the other, with the term that each adds. */
const FACETS = [
  ['Population', /^CEU/, 'pop:CEU'],
  ['File kind', /^bam/, 'kind:bam'],
  ['Population', /^YRI/, 'YRI'],
];

const met = [];

/** Prints numbers beside their goal, and notes whether the one that counts holds. */
function line(what, values, { unit = 'ms', goals = [], least = false } = {}) {
  const digits = unit === 's' ? 2 : 0;
  const holds = goals.every((goal, at) => goal === null || (least ? values[at] >= goal : values[at] <= goal));
  const goal = goals.find((goal) => goal !== null);
  if (goal !== undefined) met.push(holds);
  const words = goal === undefined ? '' : `  (goal: at ${least ? 'least' : 'most'} ${goal} ${unit})  ${holds ? 'pass' : 'MISSED'}`;
  console.log(`  ${what.padEnd(52)}${values.map((value) => value.toFixed(digits).padStart(8)).join('')} ${unit}${words}`);
}

/** The best, the median and the worst of a number's runs. */
function spread(values, least = false) {
  const sorted = values.toSorted((one, other) => (least ? other - one : one - other));
  return [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
}

// Runs in each page before its scripts: notes tasks of over 50 ms, how long no timer could run, when the count is first drawn, and from
// each key the time until the count of its answer is drawn.
function watch() {
  const seen = { tasks: [], gaps: [], counted: null, keys: [] };
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  const EVERY = 5;
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    if (now - last > 4 * EVERY) seen.gaps.push([last, now - last - EVERY]);
    last = now;
    setTimeout(tick, EVERY);
  };
  setTimeout(tick, EVERY);
  // A frame is drawn right after its callbacks, and the message comes right after that.
  const drawn = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  };
  const answered = () => document.querySelector('.files__count')?.getAttribute('aria-busy') === 'false';
  let [pressed, asked] = [0, false];
  new MutationObserver((changes) => {
    asked ||= changes.some(({ attributeName }) => attributeName === 'aria-busy');
    if (seen.counted === null && answered()) {
      seen.counted = 0;
      requestAnimationFrame(() => drawn((now) => (seen.counted = performance.timeOrigin + now)));
    }
  }).observe(document, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
  addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
  addEventListener(
    'input',
    () => {
      const since = pressed;
      asked = false;
      const look = () => {
        if (answered()) drawn((now) => seen.keys.push({ took: now - since, asked }));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    true,
  );
}

/** Waits until the count is that of the question. */
const answered = (page) => page.locator('.files__count[aria-busy="false"]').waitFor();

/** Does something, and returns the longest task and the longest gap of the page's thread meanwhile. */
async function longest(page, action) {
  const begin = await page.evaluate(() => performance.now());
  await action();
  return longestSince(page, begin);
}

async function longestSince(page, begin) {
  await page.waitForTimeout(TOLD);
  const [tasks, gaps] = await page.evaluate((begin) => {
    const { tasks, gaps } = globalThis.seen;
    return [tasks, gaps].map((all) => all.filter(([start]) => start >= begin).map(([, duration]) => duration));
  }, begin);
  return { task: Math.max(0, ...tasks), gap: Math.max(0, ...gaps) };
}

/** Evaluates a function in the worker of the file search. */
function inWorker(page, what) {
  const worker = page.workers().find((worker) => worker.url().includes('search-worker-start'));
  if (!worker) throw new Error('the page has no worker of the file search');
  return worker.evaluate(what);
}

/** Types all queries; returns the times of the keys that asked something new. */
async function type(page) {
  const box = page.getByRole('search').getByRole('searchbox');
  for (const text of TYPED) {
    await searchFor(page, '');
    await answered(page);
    await box.focus();
    await page.waitForTimeout(4 * PACE);
    for (const letter of text) {
      const before = await page.evaluate(() => globalThis.seen.keys.length);
      await page.keyboard.type(letter);
      await Promise.all([page.waitForTimeout(PACE), page.waitForFunction((before) => globalThis.seen.keys.length > before, before)]);
    }
  }
}

async function chooseFacets(page) {
  const box = (title, value) => page.getByRole('group', { name: title, exact: true }).getByRole('checkbox', { name: value });
  const query = () => page.getByRole('search').getByRole('searchbox');
  const until = async (term, there) => {
    await page.waitForFunction(([term, there]) => document.querySelector('#search').value.includes(term) === there, [term, there]);
    await answered(page);
  };
  for (const [title] of FACETS) {
    const more = page.getByRole('group', { name: title, exact: true }).getByRole('button', { name: /^Show all/ });
    if (await more.count()) await more.click();
  }
  for (const [title, value, term] of FACETS) {
    await box(title, value).check();
    await until(term, true);
  }
  for (const [title, value, term] of FACETS.toReversed()) {
    await box(title, value).uncheck();
    await until(term, false);
  }
  if (await query().inputValue()) throw new Error(`“${await query().inputValue()}” remains of the filters`);
}

async function sortBy(page, heads) {
  for (const name of heads) {
    const head = page.getByRole('columnheader', { name, exact: true });
    for (const order of ['ascending', 'descending', null]) {
      await head.getByRole('button').click();
      await page.locator(`th[aria-sort${order ? `="${order}"` : ''}]`).waitFor({ state: order ? 'visible' : 'detached' });
      await answered(page);
    }
  }
}

async function scroll(page) {
  const grid = page.getByRole('grid', { name: 'Files found' });
  const last = await grid.getAttribute('aria-rowcount');
  for (const [down, row] of [[true, last], [false, '2']]) {
    for (let turn = 0; turn < 10; turn += 1) {
      await page.mouse.wheel(0, down ? 700 : -700);
      await page.waitForTimeout(30);
    }
    await page.evaluate((down) => scrollTo(0, down ? document.documentElement.scrollHeight : 0), down);
    await grid.locator(`tr[aria-rowindex="${row}"]`).getByRole('checkbox').waitFor();
  }
}

async function selectAll(page) {
  await page.getByRole('button', { name: /^Select all/ }).click();
  await page.getByRole('button', { name: /^Drop all/ }).waitFor();
  await dock(page).waitFor();
}

/** The files of a rule come soon after it is made, and nothing on the screen changes then. */
async function selectAndLookUp(page) {
  await selectAll(page);
  await page.waitForTimeout(LOOKED_UP);
}

async function get(page) {
  await dock(page).getByRole('link', { name: 'Get these files' }).click();
  await page.getByRole('heading', { level: 1, name: /^Get / }).waitFor();
  await page.getByText('Finding the files of these searches').waitFor({ state: 'detached' });
  await page.locator('details.picked').first().waitFor();
  await page.getByRole('tabpanel').locator('pre').first().waitFor();
}

async function openTabs(page) {
  for (const tab of await page.getByRole('tab').all()) {
    const panel = await openTab(page, await tab.textContent());
    await panel.waitFor();
  }
}

/** One visit on the snapshot: the longest tasks by phase, the keys, and how soon it was ready. */
async function visit(app) {
  const at = await openBrowser({ app });
  const { page } = at;
  page.setDefaultTimeout(60_000);
  const phases = {};
  const phase = async (name, action) => (phases[name] = await longest(page, () => action(page)));
  try {
    await page.addInitScript(watch);
    await at.open('/files');
    await page.waitForFunction(() => globalThis.seen.counted > 0);
    phases['first load, opening the snapshot'] = await longestSince(page, 0);
    const end = await inWorker(page, () => {
      const parts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.bin'));
      return performance.timeOrigin + Math.max(...parts.map(({ responseEnd }) => responseEnd));
    });
    const counted = await page.evaluate(() => globalThis.seen.counted);
    await phase('typing', type);
    const keys = await page.evaluate(() => globalThis.seen.keys);
    await searchFor(page, '');
    await answered(page);
    await phase('choosing filters', chooseFacets);
    await phase('sorting all by size and by date', () => sortBy(page, ['Size', 'Date']));
    await phase('scrolling to the end and back', scroll);
    await phase('selecting all', selectAll);
    await clearSelection(page);
    await searchFor(page, MANY);
    await page.waitForFunction((many) => location.hash.includes(encodeURIComponent(many)), MANY);
    await answered(page);
    const many = (await page.locator('.files__count strong').textContent()).replace(' found', '');
    await phase(`selecting ${many}, which are then looked up`, selectAndLookUp);
    await phase(`opening Get with ${many}`, get);
    await phase('opening the tabs of Get', openTabs);
    return { phases, keys: keys.filter(({ asked }) => asked).map(({ took }) => took), ready: counted - end };
  } finally {
    await at.close();
  }
}

/** Serves the tables of a corpus on loopback, where a mirror has them. */
function serveTables(corpus) {
  const list = JSON.parse(readFileSync(join(PROJECT, 'static/catalogue/full_list.json'), 'utf8'));
  const paths = [list.tree.path, ...list.samples, ...list.indexes];
  const tables = new Map(paths.map((path) => [`/vol1/ftp/${path}`, readFileSync(join(corpus, basename(path)))]));
  const headers = { 'access-control-allow-origin': '*', 'timing-allow-origin': '*', 'last-modified': 'Thu, 02 May 2013 12:00:00 GMT' };
  const server = createServer((request, response) => {
    const table = tables.get(new URL(request.url, 'http://127.0.0.1/').pathname);
    if (!table) return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, 'content-type': 'text/plain', 'content-length': table.length }).end(table);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const stop = () => new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      resolve({ url: `http://127.0.0.1:${server.address().port}/vol1/ftp/`, bytes: tables.get(`/vol1/ftp/${list.tree.path}`).length, stop });
    });
  });
}

/** One visit that loads the full list: megabytes a second of the large table, seconds in all, and the longest task. */
async function load(app, bytes) {
  const at = await openBrowser({ app });
  const { page } = at;
  page.setDefaultTimeout(120_000);
  try {
    await page.addInitScript(watch);
    await at.open('/files');
    await page.waitForFunction(() => globalThis.seen.counted > 0);
    const began = await page.evaluate(() => performance.now());
    const tasks = await longest(page, async () => {
      await page.getByRole('button', { name: /^Load the full list/ }).click();
      await page.getByText(/^Full list from /).waitFor();
      await answered(page);
    });
    const took = (await page.evaluate(() => performance.now())) - began - TOLD;
    const fetched = await inWorker(page, () => {
      const { responseStart, responseEnd } = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/current.tree'));
      return responseEnd - responseStart;
    });
    return { tasks, seconds: took / 1000, speed: bytes / 1e3 / fetched };
  } finally {
    await at.close();
  }
}

/** Runs something several times. */
async function several(action) {
  const results = [];
  for (let run = 0; run < RUNS; run += 1) results.push(await action());
  return results;
}

const words = process.argv.slice(2);
const files = words[0] === '--files' ? Number(words[1]) : 700_000;
const corpus = corpusOf(files);
const tables = await serveTables(corpus);
const mirrors = await writeMirrors(join(await freshFolder('bench'), 'mirrors.json'), [mirror('corpus', 'Corpus', tables.url)]);
const demo = await startDemo({ mirrors, snapshot: await snapshotOf(corpus) });
try {
  const visits = await several(() => visit(demo.app));
  const loads = await several(() => load(demo.app, tables.bytes));
  const keys = visits.flatMap(({ keys }) => keys).toSorted((one, other) => one - other);
  const part = (part) => keys[Math.min(keys.length - 1, Math.floor(keys.length * part))];

  console.log(`${files} files, ${keys.length} keys that asked something new\n  ${''.padEnd(52)}${['median', 'p95', 'worst'].map((word) => word.padStart(8)).join('')}`);
  line('from the key to the frame with its answer', [part(0.5), part(0.95), keys.at(-1)], { goals: [GOALS.key, GOALS.key, null] });

  console.log(`\n${RUNS} runs\n  ${''.padEnd(52)}${['best', 'median', 'worst'].map((word) => word.padStart(8)).join('')}`);
  line('ready after the last byte of the snapshot', spread(visits.map(({ ready }) => ready)), { goals: [GOALS.ready] });
  line(`the full list (${(tables.bytes / 1e6).toFixed(0)} MB) fetched and read`, spread(loads.map(({ speed }) => speed), true), { unit: 'MB/s', goals: [GOALS.speed], least: true });
  line('from the click until the full list can be searched', spread(loads.map(({ seconds }) => seconds)), { unit: 's' });

  const phases = [...Object.keys(visits[0].phases).map((name) => [name, visits.map(({ phases }) => phases[name])]), ['loading the full list', loads.map(({ tasks }) => tasks)]];
  console.log('\nlongest task of the page’s thread, 0 if none is over 50 ms');
  for (const [name, runs] of phases) line(name, spread(runs.map(({ task }) => task)), { goals: [GOALS.task] });
  console.log('\nlongest time without a timer of the page, which is one task or several (no goal)');
  for (const [name, runs] of phases) line(name, spread(runs.map(({ gap }) => gap)));
} finally {
  await demo.stop();
  await tables.stop();
}
if (!met.every(Boolean)) process.exitCode = 1;
