// A mirror that does not let web pages read it: the page says so, and everything that does not need it still works.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser } from './support/browser.mjs';
import { inBash, md5 } from './support/clients.mjs';
import { copyBlock, openGet, openTab, pickBox, searchFor, startDownload, transfer } from './support/pages.mjs';
import { LARGE, RELEASE, variants } from './support/tree.mjs';
import { startWorld } from './support/world.mjs';

const VCF = variants(22);
const WORDS = 'Apache without CORS could not be reached, or does not allow web pages to read it.';

let world, at;

before(async () => {
  world = await startWorld({ first: 'plain' });
  at = await openBrowser({ app: world.app, expected: [/blocked by CORS policy/, /net::ERR_FAILED/] });
});

after(async () => {
  await at?.close();
  await world?.stop();
});

test('browsing says that the page may not read the mirror, and shows what the catalogue knows', async () => {
  const { page } = at;
  await at.open(`/browse?path=${encodeURIComponent(RELEASE)}`);
  await page.getByText(`${WORDS} This is `, { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Stay with Apache without CORS' }).click();
  await page.getByRole('alert').getByText(WORDS).waitFor();
  await page.getByText('Not live', { exact: false }).waitFor();
  await pickBox(page, VCF).waitFor();
});

test('the catalogue and its search work', async () => {
  const { page } = at;
  await page.getByRole('link', { name: 'Catalogue', exact: true }).click();
  await page.getByRole('heading', { name: 'Phase 3' }).first().waitFor();
  await searchFor(page, 'chr22 phase 3');
  await page.keyboard.press('Enter');
  await pickBox(page, VCF).check();
  await pickBox(page, `${VCF}.tbi`).check();
  await openGet(page, 2);
});

test('the commands are right all the same', async () => {
  const text = await copyBlock(at.page, await openTab(at.page, 'wget'), 'Fetch');
  const result = await inBash(text);
  assert.equal(result.code, 0, result.err);
  const paths = [LARGE.path, `${LARGE.path}.tbi`];
  assert.deepEqual(await result.files(), paths.map((path) => `igsr/${path}`));
  for (const path of paths) assert.equal(await md5(join(result.folder, 'igsr', path)), world.files.get(path).md5, path);
});

test('looking for checksums and a checked download fail with the same words', async () => {
  const { page } = at;
  await page.getByRole('button', { name: 'Find checksums' }).click();
  await page.getByRole('alert').getByText(WORDS).waitFor();
  const panel = await openTab(page, 'Browser');
  await startDownload(page, panel, `${VCF}.tbi`);
  const row = transfer(page, `${VCF}.tbi`);
  await row.getByText('Waits for the mirror').waitFor();
  await row.getByText(WORDS).first().waitFor();
});

test('the plain link hands the file to the browser', async () => {
  const { page, browser } = at;
  await at.open('/get');
  const panel = await openTab(page, 'Browser');
  const link = panel.getByRole('link', { name: `Plain link to ${VCF}.tbi`, exact: true });
  const download = new Promise((resolve) => {
    const listen = (one) => one.on('download', resolve);
    browser.pages().forEach(listen);
    browser.on('page', listen);
  });
  await link.click();
  assert.equal(await md5(await (await download).path()), world.files.get(`${LARGE.path}.tbi`).md5);
  at.assertQuiet();
});
