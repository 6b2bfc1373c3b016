// Reading and showing long directories in a real browser, measured. `make bench` runs it.
//
// The page of 50,000 rows (10 MB) is read by the web worker and, in the same run, by the browser's own DOMParser; then the app
// reads it, and one of 5,000 rows, from a server on loopback. Each line is the best of several runs, as other programs of the
// machine can only add to it, and their median; the benchmark fails when a best misses its goal.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openBrowser } from '../../tests/e2e/support/browser.mjs';
import { startDemo } from '../../tests/e2e/support/demo.mjs';
import { mirror, writeMirrors } from '../../tests/e2e/support/mirrors.mjs';
import { DIST, freshFolder } from '../../tests/e2e/support/paths.mjs';
import { pageOf, startRows } from '../../tests/e2e/support/rows.mjs';

const RUNS = 7;
const ROWS = 50_000;

/** Milliseconds until the server begins to answer: to reach a mirror takes as long, or longer. The worker starts meanwhile. */
const WAIT = 150;

const results = [];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Notes the numbers of several runs, their unit, and the most that the best may be. */
function note(what, values, { unit = 'ms', most = Infinity } = {}) {
  const words = (value) => `${value.toFixed(unit === 'ms' ? 0 : 2)} ${unit}`.padStart(9);
  const goal = Number.isFinite(most) ? `  (goal: at most ${most} ${unit})` : '';
  const met = Math.min(...values) <= most;
  results.push(met);
  console.log(`${words(Math.min(...values))}${words(median(values))}  ${what}${goal}${met ? '' : '  MISSED'}`);
}

// Runs in the page: reads one page by a worker and by DOMParser in turn.
async function race({ address, pageUrl, base, directory, runs }) {
  const bytes = new Uint8Array(await (await fetch(pageUrl)).arrayBuffer());
  const text = (words) => {
    const letters = new TextEncoder().encode(words);
    return [letters.length, ...letters]; // shorter than 128 letters, so that one byte holds the length
  };
  // The messages of src/worker/index/server.rs: form, kind, job; then what was asked for.
  const message = (kind, body = []) => Uint8Array.from([1, kind, 1, 0, 0, 0, ...body]);
  const asked = [...text(pageUrl), ...text(base), 1, ...text(directory), 1, ...text('text/html')];
  const worker = new Worker(address);
  const byWorker = () =>
    new Promise((resolve, reject) => {
      const chunks = [];
      for (let at = 0; at < bytes.length; at += 65536) {
        const chunk = bytes.subarray(at, at + 65536);
        const push = new Uint8Array(chunk.length + 6);
        push.set(message(1));
        push.set(chunk, 6);
        chunks.push(push);
      }
      const began = performance.now();
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (typeof data === 'string') reject(new Error(data));
        else resolve([performance.now() - began, data.length]);
      };
      worker.postMessage(message(0, asked));
      for (const chunk of chunks) worker.postMessage(chunk, [chunk.buffer]);
      worker.postMessage(message(2));
    });
  const byParser = () => {
    const began = performance.now();
    const page = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'text/html');
    const names = Array.from(page.querySelectorAll('td > a'), (link) => link.getAttribute('href'));
    return [performance.now() - began, names.length];
  };
  const times = { worker: [], parser: [], reply: 0, links: 0 };
  for (let run = -1; run < runs; run += 1) {
    const [ours, reply] = await byWorker();
    const [theirs, links] = byParser();
    // The first run starts the worker and warms both up.
    if (run >= 0) {
      times.worker.push(ours);
      times.parser.push(theirs);
    }
    Object.assign(times, { reply, links });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  worker.terminate();
  return times;
}

// Runs in each page before its scripts: notes when the first row is drawn, and all tasks of over 50 ms.
function watch() {
  const seen = { drawn: null, tasks: [] };
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver(() => {
    const row = seen.drawn === null && document.querySelector('tbody tr[aria-rowindex]');
    // The frame that shows the row is drawn right after its callbacks, and the message comes right after that.
    if (row) {
      seen.drawn = 0;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (seen.drawn = performance.now());
        port2.postMessage(0);
      });
    }
  }).observe(document, { childList: true, subtree: true });
}

/** Opens a directory in a fresh page; returns the time from its last byte to its rows, and the tasks of over 50 ms since then. */
async function show(app, rows) {
  const at = await openBrowser({ app });
  const { page } = at;
  try {
    await page.addInitScript(watch);
    await at.open('/help');
    const before = await page.evaluate(() => performance.now());
    await page.evaluate((rows) => (location.hash = `#/browse?path=rows-${rows}`), rows);
    await page.waitForFunction(() => globalThis.seen.drawn > 0, null, { timeout: 60_000 });
    const [drawn, end] = await page.evaluate(() => {
      const entry = performance.getEntriesByType('resource').find(({ name }) => name.includes('/rows-'));
      return [globalThis.seen.drawn, entry.responseEnd];
    });
    await page.keyboard.press('End');
    await page.getByText('HG' + String(rows - 1).padStart(6, '0')).first().waitFor();
    const tasks = await page.evaluate((before) => globalThis.seen.tasks.filter(([start]) => start > before), before);
    return { time: drawn - end, longest: Math.max(0, ...tasks.map(([, duration]) => duration)) };
  } finally {
    await at.close();
  }
}

const rows = await startRows({ wait: WAIT });
const list = await writeMirrors(join(await freshFolder('bench'), 'mirrors.json'), [mirror('rows', 'Rows', rows.url)]);
const demo = await startDemo({ mirrors: list });
try {
  const page = await readFile(join(DIST, 'index.html'), 'utf8');
  const address = /worker-\w+\/worker-start\.js/.exec(page)[0];
  const directory = `rows-${ROWS}`;
  const bytes = Buffer.byteLength(pageOf(ROWS, `/vol1/ftp/${directory}`));
  console.log(`${ROWS} rows, ${(bytes / 1e6).toFixed(1)} MB, ${RUNS} runs\n     best   median`);

  const at = await openBrowser({ app: demo.app });
  await at.open('/help');
  const asked = { address, pageUrl: `${rows.url}${directory}/`, base: rows.url, directory, runs: RUNS };
  const times = await at.page.evaluate(race, asked);
  await at.close();
  if (times.links !== ROWS + 1) throw new Error(`DOMParser found ${times.links} links`);
  note('from page to entries by DOMParser, on the page’s own thread', times.parser);
  note('from page to entries by the web worker, with the messages there and back', times.worker, { most: 250 });
  note('the same, in parts of DOMParser’s time', times.worker.map((time, run) => time / times.parser[run]), { unit: '×', most: 1 });

  for (const [count, goals] of [[5_000, { time: 100, longest: 50 }], [ROWS, { longest: 50 }], [100_000, {}]]) {
    const shown = [];
    for (let run = 0; run < RUNS; run += 1) shown.push(await show(demo.app, count));
    note(`from the last byte of ${count} rows to the rows on the screen`, shown.map(({ time }) => time), { most: goals.time });
    note(`longest task of the page for ${count} rows, if over 50 ms`, shown.map(({ longest }) => longest), { most: goals.longest });
  }
} finally {
  await demo.stop();
  await rows.stop();
}
if (!results.every(Boolean)) process.exit(1);
