// The step `files`: the files page over all files of the site, as a person sees it: how soon a key is answered, how soon the page is ready, how
// fast a mirror's own list is read, and whether the page ever stands still. benches/README.md explains the rows.
//
// node benches/browser/files.mjs [--files N]. The built page runs in Chromium, on a snapshot of the corpus and on the corpus' own tables as a
// mirror on loopback. Beside it stand the shortest page that searches as one types (plain-page.mjs), and the files page itself with a tenth of the files.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { startDemo } from '../../tests/e2e/support/demo.mjs';
import { mirror, writeMirrors } from '../../tests/e2e/support/mirrors.mjs';
import { clearSelection, dock, openTab, searchFor } from '../../tests/e2e/support/pages.mjs';
import { PROJECT, freshFolder } from '../../tests/e2e/support/paths.mjs';
import { atLeastTold, row, rounds } from '../rows.mjs';
import { corpusOf, pathsOf } from './corpus.mjs';
import { inBrowser } from './in-browser.mjs';
import { snapshotOf } from './ours.mjs';
import { startSite } from './site.mjs';

const ROUNDS = 3;

/** Milliseconds from key to key of a person who types fast. */
const PACE = 120;

/** Milliseconds after which the browser has told of all tasks that are over. */
const TOLD = 150;

/** Milliseconds in which the files of a rule come, by far. */
const LOOKED_UP = 1_500;

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

// Runs in each page before its scripts: notes tasks of over 50 ms, when the count is first drawn, and from each key the time until the count of
// its answer is drawn.
function watch() {
  const seen = { tasks: [], counted: null, keys: [] };
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
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

/** Does something, and returns the longest task of the page's thread meanwhile, 0 if none is over 50 ms. */
async function longest(page, action) {
  const begin = await page.evaluate(() => performance.now());
  await action();
  return longestSince(page, begin);
}

async function longestSince(page, begin) {
  await page.waitForTimeout(TOLD);
  const tasks = await page.evaluate((begin) => globalThis.seen.tasks.filter(([start]) => start >= begin).map(([, duration]) => duration), begin);
  return Math.max(0, ...tasks);
}

/** Evaluates a function in the worker of the search. */
function inWorker(page, what, value) {
  const worker = page.workers().find((worker) => /\?search-worker|engine-worker/.test(worker.url()));
  if (!worker) throw new Error('the page has no worker of the search');
  return worker.evaluate(what, value);
}

/** Opens a page in a fresh browser, waits until its count is drawn, does something with it, and returns what came of it. */
const whenCounted = (address, action) =>
  inBrowser(watch, async (page) => {
    await page.goto(address);
    await page.waitForFunction(() => globalThis.seen.counted > 0);
    return action(page);
  });

/** Milliseconds from the last byte of what is searched until the count is drawn. */
async function readySince(page, ending) {
  const end = await inWorker(page, (ending) => {
    const parts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(ending));
    return performance.timeOrigin + Math.max(...parts.map(({ responseEnd }) => responseEnd));
  }, ending);
  return (await page.evaluate(() => globalThis.seen.counted)) - end;
}

/** Keeps from now on how long the search takes for each question: from its arrival in the worker until the answer is sent. */
const timeSearch = (page) =>
  inWorker(page, () => {
    globalThis.times = [];
    const { onmessage: answer, postMessage: send } = globalThis;
    let began;
    globalThis.onmessage = (event) => {
      began = performance.now();
      answer.call(globalThis, event);
    };
    globalThis.postMessage = (...message) => {
      send.apply(globalThis, message);
      globalThis.times.push(performance.now() - began);
    };
  });

const sorted = (numbers) => numbers.toSorted((one, other) => one - other);

/** Types all queries; returns the times of the keys that asked something new, in order. */
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
  const keys = await page.evaluate(() => globalThis.seen.keys);
  return sorted(keys.filter(({ asked }) => asked).map(({ took }) => took));
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
  const [, ...others] = await page.getByRole('combobox', { name: 'More ways' }).getByRole('option').allTextContents();
  for (const way of [...(await page.getByRole('tab').allTextContents()), ...others]) await (await openTab(page, way)).waitFor();
}

/** One visit of the files page: the longest tasks by phase, the keys, and how soon it was ready. */
const visit = (app) =>
  whenCounted(`${app}#/files`, async (page) => {
    const phases = { 'first load, opening the snapshot': await longestSince(page, 0) };
    const phase = async (name, action) => (phases[name] = await longest(page, () => action(page)));
    const ready = await readySince(page, '.bin');
    await timeSearch(page);
    let keys;
    await phase('typing', async () => (keys = await type(page)));
    const engine = sorted(await inWorker(page, () => globalThis.times));
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
    await phase('selecting a collection, which is then looked up', selectAndLookUp);
    await phase('opening Get with it', get);
    await phase('opening the tabs of Get', openTabs);
    return { phases, keys, engine, ready };
  });

