// What a search was understood as, why files stand in their order, saved searches, and what is copied from a row.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accessibilityFaults, clipboard, screenshot, sidewaysScroll } from './support/browser.mjs';
import { search } from './support/corpus.mjs';
import { SHIPPED } from './support/paths.mjs';
import { startShipped } from './support/shipped.mjs';

const VCF = 'ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz';
const PATH = `release/20130502/${VCF}`;
const EBI = `https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/${PATH}`;

let at, stop;

before(async () => {
  ({ at, stop } = await startShipped());
});

after(() => stop?.());

const chips = (page) => page.getByRole('list', { name: 'What your words were taken for' });
const box = (page) => page.getByRole('search').getByRole('searchbox');

/** Opens a search in a page of its own, with nothing of the test before, and waits for what it finds. */
async function open(query, page = at.page) {
  const app = page.url().split('#')[0];
  await page.goto('about:blank');
  await page.goto(`${app}#/files?${new URLSearchParams({ q: query })}`);
  await settled(query, page);
}

/** Waits until the box has a query and its files are found. It looks by time: a tab in the background draws no frames. */
async function settled(query, page = at.page) {
  await page.waitForFunction(
    (query) => document.querySelector('[role="search"] input')?.value === query && document.querySelector('.files__count[aria-busy="false"] strong'),
    query,
    { polling: 100 },
  );
}

