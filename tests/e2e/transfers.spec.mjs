// Downloads in the browser: a folder as on the mirror, and what was paused or closed goes on.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser, savedFile } from './support/browser.mjs';
import { startDemo, startMirror } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { chooseMirror, findChecksums, openGet, openTab, pickBox, startDownload, transfer } from './support/pages.mjs';
import { freshFolder } from './support/paths.mjs';
import { RELEASE, variants } from './support/tree.mjs';

const VCF = variants(22);
const EXPECTED = [/Failed to load resource/, /blocked by CORS policy/, /ERR_CONTENT_LENGTH_MISMATCH/];

let servers, demo;
const stops = [];

before(async () => {
  servers = await startMirror();
  stops.push(servers.stop);
  const list = await writeMirrors(join(await freshFolder('transfers'), 'mirrors.json'), [
    mirror('good', 'Good mirror', servers.mirror),
    mirror('slow', 'Slow mirror', servers.knob('slow=20000,on=.vcf.gz')),
  ]);
  demo = await startDemo({ mirrors: list });
  stops.push(demo.stop);
});

after(async () => {
  for (const stop of stops.reverse()) await stop();
});

// Opens the browser's panel of Get with a mirror and the files of chromosomes 21 and 22.
async function openPanel(at, mirrorName, names) {
  const { page } = at;
  await at.open('/help');
  await chooseMirror(page, mirrorName);
  await page.evaluate(() => (location.hash = '#/files?q=chr22'));
  for (const name of names) await pickBox(page, name).check();
  await openGet(page, names.length);
  return openTab(page, 'Browser');
}

/** The sizes of all files below the folder that was picked, by their paths. */
const savedTree = (page) => page.evaluate(async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await walk(handle, `${path}${name}/`);
      else found[path + name] = (await handle.getFile()).size;
    }
  };
  const root = await navigator.storage.getDirectory();
  await walk(await root.getDirectoryHandle('picked'), '');
  return found;
});

async function inBrowser(options, act) {
  const at = await openBrowser({ app: demo.app, expected: EXPECTED, ...options });
  try {
    await act(at);
    at.assertQuiet();
  } finally {
    await at.close();
  }
}

test('all files of a plan go to a folder as they lie on the mirror, and the page says how far they are', async () => {
  await inBrowser({}, async (at) => {
    const { page } = at;
    const panel = await openPanel(at, 'Good mirror', [VCF, `${VCF}.tbi`]);
    await findChecksums(page, 2);
    await panel.getByRole('button', { name: 'Download all 2 files to a folder' }).click();
    await panel.getByText('2 files are added to the downloads.', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'See how far they are' }).click();
    for (const name of [VCF, `${VCF}.tbi`]) {
      await page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) }).getByText('✓ Verified').waitFor();
    }
    await page.getByText('2 of 2 files saved', { exact: false }).waitFor();
    const saved = await savedTree(page);
    assert.deepEqual(Object.keys(saved).sort(), [`${RELEASE}/${VCF}`, `${RELEASE}/${VCF}.tbi`]);
    assert.ok(Object.values(saved).every((size) => size > 0));
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole('button', { name: 'Clear finished' }).click();
    await page.getByText('Nothing is downloading.', { exact: false }).waitFor();
  });
});

test('paused, it keeps what came and goes on from there', async () => {
  await inBrowser({}, async (at) => {
    const { page } = at;
    const panel = await openPanel(at, 'Slow mirror', [VCF]);
    await startDownload(page, panel, VCF);
    const row = transfer(page, VCF);
    await row.getByText('Downloading').waitFor();
    await row.getByText(/ · .*B\/s/).waitFor();
    // The header says it on every page, and the title too.
    await page.getByRole('navigation', { name: 'Main' }).getByText(/^0 of 1/).waitFor();
    await row.getByRole('button', { name: 'Pause' }).click();
    await row.getByText('Paused').waitFor();
    const words = await row.locator('.num').textContent();
    await row.getByRole('button', { name: 'Go on' }).click();
    await row.getByText('Downloading').waitFor();
    await row.getByRole('button', { name: 'Cancel' }).click();
    await row.getByText('Cancelled').waitFor();
    assert.match(words, /B/);
    assert.equal((await savedFile(page, VCF))?.size ?? 0, 0);
  });
});

test('in a browser without pickers a file is kept, goes on after a reload, and is handed over when it is right', async () => {
  await inBrowser({ picker: 'missing' }, async (at) => {
    const { page } = at;
    const panel = await openPanel(at, 'Slow mirror', [VCF]);
    await panel.getByText('twice its space', { exact: false }).waitFor();
    await startDownload(page, panel, VCF);
    const row = transfer(page, VCF);
    await row.getByText(/ · .*B\/s/).waitFor();
    await row.getByRole('button', { name: 'Pause' }).click();
    await row.getByText('Paused').waitFor();
    const before = await row.locator('.num').textContent();
    await page.reload();
    await row.getByText('Paused').waitFor();
    assert.equal(await row.locator('.num').textContent(), before);
    const requests = [];
    page.context().on('request', (request) => requests.push(request));
    const saved = page.waitForEvent('download', { timeout: 240_000 });
    await row.getByRole('button', { name: 'Go on' }).click();
    const download = await saved;
    assert.equal(download.suggestedFilename(), VCF);
    await row.getByText('Saved, not verified').waitFor();
    assert.equal(await row.getByText('began again').count(), 0);
  });
});

test('a second tab does not take the downloads of the first', async () => {
  await inBrowser({}, async (at) => {
    const { page, browser } = at;
    const panel = await openPanel(at, 'Slow mirror', [VCF]);
    await startDownload(page, panel, VCF);
    await transfer(page, VCF).getByText('Downloading').waitFor();
    const second = await browser.newPage();
    await second.goto(`${demo.app}#/downloads`);
    await second.getByText('Another tab of this browser has the downloads', { exact: false }).waitFor();
    assert.equal(await transfer(second, VCF).count(), 0);
    await second.close();
    await transfer(page, VCF).getByRole('button', { name: 'Cancel' }).click();
    await transfer(page, VCF).getByText('Cancelled').waitFor();
  });
});
