// The whole way, once: a real Apache, the real clients, a file of 300 MB.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser, savedFile } from './support/browser.mjs';
import { hasAscp, inBash, md5 } from './support/clients.mjs';
import { GLOBUS } from './support/mirrors.mjs';
import {
  chooseMirror, copyBlock, findChecksums, openGet, openTab, pickBox, searchFor, startDownload, transfer,
} from './support/pages.mjs';
import { LARGE, RELEASE, variants } from './support/tree.mjs';
import { startWorld } from './support/world.mjs';

const VCF = variants(22);
const PATHS = [LARGE.path, `${LARGE.path}.tbi`];
const MY_COLLECTION = '0f8a6a0c-7d5e-4a51-9c0e-2d3a4b5c6d7e';

let world, at;

before(async () => {
  world = await startWorld();
  // The page also tries the mirror that does not let it.
  at = await openBrowser({ app: world.app, expected: [/blocked by CORS policy/, /net::ERR_FAILED/] });
});

after(async () => {
  await at?.close();
  await world?.stop();
});

test('browse, search and pick: the selection stays', async () => {
  const { page } = at;
  await at.open('/');
  await page.getByRole('link', { name: 'Browse', exact: true }).click();
  await page.getByRole('link', { name: 'release/', exact: true }).click();
  await page.getByRole('link', { name: '20130502/', exact: true }).click();
  await page.getByText('Apache, live', { exact: false }).first().waitFor();
  await pickBox(page, VCF).waitFor();
  assert.equal(await page.getByRole('checkbox', { name: 'Select integrated_call_samples_v3.20130502.ALL.panel' }).count(), 1);
  await page.getByRole('link', { name: 'Files', exact: true }).click();
  await searchFor(page, 'chr22');
  await pickBox(page, VCF).check();
  await pickBox(page, `${VCF}.tbi`).check();
  await openGet(page, 2);
  at.assertQuiet();
});

test('checksums come from the mirror’s own list', async () => {
  await findChecksums(at.page, 2);
  await at.page.getByText('2 of 2', { exact: true }).waitFor();
});

test('the wget text, pasted into bash, fetches both files and checks them', async () => {
  const text = await copyBlock(at.page, await openTab(at.page, 'wget'), 'Fetch');
  const result = await inBash(text);
  assert.equal(result.code, 0, result.err);
  assert.deepEqual(await result.files(), PATHS.map((path) => `igsr/${path}`));
  for (const path of PATHS) assert.equal(await md5(join(result.folder, 'igsr', path)), world.files.get(path).md5, path);
  // A second run has nothing to do, and still checks.
  const log = await readFile(world.apache.log, 'utf8');
  const again = await inBash(`cd '${result.folder}' && ${text}`);
  assert.equal(again.code, 0, again.err);
  const asked = (await readFile(world.apache.log, 'utf8')).slice(log.length).split('\n').filter((line) => / 200 /.test(line));
  assert.deepEqual(asked, [], 'a file was fetched twice');
});

test('the saved wget lists do the same', async () => {
  const { page } = at;
  const panel = await openTab(page, 'wget');
  const files = {};
  for (const title of ['Addresses', 'Checksums']) {
    const block = panel.getByRole('region', { name: title, exact: true });
    const [download] = await Promise.all([page.waitForEvent('download'), block.getByRole('button', { name: 'Save' }).click()]);
    files[download.suggestedFilename()] = await readFile(await download.path());
  }
  const text = await copyBlock(page, panel, 'Fetch with the saved lists');
  const result = await inBash(text, { files });
  assert.equal(result.code, 0, result.err);
  for (const path of PATHS) assert.equal(await md5(join(result.folder, 'igsr', path)), world.files.get(path).md5, path);
});

