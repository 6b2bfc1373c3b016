// The step `get`: the page Get, where a selection is planned and downloaded. benches/README.md explains the rows.

import { chmod, mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startDemo } from '../../tests/e2e/support/demo.mjs';
import { startNginx } from '../../tests/e2e/support/hosting.mjs';
import { mirror, writeMirrors } from '../../tests/e2e/support/mirrors.mjs';
import { chooseMirror, dock, openTab, transfer } from '../../tests/e2e/support/pages.mjs';
import { freshFolder } from '../../tests/e2e/support/paths.mjs';
import { row, rounds } from '../rows.mjs';
import { inBrowser, open } from './in-browser.mjs';
import { memoryOf, newMark } from './memory.mjs';
import { startSite } from './site.mjs';

const ROUNDS = 5;
const FILE = 'large.bin';
const BYTES = 2 ** 31;

/** Rounds of downloads, of which each takes minutes. */
const DOWNLOADS = 3;

/** Milliseconds between two looks at the memory. */
const LOOK = 100;

/** What the page keeps of a selection. */
const KEY = 'igsr-fetch.selection';
const kept = (files) => JSON.stringify({ format: 2, current: 'Selection', list: [{ name: 'Selection', files, rules: [] }] });

/** 10,000 files of two hosts. */
const FILES = Array.from({ length: 10_000 }, (_, at) => at % 2
  ? `data_collections/1000G_2504_high_coverage/working/20201028_${at % 97}/${at}.chr22.vcf.gz`
  : `//ftp.sra.ebi.ac.uk/run/ERR${300 + (at % 50)}/ERR${3_000_000 + at}/NA${at}.final.cram`);

/** Serves a large file of a mirror, empty on the disk, and nothing else. */
async function serveFile() {
  const folder = await freshFolder('large');
  await mkdir(join(folder, 'vol1/ftp'), { recursive: true });
  await writeFile(join(folder, 'vol1/ftp', FILE), '');
  await truncate(join(folder, 'vol1/ftp', FILE), BYTES);
  for (const one of [folder, join(folder, 'vol1'), join(folder, 'vol1/ftp')]) await chmod(one, 0o755);
  const { app, stop } = await startNginx(folder);
  return { url: `${app}vol1/ftp/`, stop };
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

// Runs in each page before its scripts, too: keeps the longest task of the page's thread.
function watchTasks() {
  globalThis.longest = 0;
  const keep = (list) => list.getEntries().forEach(({ duration }) => (globalThis.longest = Math.max(globalThis.longest, duration)));
  new PerformanceObserver(keep).observe({ type: 'longtask' });
}

/** From the click until the file is saved and its checksum known: milliseconds, the longest task meanwhile, and the most memory over that before. */
const download = (app) => {
  const mark = newMark();
  const action = async (page) => {
    await page.addInitScript(watchTasks);
    await openKept(page, app, [FILE]);
    await open(page, app, '/get');
    const panel = await openTab(page, 'Browser');
    const button = panel.getByRole('button', { name: `Download ${FILE}`, exact: true });
    await button.waitFor();
    const idle = memoryOf(mark);
    let most = idle;
    // A measure that fails is to end all the same.
    const watch = setInterval(() => (most = Math.max(most, memoryOf(mark))), LOOK).unref();
    await page.evaluate(() => (globalThis.longest = 0));
    const began = performance.now();
    await button.click();
    await page.getByRole('link', { name: 'See how far they are' }).click();
    await transfer(page, FILE).getByText('Saved, not verified').waitFor();
    const took = performance.now() - began;
    clearInterval(watch);
    return { took, longest: await page.evaluate(() => globalThis.longest), grown: idle === null ? null : (most - idle) / 1e6 };
  };
  return inBrowser(answerPicker, action, [mark]);
};

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
  const url = server.url + FILE;
  const downloads = await rounds(DOWNLOADS, async () => ({ ours: await download(demo.app), plain: await downloadPlainly(site.url, url), pipe: await pipe(site.url, url) }));
  const of = (name) => downloads.map(({ ours }) => ours[name]);
  const what = `download ${BYTES / 2 ** 30} GiB, with its MD5`;
  row({ what, unit: 'ms', ours: of('took'), peer: 'a plain page with hash-wasm', theirs: downloads.map(({ plain }) => plain), most: 1.5 });
  row({ what, unit: 'ms', ours: of('took'), peer: 'pipeTo, without any check', theirs: downloads.map(({ pipe }) => pipe), most: 1 / 0.95 });
  row({ what: 'longest task of the page meanwhile', unit: 'ms', ours: of('longest'), peer: '50 ms', theirs: of('longest').map(() => 50), most: 1 });
  if (of('grown').includes(null)) row({ what: 'memory over that before', not_measured: 'the system does not tell it' });
  else row({ what: 'memory over that before', unit: 'MB', ours: of('grown'), peer: '64 MB', theirs: of('grown').map(() => 64), most: 1 });
} finally {
  for (const running of [demo, site, server]) await running.stop();
}
