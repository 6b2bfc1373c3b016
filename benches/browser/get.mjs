// The step `get`: the page Get, where a selection is planned and downloaded. benches/README.md explains the rows.

import { createServer } from 'node:http';
import { join } from 'node:path';

import { startDemo } from '../../tests/e2e/support/demo.mjs';
import { mirror, writeMirrors } from '../../tests/e2e/support/mirrors.mjs';
import { chooseMirror, dock, openTab, transfer } from '../../tests/e2e/support/pages.mjs';
import { freshFolder } from '../../tests/e2e/support/paths.mjs';
import { row, rounds } from '../rows.mjs';
import { inBrowser, open } from './in-browser.mjs';
import { startSite } from './site.mjs';

const ROUNDS = 5;
const FILE = 'large.bin';
const BYTES = 256 << 20;

/** What the page keeps of a selection. */
const KEY = 'igsr-fetch.selection';
const kept = (files) => JSON.stringify({ format: 2, current: 'Selection', list: [{ name: 'Selection', files, rules: [] }] });

/** 10,000 files of two hosts. */
const FILES = Array.from({ length: 10_000 }, (_, at) => at % 2
  ? `data_collections/1000G_2504_high_coverage/working/20201028_${at % 97}/${at}.chr22.vcf.gz`
  : `//ftp.sra.ebi.ac.uk/run/ERR${300 + (at % 50)}/ERR${3_000_000 + at}/NA${at}.final.cram`);

/** Serves a large file of a mirror on a free port of 127.0.0.1, and nothing else. */
function serveFile() {
  const piece = Buffer.alloc(1 << 20, 'The same bytes again and again.');
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    if (!request.url.endsWith(`/${FILE}`)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': BYTES });
    for (let sent = 0; sent < BYTES && !response.destroyed; sent += piece.length) {
      if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
    }
    return response.end();
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

// Runs in each page before its scripts: saves to a file of the page's own storage, as a person chooses one.
function answerPicker() {
  globalThis.showSaveFilePicker = async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
}

/** Opens the page with a selection that was kept before. */
async function openKept(page, app, files) {
  await open(page, app, '/help');
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, kept(files)]);
  await page.reload();
  await dock(page).waitFor();
}

// Runs in the page: the addresses of all files as the shortest script makes them.
function joinAddresses([files, base]) {
  return new Promise((done) => {
    setTimeout(() => {
      const addresses = files.map((file) => new URL(encodeURI(file), base).href);
      globalThis.text = addresses.join('\n');
      done();
    });
  });
}

/** Milliseconds of the processor that the page's scripts take when another mirror is chosen, and those of the shortest script. */
const plan = (app) =>
  inBrowser(answerPicker, async (page) => {
    await openKept(page, app, FILES);
    const cdp = await page.context().newCDPSession(page);
    // The time of the processor, so that other work on this machine does not count.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const scripts = async () => {
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
      const { metrics } = await cdp.send('Performance.getMetrics');
      return 1000 * metrics.find(({ name }) => name === 'ScriptDuration').value;
    };
    const during = async (action) => {
      const before = await scripts();
      await action();
      return (await scripts()) - before;
    };
    const base = 'https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/';
    // The first mirror is the chosen one already; the second warms both up.
    return rounds(2 * ROUNDS + 1, async (round) => ({
      ours: await during(() => chooseMirror(page, round % 2 ? 'One' : 'Other')),
      theirs: await during(() => page.evaluate(joinAddresses, [FILES, base])),
    }));
  });

/** Milliseconds from the click until the file is saved and its checksum known. */
const download = (app) =>
  inBrowser(answerPicker, async (page) => {
    await openKept(page, app, [FILE]);
    await open(page, app, '/get');
    const panel = await openTab(page, 'Browser');
    const button = panel.getByRole('button', { name: `Download ${FILE}`, exact: true });
    await button.waitFor();
    const began = performance.now();
    await button.click();
    await page.getByRole('link', { name: 'See how far they are' }).click();
    await transfer(page, FILE).getByText('Saved, not verified').waitFor();
    return performance.now() - began;
  });

/** Milliseconds in which the browser pipes the same file into one of the same kind, and checks nothing. */
const pipe = (site, url) =>
  inBrowser(answerPicker, async (page) => {
    await page.goto(site);
    const began = performance.now();
    await page.evaluate(async ([url, suggestedName]) => {
      const out = await (await showSaveFilePicker({ suggestedName })).createWritable();
      await (await fetch(url)).body.pipeTo(out);
    }, [url, FILE]);
    return performance.now() - began;
  });

/** Milliseconds in which a plain page with hash-wasm saves the same file in the same way, and knows its checksum. */
const downloadPlainly = (site, url) =>
  inBrowser(answerPicker, async (page) => {
    await page.goto(site);
    const began = performance.now();
    await page.evaluate(async ([url, suggestedName]) => {
      const { createMD5 } = await import('/node_modules/hash-wasm/dist/index.esm.js');
      const hasher = await createMD5();
      const out = await (await showSaveFilePicker({ suggestedName })).createWritable();
      for await (const piece of (await fetch(url)).body) {
        hasher.update(piece);
        await out.write(piece);
      }
      await out.close();
      return hasher.digest();
    }, [url, FILE]);
    return performance.now() - began;
  });

const server = await serveFile();
const site = await startSite();
const list = [mirror('one', 'One', server.url), mirror('other', 'Other', server.url.replace('127.0.0.1', 'localhost'))];
const demo = await startDemo({ mirrors: await writeMirrors(join(await freshFolder('bench'), 'mirrors.json'), list) });
try {
  const plans = (await plan(demo.app)).slice(1);
  row({
    what: `plan ${FILES.length} files when another mirror is chosen`, unit: 'ms', ours: plans.map(({ ours }) => ours),
    peer: 'their addresses by new URL()', theirs: plans.map(({ theirs }) => theirs), most: 1,
  });
  const downloads = await rounds(ROUNDS, async () => [await download(demo.app), await downloadPlainly(site.url, server.url + FILE), await pipe(site.url, server.url + FILE)]);
  row({
    what: `download ${BYTES >> 20} MiB, with its MD5`, unit: 'ms', ours: downloads.map(([ours]) => ours),
    peer: 'a plain page with hash-wasm', theirs: downloads.map(([, theirs]) => theirs), most: 1.5,
  });
  row({
    what: `download ${BYTES >> 20} MiB, with its MD5`, unit: 'ms', ours: downloads.map(([ours]) => ours),
    peer: 'pipeTo, without any check', theirs: downloads.map(([, , theirs]) => theirs), most: 1 / 0.95,
  });
} finally {
  for (const running of [demo, site, server]) await running.stop();
}
