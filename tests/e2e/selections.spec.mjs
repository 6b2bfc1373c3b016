// Several selections by name, and files of more than one host on Get.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, clipboard, openBrowser, screenshot, sidewaysScroll, withhold } from './support/browser.mjs';
import { search } from './support/corpus.mjs';
import { startDemo } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { chooseMirror, dock, openTab, pickBox } from './support/pages.mjs';
import { MAIN_FILES, freshFolder } from './support/paths.mjs';
import { variants } from './support/tree.mjs';

const VCF = variants(22);
const CRAM = '//ftp.sra.ebi.ac.uk/run/ERR323/ERR3239334/NA12878.final.cram';
const KEY = 'igsr-fetch.selection';

let demo;
before(async () => {
  const servers = await startDemo();
  const list = await writeMirrors(join(await freshFolder('selections'), 'mirrors.json'), [
    mirror('made-up', 'Made-up tree', servers.mirror),
    mirror('other', 'Other tree', servers.mirror.replace('127.0.0.1', 'localhost')),
  ]);
  const app = await startDemo({ mirrors: list });
  demo = { app: app.app, stop: () => Promise.all([app.stop(), servers.stop()]) };
});

after(() => demo?.stop());

// Opens Get with a selection that was kept before.
async function openKept(at, kept) {
  await at.open('/help');
  await at.page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, kept]);
  await at.page.reload();
  await at.open('/get');
}

// Waits until Get says the same number of files in all places: title, sums, and menu of the selections.
async function saidEverywhere(page, number) {
  const files = number === 1 ? '1 file' : `${number} files`;
  await page.getByRole('heading', { level: 1, name: `Get ${files}`, exact: true }).waitFor();
  await page.locator('.facts div', { hasText: /^Files/ }).getByRole('definition').getByText(String(number), { exact: true }).waitFor();
  const option = page.getByRole('option', { name: `Selection (${files})`, exact: true, includeHidden: true });
  await option.waitFor({ state: 'attached' });
}

// Fills the browser's store to its last byte, and stores a text under a key first. Runs in the page.
function fillStore([key, text]) {
  localStorage.clear();
  if (key) localStorage.setItem(key, text);
  let filling = '';
  for (let size = 2 ** 23; size >= 1; size /= 2) {
    try {
      localStorage.setItem('filling', filling + 'x'.repeat(size));
      filling += 'x'.repeat(size);
    } catch {
      // Too much: half as much is tried next.
    }
  }
}

const stored = (files, rules = []) => JSON.stringify({ format: 2, current: 'Selection', list: [{ name: 'Selection', files, rules }] });