/** The longest task while the list is opened, of a program that runs already. */
const openList = (app) =>
  inBrowser(watch, async (page) => {
    await page.goto(`${app}#/help`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForTimeout(TOLD);
    return longest(page, async () => {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Files' }).click();
      await page.waitForFunction(() => globalThis.seen.counted > 0);
    });
  });

/** One visit of the plain page: the keys, how soon it was ready, and how a table is read in its worker. */
const visitPlain = (site, table) =>
  whenCounted(`${site}plain-page.html`, async (page) => {
    const ready = await readySince(page, '/paths.txt');
    const keys = await type(page);
    const { took, fetched } = await page.evaluate((table) => new Promise((resolve, reject) => {
      const worker = new Worker('/engine-worker.mjs', { type: 'module' });
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
      worker.postMessage({ load: table });
    }), table);
    return { keys, ready, took, fetched };
  });

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
      resolve({ url: `http://127.0.0.1:${server.address().port}/vol1/ftp/`, stop });
    });
  });
}

/** One visit of the files page that loads the full list: milliseconds from the click until it can be searched, those of the fetch, the longest task. */
const load = (app) =>
  whenCounted(`${app}#/files`, async (page) => {
    const began = await page.evaluate(() => performance.now());
    // The worker that fetches it ends with the list.
    const table = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/current.tree'));
    const task = await longest(page, async () => {
      await page.getByRole('button', { name: /^Load the full list/ }).click();
      await page.getByText(/^Full list from /).waitFor();
      await answered(page);
    });
    const took = (await page.evaluate(() => performance.now())) - began - TOLD;
    const { responseStart, responseEnd } = (await table).timing();
    return { task, took, fetched: responseEnd - responseStart };
  });

const words = process.argv.slice(2);
const files = words[0] === '--files' ? Number(words[1]) : 700_000;
const [corpus, tenth] = [corpusOf(files), corpusOf(files / 10)];
const tables = await Promise.all([serveTables(corpus), serveTables(tenth)]);
const folder = await freshFolder('bench');
const demos = [];
for (const [at, of] of [corpus, tenth].entries()) {
  const mirrors = await writeMirrors(join(folder, `mirrors-${at}.json`), [mirror('corpus', 'Corpus', tables[at].url)]);
  demos.push(await startDemo({ mirrors, snapshot: await snapshotOf(of) }));
}
const site = await startSite({ texts: { '/paths.txt': pathsOf(corpus).join('\n') } });
try {
  const each = await rounds(ROUNDS, async () => ({
    ours: await visit(demos[0].app),
    tenth: await visit(demos[1].app),
    plain: await visitPlain(site.url, `${tables[0].url}current.tree`),
    load: await load(demos[0].app),
    loadTenth: await load(demos[1].app),
    opened: await openList(demos[0].app),
  }));
  const of = (ours, theirs) => ({ ours: each.map(ours), theirs: each.map(theirs) });
  const part = (part, keys) => keys[Math.min(keys.length - 1, Math.floor(keys.length * part))];
  const peer = 'a plain page with uFuzzy';
  for (const [what, at] of [['median', 0.5], ['p95', 0.95]]) {
    row({ what: `from a key to the frame with its answer, ${what}`, unit: 'ms', ...of(({ ours }) => part(at, ours.keys), ({ plain }) => part(at, plain.keys)), peer, most: 1.5 });
  }
  const frames = ({ ours }) => 1.5 * part(0.95, ours.engine) + (2 * 1000) / 60;
  row({ what: 'from a key to the frame with its answer, p95', unit: 'ms', ...of(({ ours }) => part(0.95, ours.keys), frames), peer: '1.5 × its search and two frames', most: 1 });
  row({ what: 'from the last byte of the list to its count', unit: 'ms', ...of(({ ours }) => ours.ready, ({ plain }) => plain.ready), peer, most: 10 });
  const split = 'fetched, and split at tabs';
  row({ what: 'the full list of a mirror, until it can be searched', unit: 'ms', ...of(({ load }) => load.took, ({ plain }) => plain.took), peer: split, most: 4 });
  row({ what: 'fetching it while it is read', unit: 'ms', ...of(({ load }) => load.fetched, ({ plain }) => plain.fetched), peer: 'fetched, and not read', most: 4 });
  row({ what: 'longest task: opening the list', unit: 'ms', ...of(({ opened }) => atLeastTold(opened), () => 50), peer: '50 ms', most: 1 });
  const itself = { unit: 'ms', peer: 'itself, a tenth of the files', most: 1.5 };
  for (const name of Object.keys(each[0].ours.phases)) {
    row({ what: `longest task: ${name}`, ...itself, ...of(({ ours }) => atLeastTold(ours.phases[name]), ({ tenth }) => atLeastTold(tenth.phases[name])) });
  }
  row({ what: 'longest task: loading the full list', ...itself, ...of(({ load }) => atLeastTold(load.task), ({ loadTenth }) => atLeastTold(loadTenth.task)) });
} finally {
  for (const running of [...demos, ...tables, site]) await running.stop();
}