test('the real ascp takes the text, logs in, and asks for both paths', { skip: !hasAscpHere() }, async () => {
  const { page } = at;
  const panel = await openTab(page, 'ascp');
  await panel.getByLabel('Key file for ascp').fill(world.login.key);
  const result = await inBash(await copyBlock(page, panel, 'Fetch'));
  // What follows the log-in would need a licensed server.
  assert.match(result.out + result.err, /Session initiation failed/);
  assert.doesNotMatch(result.out + result.err, /usage|invalid|unrecognized/i);
  const { user, command, input } = await world.login.asked();
  assert.deepEqual([user, command], ['fasp-g1k', 'ascp -S. -V1']);
  for (const path of PATHS) assert.ok(input.includes(`vol1/ftp/${path}`), path);
});

test('the real globus-cli reads the batch into the intended sources and destinations', async () => {
  const { page } = at;
  const panel = await openTab(page, 'Globus');
  await panel.getByLabel('Your Globus collection').fill(MY_COLLECTION);
  const batch = panel.getByRole('region', { name: 'Batch', exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), batch.getByRole('button', { name: 'Save' }).click()]);
  const files = { [download.suggestedFilename()]: await readFile(await download.path()) };
  for (const title of ['Transfer', 'Transfer with the saved list']) {
    const result = await inBash(await copyBlock(page, panel, title), { files });
    assert.equal(result.code, 0, result.err);
    const plan = JSON.parse(result.out);
    assert.deepEqual(
      plan.DATA.map((item) => [item.source_path, item.destination_path, item.external_checksum]),
      PATHS.map((path) => [`/1000g/ftp/${path}`, `/~/igsr/${path}`, world.files.get(path).md5]),
      title,
    );
    assert.deepEqual(
      [plan.source_endpoint, plan.destination_endpoint, plan.verify_checksum],
      [GLOBUS.id, MY_COLLECTION, true],
    );
  }
  const link = new URL(await panel.getByRole('link', { name: /in Globus/ }).getAttribute('href'));
  assert.deepEqual(
    [link.hostname, link.searchParams.get('origin_id'), link.searchParams.get('origin_path')],
    ['app.globus.org', GLOBUS.id, `/1000g/ftp/${RELEASE}/`],
  );
});

test('300 MB streamed in the browser end verified, byte for byte', async () => {
  const { page } = at;
  const panel = await openTab(page, 'Browser');
  await startDownload(page, panel, VCF);
  const row = transfer(page, VCF);
  await row.getByText('Verified', { exact: false }).first().waitFor({ timeout: 120_000 });
  await row.getByText(world.files.get(LARGE.path).md5).waitFor();
  const { size, sha256 } = await savedFile(page, VCF);
  assert.deepEqual({ size, sha256 }, { size: LARGE.size, sha256: world.files.get(LARGE.path).sha256 });
  at.assertQuiet();
});

test('with one bit flipped on the mirror the download fails, and nothing is kept', async () => {
  // A profile of its own: no file of an earlier download is there.
  const other = await openBrowser({ app: world.app, expected: [/blocked by CORS policy/, /net::ERR_FAILED/] });
  try {
    const { page } = other;
    await other.open('/files?q=chr22');
    await chooseMirror(page, 'Flipped bit');
    await pickBox(page, VCF).check();
    await openGet(page, 1);
    await findChecksums(page, 1);
    const panel = await openTab(page, 'Browser');
    await startDownload(page, panel, VCF);
    // From here on the page must never say that all is well, not for a moment.
    await page.evaluate(() => {
      globalThis.praised = [];
      new MutationObserver(() => {
        const words = document.querySelector('main').innerText;
        if (/verified|bytes are right|done/i.test(words.replace(/not verified/gi, ''))) globalThis.praised.push(words);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    const row = transfer(page, VCF);
    await row.getByText('Failed', { exact: false }).first().waitFor({ timeout: 120_000 });
    await row.getByText('the checksum differs', { exact: false }).first().waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.praised), []);
    assert.equal((await savedFile(page, VCF))?.size ?? 0, 0);
    other.assertQuiet();
  } finally {
    await other.close();
  }
});

// Before the clients are fetched the answer is not known, but where it can be.
function hasAscpHere() {
  return hasAscp() || (process.platform === 'linux' && process.arch === 'x64');
}