test('selections are begun, named, copied and removed by the keyboard, and outlast a reload', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    await at.open('/files?q=chr22');
    await pickBox(page, VCF).check();
    await at.open('/get');
    const menu = page.locator('.selection-menu');
    const shown = (name) => menu.locator('summary', { hasText: `Selection: ${name}` }).waitFor();
    await menu.locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('trios');
    await page.keyboard.press('Enter');
    await shown('trios');
    await menu.getByRole('button', { name: 'Duplicate' }).press('Enter');
    await shown('trios 2');
    const name = menu.getByRole('textbox', { name: 'Name' });
    assert.equal(await name.inputValue(), 'trios 2');
    await name.fill('trios');
    await name.press('Enter');
    await menu.getByText('Another selection is named trios.').waitFor();
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    await menu.getByRole('button', { name: 'New' }).press('Enter');
    await shown('Selection');
    await page.getByText('No files are picked yet.').waitFor();
    assert.equal(await dock(page).count(), 0);
    await page.reload();
    await shown('Selection');
    await menu.locator('summary').click();
    await menu.getByRole('combobox', { name: 'Selections' }).selectOption({ label: 'trios 2 (1 file)' });
    await page.getByRole('heading', { level: 1, name: 'Get 1 file' }).waitFor();
    await menu.getByRole('button', { name: 'Remove the selection trios 2' }).press('Enter');
    await shown('Selection');
    await menu.getByRole('button', { name: 'Undo the removal of trios 2' }).press('Enter');
    await shown('trios 2');
    await page.getByRole('heading', { level: 1, name: 'Get 1 file' }).waitFor();
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('files of two hosts stand in two groups and in one command', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    await openKept(at, stored([`release/20130502/${VCF}`, CRAM]));
    await page.getByRole('heading', { level: 1, name: 'Get 2 files' }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'ENA (ftp.sra.ebi.ac.uk): 1 file' }).waitFor();
    const wget = await openTab(page, 'wget');
    const text = await wget.getByRole('region', { name: 'Fetch', exact: true }).locator('pre').textContent();
    assert.match(text, /-P \.\/igsr\/ftp\.sra\.ebi\.ac\.uk /);
    assert.match(text, /-P \.\/igsr -t/);
    const ascp = await openTab(page, 'ascp');
    await ascp.getByText('1 file of Made-up tree left out').waitFor();
    assert.match(await ascp.locator('pre').first().textContent(), /era-fasp@fasp\.sra\.ebi\.ac\.uk:vol1\/run\//);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await accessibilityFaults(page), []);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    assert.deepEqual(await sidewaysScroll(page), []);
    await screenshot(page, 'get-hosts');
    const group = page.getByRole('region', { name: 'ENA' });
    await group.getByText('Show 1 file').click();
    await group.getByRole('button', { name: 'Remove NA12878.final.cram' }).click();
    await page.getByRole('heading', { level: 1, name: 'Get 1 file' }).waitFor();
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('a search counts as when it was picked until its files are found, in all places', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    const found = Number(await search(MAIN_FILES, '--count', 'pop:CEU'));
    assert.ok(found > 1);
    const rule = { query: 'pop:CEU', snapshot: 'd', count: found, bytes: 3e12, unknown_sizes: 1, except: [] };
    const rules = page.getByRole('list', { name: 'Searches in this selection' });
    const giveList = await withhold(page, '**/snapshot/**');
    await openKept(at, stored([CRAM], [rule]));
    for (const [size, give] of [[/3(\.0)? TB/, giveList], [/sizes? unknown|[kMG]B/, () => {}]]) {
      await rules.getByText(`All files that match pop:CEU: ${found} files,`).getByText(size).waitFor();
      await saidEverywhere(page, found + 1);
      await page.getByRole('button', { name: 'Remove the search pop:CEU' }).click();
      await saidEverywhere(page, 1);
      await dock(page).getByRole('button', { name: 'Undo' }).click();
      await saidEverywhere(page, found + 1);
      give();
    }
    // Of a selection that is not the current one, too, and of one that is dropped.
    const menu = page.locator('.selection-menu');
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'New' }).click();
    await page.getByText('No files are picked yet.').waitFor();
    await menu.getByRole('combobox', { name: 'Selections' }).selectOption({ label: `Selection (${found + 1} files)` });
    await saidEverywhere(page, found + 1);
    await dock(page).getByRole('button', { name: 'Clear', exact: true }).click();
    await dock(page).getByText(`${found + 1} files dropped`).waitFor();
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('a search that finds other files than when it was picked counts only when the user says so', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    const found = Number(await search(MAIN_FILES, '--count', 'pop:CEU'));
    assert.ok(found > 1 && found !== 12);
    const rule = { query: 'pop:CEU', snapshot: 'd', count: 12, bytes: 3e12, unknown_sizes: 0, except: [] };
    const gone = { ...rule, query: 'name:gone_from_the_list' };
    await openKept(at, stored([CRAM], [rule, gone]));
    const notice = page.getByRole('region', { name: 'Searches that find other files' });
    await notice.getByText(`The search “pop:CEU” found 12 files when it was picked, and finds ${found} files in the list that is open.`).waitFor();
    await notice.getByText('finds no file in the list that is open').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Get 1 of 25 files' }).waitFor();
    await page.getByRole('option', { name: 'Selection (25 files)', exact: true, includeHidden: true }).waitFor({ state: 'attached' });
    const commands = (await openTab(page, 'wget')).getByRole('region', { name: 'Fetch', exact: true }).locator('pre');
    assert.equal((await commands.textContent()).match(/https?:\/\//g).length, 1);
    assert.deepEqual(await accessibilityFaults(page), []);
    await screenshot(page, 'get-changed-search');
    // On every page, and nothing is ticked meanwhile.
    await at.open('/files?q=pop%3ACEU');
    await notice.waitFor();
    await page.getByRole('button', { name: `Select all ${found} files` }).waitFor();
    await notice.getByRole('button', { name: 'Remove the search name:gone_from_the_list' }).click();
    await dock(page).getByText('13 files', { exact: true }).waitFor();
    await notice.getByRole('button', { name: `Select these ${found} files` }).click();
    await notice.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Drop all ${found} files` }).waitFor();
    await page.reload();
    await at.open('/get');
    await saidEverywhere(page, found + 1);
    assert.equal(await notice.count(), 0);
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('a stored selection that cannot be read is said and not thrown away, also where the store is full', async () => {
  const damaged = '{"format":2,"current":';
  for (const full of [false, true]) {
    const at = await openBrowser({ app: demo.app });
    const { page } = at;
    try {
      await openKept(at, damaged);
      if (full) {
        await page.evaluate(fillStore, [KEY, damaged]);
        await page.reload();
      }
      const notice = page.getByRole('status').filter({ hasText: 'The stored selection cannot be read' });
      await notice.getByText('It is kept, and a new selection has begun.').waitFor();
      assert.equal(await page.evaluate(() => localStorage.getItem('igsr-fetch.aside-1')), damaged);
      const download = page.waitForEvent('download');
      await notice.getByRole('button', { name: 'Save it as a file' }).click();
      assert.equal((await download).suggestedFilename(), 'igsr-fetch-selection.json');
      assert.equal(await readFile(await (await download).path(), 'utf8'), damaged);
      await screenshot(page, `selection-unreadable${full ? '-full' : ''}`);
      // It is offered again in later visits, until it is deleted here.
      await page.reload();
      await notice.getByRole('button', { name: 'Save it as a file' }).click();
      await notice.getByRole('button', { name: 'Delete it here' }).click();
      await notice.waitFor({ state: 'detached' });
      assert.equal(await page.evaluate(() => localStorage.getItem('igsr-fetch.aside-1')), null);
      at.assertQuiet();
    } finally {
      await at.close();
    }
  }
});

test('a store that takes nothing says why', async () => {
  for (const [words, prepare] of [
    ['The browser’s store for this site is full.', fillStore],
    ['no room to store anything, as in a private window', () => {
      localStorage.clear();
      Storage.prototype.setItem = () => {
        throw new DOMException('no room', 'QuotaExceededError');
      };
    }],
    ['The browser does not allow this page to store anything', () => {
      Object.defineProperty(globalThis, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }],
  ]) {
    const at = await openBrowser({ app: demo.app });
    const { page } = at;
    try {
      await at.open('/files?q=chr22');
      await page.evaluate(prepare, [null, null]);
      await pickBox(page, VCF).check();
      await page.getByText(words).waitFor();
      await dock(page).getByText('1 file', { exact: true }).waitFor();
      at.assertQuiet();
    } finally {
      await at.close();
    }
  }
});

test('two tabs have one selection: each has the picks of both, at once, and Undo takes away its own', async () => {
  const at = await openBrowser({ app: demo.app });
  const one = at.page;
  try {
    await at.open('/files?q=chr22');
    const other = await at.browser.newPage();
    await other.goto(`${demo.app}#/files?q=chr22`);
    await pickBox(one, VCF).check();
    await dock(other).getByText('1 file', { exact: true }).waitFor();
    assert.ok(await pickBox(other, VCF).isChecked());
    await pickBox(other, `${VCF}.tbi`).check();
    await dock(one).getByText('2 files', { exact: true }).waitFor();
    await dock(one).getByRole('button', { name: 'Clear', exact: true }).click();
    await dock(other).waitFor({ state: 'detached' });
    await pickBox(other, `${VCF}.tbi`).check();
    await dock(one).getByText('1 file', { exact: true }).waitFor();
    // Each tab stays with its own selection, and a new one begins with the last.
    await one.goto(`${demo.app}#/get`);
    const menu = one.locator('.selection-menu');
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'New' }).click();
    await one.getByText('No files are picked yet.').waitFor();
    await other.goto(`${demo.app}#/get`);
    await other.getByRole('heading', { level: 1, name: 'Get 1 file' }).waitFor();
    await other.getByRole('option', { name: 'Selection 2 (0 files)', includeHidden: true }).waitFor({ state: 'attached' });
    const third = await at.browser.newPage();
    await third.goto(`${demo.app}#/get`);
    await third.getByText('No files are picked yet.').waitFor();
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('picks of two tabs at the same moment are all kept', async () => {
  const at = await openBrowser({ app: demo.app });
  const one = at.page;
  try {
    await at.open('/files?q=phase3_shapeit2 vcf with index');
    const other = await at.browser.newPage();
    await other.goto(`${demo.app}#/files?q=phase3_shapeit2 vcf with index`);
    const rounds = 8;
    for (let chromosome = 1; chromosome <= rounds; chromosome += 1) {
      const name = variants(chromosome);
      await Promise.all([pickBox(one, name).check(), pickBox(other, `${name}.tbi`).check()]);
    }
    for (const page of [one, other]) await dock(page).getByText(`${2 * rounds} files`, { exact: true }).waitFor();
    const third = await at.browser.newPage();
    await third.goto(`${demo.app}#/get`);
    await third.getByRole('heading', { level: 1, name: `Get ${2 * rounds} files` }).waitFor();
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('ten thousand files of two hosts are planned, and copied whole', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    const files = Array.from({ length: 10_000 }, (_, at) => at % 2
      ? `data_collections/1000G_2504_high_coverage/working/20201028_${at % 97}/${at}.chr22.vcf.gz`
      : `//ftp.sra.ebi.ac.uk/run/ERR${300 + (at % 50)}/ERR${3_000_000 + at}/NA${at}.final.cram`);
    await at.open('/help');
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, stored(files)]);
    await page.reload();
    await dock(page).getByText('10,000 files', { exact: true }).waitFor();
    for (const name of ['Other tree', 'Made-up tree', 'Other tree']) await chooseMirror(page, name);
    await at.open('/get');
    await page.getByRole('heading', { level: 1, name: 'Get 10,000 files' }).waitFor();
    await page.getByText('Other tree (localhost').waitFor();
    await page.getByText('And 4,900 more').first().waitFor({ state: 'attached' });
    const fetch = (await openTab(page, 'wget')).getByRole('region', { name: 'Fetch', exact: true });
    await fetch.getByText('more lines. Copy and Save take all.').waitFor();
    await fetch.getByRole('button', { name: 'Copy' }).click();
    await fetch.getByText('Copied', { exact: true }).waitFor();
    const copied = await clipboard(page);
    assert.equal(copied.split('\n').filter((line) => line.startsWith('http')).length, 10_000);
  } finally {
    await at.close();
  }
});
