// The step `browse`: long directories in Chromium. benches/README.md explains the rows.
//
// The page of 50,000 rows (10 MB) is read by the web worker and, in the same round, by the browser's own DOMParser; then the app shows it,
// and in the same round the browser shows the server's page itself, which is what people use without the app.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startDemo } from '../../tests/e2e/support/demo.mjs';
import { mirror, writeMirrors } from '../../tests/e2e/support/mirrors.mjs';
import { DIST, freshFolder } from '../../tests/e2e/support/paths.mjs';
import { startRows } from '../../tests/e2e/support/rows.mjs';
import { atLeastTold, row, rounds } from '../rows.mjs';
import { inBrowser, open } from './in-browser.mjs';

const ROUNDS = 5;
const ROWS = 50_000;

/** Milliseconds until the server begins to answer: to reach a mirror takes as long, or longer. The worker starts meanwhile. */
const WAIT = 150;

// Runs in the page: reads one page by a worker and by DOMParser in turn.
async function race({ address, pageUrl, base, directory, runs }) {
  const bytes = new Uint8Array(await (await fetch(pageUrl)).arrayBuffer());
  const text = (words) => {
    const letters = new TextEncoder().encode(words);
    return [letters.length, ...letters]; // shorter than 128 letters, so that one byte holds the length
  };
  const number = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)]);
  // The messages of src/worker/message.rs: format version, job, that it is a request; then src/worker/index.rs.
  const message = (request, body) => Uint8Array.from([2, 1, 0, request, ...body]);
  const asked = [...text(pageUrl), ...text(base), 1, ...text(directory), 1, ...text('text/html')];
  const worker = new Worker(address);
  const byWorker = () =>
    new Promise((resolve, reject) => {
      const chunks = [];
      for (let at = 0; at < bytes.length; at += 65536) {
        const chunk = bytes.subarray(at, at + 65536);
        const head = message(1, number(chunk.length));
        const push = new Uint8Array(head.length + chunk.length);
        push.set(head);
        push.set(chunk, head.length);
        chunks.push(push);
      }
      const began = performance.now();
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (typeof data === 'string') reject(new Error(data));
        else resolve(performance.now() - began);
      };
      worker.postMessage(message(0, asked));
      for (const chunk of chunks) worker.postMessage(chunk, [chunk.buffer]);
      worker.postMessage(message(2, [0]));
    });
  const byParser = () => {
    const began = performance.now();
    const page = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'text/html');
    const names = Array.from(page.querySelectorAll('td > a'), (link) => link.getAttribute('href'));
    return [performance.now() - began, names.length];
  };
  const times = { worker: [], parser: [], links: 0 };
  for (let run = -1; run < runs; run += 1) {
    const ours = await byWorker();
    const [theirs, links] = byParser();
    // The first run starts the worker and warms both up.
    if (run >= 0) {
      times.worker.push(ours);
      times.parser.push(theirs);
    }
    times.links = links;
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

/** An empty picture. */
const ICON = Buffer.from('R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIBADs=', 'base64');

const longest = (tasks) => Math.max(0, ...tasks.map(([, duration]) => duration));

/** Opens a directory in the app; returns the time from its last byte to its rows, and the longest task of over 50 ms since then. */
const show = (app, rows) =>
  inBrowser(watch, async (page) => {
    await open(page, app, '/help');
    const before = await page.evaluate(() => performance.now());
    await page.evaluate((rows) => (location.hash = `#/browse?path=rows-${rows}`), rows);
    await page.waitForFunction(() => globalThis.seen.drawn > 0);
    const [drawn, end] = await page.evaluate(() => {
      const entry = performance.getEntriesByType('resource').find(({ name }) => name.includes('/rows-'));
      return [globalThis.seen.drawn, entry.responseEnd];
    });
    await page.keyboard.press('End');
    await page.getByText('HG' + String(rows - 1).padStart(6, '0')).first().waitFor();
    const tasks = await page.evaluate((before) => globalThis.seen.tasks.filter(([start]) => start > before), before);
    return { time: drawn - end, task: longest(tasks) };
  });

/** Opens the server's page itself: returns the time from its last byte until all of it is drawn, and its longest task. */
const showItself = (url, rows) =>
  inBrowser(watch, async (page) => {
    // A real server has the icons, and a browser asks once for each.
    await page.route('**/icons/*', (route) => route.fulfill({ contentType: 'image/gif', body: ICON }));
    await page.goto(`${url}rows-${rows}/`);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); }));
    return page.evaluate(() => {
      const [{ responseEnd }] = performance.getEntriesByType('navigation');
      return { time: performance.now() - responseEnd, task: Math.max(0, ...globalThis.seen.tasks.map(([, duration]) => duration)) };
    });
  });

const server = await startRows({ wait: WAIT });
const list = await writeMirrors(join(await freshFolder('bench'), 'mirrors.json'), [mirror('rows', 'Rows', server.url)]);
const demo = await startDemo({ mirrors: list });
try {
  const page = await readFile(join(DIST, 'index.html'), 'utf8');
  const address = /worker-\w+\/worker-start\.js\?worker/.exec(page)[0];
  const directory = `rows-${ROWS}`;
  const asked = { address, pageUrl: `${server.url}${directory}/`, base: server.url, directory, runs: ROUNDS };
  const times = await inBrowser(watch, async (page) => {
    await open(page, demo.app, '/help');
    return page.evaluate(race, asked);
  });
  if (times.links !== ROWS + 1) throw new Error(`DOMParser found ${times.links} links`);
  row({ what: `read a page of ${ROWS} rows, with the messages there and back`, unit: 'ms', ours: times.worker, peer: 'DOMParser', theirs: times.parser, most: 1 });

  const peer = 'the server’s page in Chromium';
  for (const rows of [ROWS / 10, ROWS]) {
    const shown = await rounds(ROUNDS, async () => [await show(demo.app, rows), await showItself(server.url, rows)]);
    const of = (name, by = Number) => ({ ours: shown.map(([ours]) => by(ours[name])), theirs: shown.map(([, theirs]) => by(theirs[name])) });
    row({ what: `from the last byte of ${rows} rows to the screen`, unit: 'ms', ...of('time'), peer, most: 1 });
    row({ what: `longest task for ${rows} rows`, unit: 'ms', ...of('task', atLeastTold), peer, most: 1 });
  }
  // Chromium takes more than a minute to show as many rows itself.
  const many = await rounds(ROUNDS, () => show(demo.app, 2 * ROWS));
  row({ what: `from the last byte of ${2 * ROWS} rows to the screen`, unit: 'ms', ours: many.map(({ time }) => time) });
  row({ what: `longest task for ${2 * ROWS} rows`, unit: 'ms', ours: many.map(({ task }) => atLeastTold(task)) });
} finally {
  await demo.stop();
  await server.stop();
}