/** Asserts that the page reads well, light and dark, wide and at 320 px. */
async function readsWell(name) {
  const { page } = at;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [[1366, 768], [320, 640]]) {
      await page.setViewportSize({ width, height });
      assert.deepEqual([...(await sidewaysScroll(page)), ...(await accessibilityFaults(page))], [], `${colorScheme} ${width}`);
      await page.screenshot({ path: `target/screenshots/${name}-${width}-${colorScheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('what words were taken for stands as chips, which are taken off or turned into text', async () => {
  const { page } = at;
  await at.open('/files');
  await open('phase 3 chr1 CEU or YRI vcf with index');
  const labels = await chips(page).getByRole('listitem').allTextContents();
  assert.deepEqual(labels.map((label) => label.replace(/ ×(as text)?$/, '')), [
    'release: Phase 3',
    'chromosome 1',
    'either of CEU, YRI',
    'kind: VCF',
    'with: their indexes',
  ]);
  await readsWell('understood');
  await chips(page).getByRole('button', { name: 'either of CEU, YRI × Remove the words CEU or YRI', exact: true }).press('Enter');
  await settled('phase 3 chr1 vcf with index');
  await chips(page).getByRole('button', { name: 'as text: search for the letters phase 3', exact: true }).click();
  await settled('"phase" "3" chr1 vcf with index');
  assert.equal(await chips(page).getByText('release: Phase 3').count(), 0);
  await page.goBack();
  await settled('phase 3 chr1 vcf with index');
  await page.goBack();
  await settled('phase 3 chr1 CEU or YRI vcf with index');
  await chips(page).getByRole('button', { name: 'as text: search for the letters CEU or YRI', exact: true }).click();
  await settled('phase 3 chr1 "CEU" or "YRI" vcf with index');
});

test('why the first file is the first is said on demand', async () => {
  const { page } = at;
  await open('phase 3 chr22 vcf');
  const why = page.locator('details', { hasText: 'Why this order' });
  await why.locator('summary').focus();
  await page.keyboard.press('Enter');
  await why.getByText('It is in a main release of 2013-05.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Size', exact: true }).click();
  await why.getByText('By size, the smallest first; files of unknown size come last.').waitFor();
});

test('a list of thousands of names is one search', async () => {
  const { page } = at;
  const known = (await search(SHIPPED, '--json', '--limit', '0', 'collection:30x type:cram')).trim().split('\n').map((line) => JSON.parse(line));
  const names = known.map(({ path }) => path.split('/').at(-1).replace('.final.cram', ''));
  assert.ok(names.length > 3000, `${names.length}`);
  await at.open('/');
  await box(page).fill(`${names.join(' ')} HG0009X collection:30x type:cram`);
  await box(page).press('Enter');
  await page.getByText(`${names.length.toLocaleString('en')} files found`, { exact: true }).first().waitFor();
  await chips(page).getByText(`either of ${(names.length + 1).toLocaleString('en')} samples`, { exact: false }).waitFor();
  await page.getByText('No file has sample:HG0009X. Did you mean', { exact: false }).waitFor();
  const many = Array.from({ length: 5100 }, (_, number) => `XY${String(number).padStart(6, '0')}`);
  await box(page).fill(many.join(' '));
  await page.getByText('at most 64 words and filters beside 5,000 names', { exact: false }).waitFor();
});

test('searches are saved, opened, renamed and deleted by name, and two tabs keep those of both', async () => {
  const { page } = at;
  await open('phase 3 chr22 vcf');
  const other = await at.browser.newPage();
  const saved = (tab) => tab.locator('.saved');
  const names = (tab) => saved(tab).getByRole('list', { name: 'Saved searches' }).getByRole('link').allTextContents();
  const save = async (tab, name) => {
    await saved(tab).getByRole('textbox', { name: 'Save this search as' }).fill(name);
    await saved(tab).getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await saved(tab).getByRole('link', { name, exact: true }).waitFor();
  };
  try {
    await saved(page).locator('summary').click();
    await save(page, 'phase 3, 22');
    await other.goto(`${page.url().split('#')[0]}#/files?q=CEU+cram`);
    await settled('CEU cram', other);
    await saved(other).locator('summary').click();
    await save(other, 'reads of CEU');
    await saved(page).getByRole('link', { name: 'reads of CEU', exact: true }).waitFor();
    assert.deepEqual(await names(page), ['phase 3, 22', 'reads of CEU']);
    await readsWell('saved');
    await saved(page).getByRole('button', { name: 'Rename reads of CEU' }).press('Enter');
    const field = saved(page).getByRole('textbox', { name: 'New name of reads of CEU' });
    assert.ok(await field.evaluate((field) => field === document.activeElement));
    await field.fill('phase 3, 22');
    await field.press('Enter');
    await saved(page).getByText('Another search is saved as phase 3, 22.').waitFor();
    await field.fill('CRAM files of CEU');
    await field.press('Enter');
    await saved(other).getByRole('link', { name: 'CRAM files of CEU', exact: true }).waitFor();
    await saved(other).getByRole('button', { name: 'Delete phase 3, 22' }).press('Enter');
    await saved(other).getByRole('button', { name: 'Undo the deletion of phase 3, 22' }).waitFor();
    await saved(page).getByRole('link', { name: 'phase 3, 22', exact: true }).waitFor({ state: 'detached' });
    await saved(other).getByRole('button', { name: 'Undo the deletion of phase 3, 22' }).press('Enter');
    await saved(page).getByRole('link', { name: 'phase 3, 22', exact: true }).waitFor();
    await saved(page).getByRole('link', { name: 'CRAM files of CEU', exact: true }).click();
    await settled('CEU cram');
    await page.reload();
    await saved(page).locator('summary').click();
    assert.deepEqual(await names(page), ['phase 3, 22', 'CRAM files of CEU']);
  } finally {
    await other.close();
  }
});

test('address, path and MD5 are copied from a row, by mouse and by keyboard', async () => {
  const { page } = at;
  const [listed] = (await search(SHIPPED, '--json', `path:${PATH}`)).trim().split('\n').map((line) => JSON.parse(line));
  await open('phase 3 chr22 vcf');
  const row = page.getByRole('row', { name: VCF }).first();
  const menu = page.getByRole('menu', { name: 'Copy' });
  await row.getByRole('button', { name: `Copy from ${VCF}`, exact: true }).click();
  await readsWell('row-menu');
  await menu.getByRole('menuitem', { name: 'Address at EBI' }).click();
  await menu.waitFor({ state: 'detached' });
  assert.equal(await clipboard(page), EBI);
  assert.ok(await row.evaluate((row) => row === document.activeElement));
  for (const [keys, expected] of [
    [['c', 'Enter'], EBI],
    [['c', 'ArrowDown', 'Enter'], PATH],
    [['c', 'End', ' '], listed.md5],
  ]) {
    for (const key of keys) {
      if (key === ' ') await menu.getByText('MD5: loading…').waitFor({ state: 'detached' });
      await page.keyboard.press(key);
      if (key === 'c') await menu.getByRole('menuitem', { name: /^Address/ }).and(page.locator(':focus')).waitFor();
    }
    await menu.waitFor({ state: 'detached' });
    assert.equal(await clipboard(page), expected, keys.join(' '));
  }
  await page.keyboard.press('c');
  await menu.waitFor();
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  assert.equal(await row.getByRole('checkbox').isChecked(), false);
  await chooseNothing(row, page);
});

