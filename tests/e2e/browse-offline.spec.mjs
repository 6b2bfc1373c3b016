// Browsing with no mirror within reach: the list that ships with the page tells what it knows, and says that it is not live.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { clipboard, screenshot } from './support/browser.mjs';
import { search } from './support/corpus.mjs';
import { clearSelection, openGet, pickBox } from './support/pages.mjs';
import { SHIPPED } from './support/paths.mjs';
import { startShipped } from './support/shipped.mjs';

const COLLECTION = 'data_collections/1000G_2504_high_coverage';
const PHASED = `${COLLECTION}/working/20201028_3202_phased`;
const CHR22 = 'CCDG_14151_B01_GRM_WGS_2020-08-05_chr22.filtered.shapeit2-duohmm-phased.vcf.gz';
const GVCFS = `${COLLECTION}/working/20190425_NYGC_GATK/raw_calls_updated`;

let at, stop;

before(async () => {
  ({ at, stop } = await startShipped());
});

after(() => stop?.());

const count = async (query) => Number(await search(SHIPPED, '--count', query));

/** Opens a directory, and waits for what the list says of it. */
async function browse(path) {
  await at.open(`/browse?path=${encodeURIComponent(path)}`);
  await at.page.getByText(/^Not live: from the list of \d{4}-\d{2}(-\d{2})?, not from a mirror, which may differ/).waitFor();
}

test('a directory of files is shown from the list, with sizes and checksums, and can be picked and got', async () => {
  const { page } = at;
  await browse(PHASED);
  const row = page.getByRole('row').filter({ has: pickBox(page, CHR22) });
  await row.getByText(/^MD5 [0-9a-f]{32}$/).waitFor();
  const all = await count(`in:${PHASED}`);
  assert.equal(await page.getByRole('checkbox', { name: /^Select (?!all )/ }).count(), all);
  await screenshot(page, 'browse-offline');
  await pickBox(page, CHR22).check();
  await openGet(page, 1);
  await page.locator('.facts div', { hasText: /^Checksums/ }).getByText('1 of 1', { exact: true }).waitFor();
  await clearSelection(page);
});

test('directories say how many files are below, can be opened, and lead to the search for those', async () => {
  const { page } = at;
  await browse(COLLECTION);
  await page.getByRole('link', { name: 'working/', exact: true }).click();
  const below = page.getByRole('link', { name: / files below 20201028_3202_phased$/ });
  const number = Number((await below.textContent()).replace(/ files$/, '').replaceAll(',', ''));
  assert.equal(number, await count(`in:${PHASED}`));
  await below.click();
  await page.locator('.files__count[aria-busy="false"]').getByText(`${number} files found`).waitFor();
});

test('a file that is gone to is marked in its directory', async () => {
  const { page } = at;
  const box = page.getByRole('textbox', { name: 'Go to' });
  await browse(COLLECTION);
  await box.fill(`${PHASED}/${CHR22}`);
  await box.press('Enter');
  await page.locator('tr#marked').getByText(CHR22).waitFor();
});

test('a directory of thousands is a window of rows that can be filtered', async () => {
  const { page } = at;
  await browse(GVCFS);
  const rows = Number(await page.getByRole('table').getAttribute('aria-rowcount')) - 1;
  assert.ok(rows > 3_000, `${rows} rows`);
  assert.ok((await page.getByRole('row').count()) < 300);
});

test('a directory that nobody knows has a command to copy', async () => {
  const { page } = at;
  await at.open(`/browse?path=${encodeURIComponent("data_collections/it's new")}`);
  await page.getByText('Neither the list of files nor the catalogue knows this directory.', { exact: false }).waitFor();
  const block = page.getByRole('region', { name: 'Fetch', exact: true });
  await block.getByRole('button', { name: 'Copy' }).click();
  await block.getByText('Copied', { exact: true }).waitFor();
  const command = await clipboard(page);
  assert.match(command, /^wget -r -l 4 -np .* 'https:\/\/ftp\.1000genomes\.ebi\.ac\.uk\/vol1\/ftp\/data_collections\/it%27s%20new\/'$/);
});