/** Space on the button of a row opens its menu, and does not pick the row. */
async function chooseNothing(row, page) {
  await row.getByRole('button', { name: /^Copy from/ }).focus();
  await page.keyboard.press(' ');
  await page.getByRole('menu', { name: 'Copy' }).waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await row.getByRole('checkbox').isChecked(), false);
}

test('names in rows show what differs and how they end, at 390 and at 320 px', async () => {
  const { page } = at;
  await open('CCDG_14151 phased with index');
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const shown = await page.evaluate(() => {
      const inside = (part, cell) => part.getBoundingClientRect().right <= cell.getBoundingClientRect().right + 0.5;
      return [...document.querySelectorAll('.file-grid tbody tr')].slice(0, 12).map((row) => {
        const cell = row.querySelector('.file-table__name');
        const [own, end] = ['.file-grid__own', '.file-grid__end'].map((part) => row.querySelector(part));
        const range = document.createRange();
        // What tells the chromosome: the first letters of what is its own.
        const text = document.createTreeWalker(own, NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(text, 0);
        range.setEnd(text, Math.min(3, text.length));
        const letters = range.getBoundingClientRect();
        const clip = own.getBoundingClientRect();
        return {
          end: end.textContent,
          endSeen: inside(end, cell) && end.getBoundingClientRect().bottom <= cell.getBoundingClientRect().bottom + 0.5,
          ownSeen: letters.right <= clip.right + 0.5 && clip.right <= cell.getBoundingClientRect().right + 0.5,
          own: own.textContent.slice(0, 3),
        };
      });
    });
    assert.ok(shown.length >= 10, `${shown.length} rows`);
    for (const row of shown) assert.deepEqual({ ...row, end: '', own: '' }, { end: '', endSeen: true, ownSeen: true, own: '' }, `${width}: ${JSON.stringify(row)}`);
    assert.ok(shown.some(({ own }) => own === 'chr'), JSON.stringify(shown));
    await page.screenshot({ path: `target/screenshots/names-${width}.png` });
  }
  await open(VCF);
  const ends = () => page.locator('.file-grid__end').allTextContents();
  assert.ok((await ends()).includes('.vcf.gz') && (await ends()).includes('.vcf.gz.tbi'), `${await ends()}`);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('a name that is marked in a row is copied whole and without a line break', async () => {
  const { page } = at;
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await open('phase 3 chr22 vcf');
    await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.file-grid .file-path__name'));
      const marked = getSelection();
      marked.removeAllRanges();
      marked.addRange(range);
    });
    await page.keyboard.press('Control+C');
    assert.equal(await clipboard(page), VCF, `${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('facts of a file that are not in yet are said to be loading', async () => {
  const other = await startShipped();
  const { page } = other.at;
  try {
    let give;
    const given = new Promise((resolve) => (give = resolve));
    await other.at.browser.route(/\/snapshot\/names-/, async (route) => {
      await given;
      await route.continue();
    });
    await other.at.open(`/file?${new URLSearchParams({ file: 'phase3/data/HG00096/exome_alignment/HG00096.mapped.ILLUMINA.bwa.GBR.exome.20120522.bam' })}`);
    const fact = (name) => page.locator('.facts div', { hasText: new RegExp(`^${name}`) }).getByRole('definition');
    for (const name of ['Size', 'MD5', 'Date']) await fact(name).getByText('loading…', { exact: true }).waitFor();
    give();
    await fact('MD5').getByText(/^[0-9a-f]{32}$/).waitFor();
    await fact('Date').getByText('loading…', { exact: true }).waitFor({ state: 'detached' });
  } finally {
    await other.stop();
  }
});
