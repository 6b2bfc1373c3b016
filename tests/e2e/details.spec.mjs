// One file, one sample, one population: what is known of each, by mouse and by keyboard, with no other host within reach.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { accessibilityFaults, screenshot, sidewaysScroll } from './support/browser.mjs';
import { search } from './support/corpus.mjs';
import { SHIPPED } from './support/paths.mjs';
import { startShipped } from './support/shipped.mjs';

const VCF = 'ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz';
const PATH = `release/20130502/${VCF}`;
const EBI = `https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/${PATH}`;

let at, stop;

before(async () => {
  ({ at, stop } = await startShipped());
  await at.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});

after(() => stop?.());

const fact = (name) => at.page.locator('.facts div', { hasText: new RegExp(`^${name}`) }).getByRole('definition');
const heading = (name) => at.page.getByRole('heading', { level: 1, name }).waitFor();

/** Presses a Copy button, and returns what is on the clipboard then. */
async function copied(name) {
  const button = at.page.getByRole('button', { name, exact: true });
  await button.click();
  await at.page.locator('.copy', { has: button }).getByText('Copied', { exact: true }).waitFor();
  return at.page.evaluate(() => navigator.clipboard.readText());
}

/** Asserts that the page reads well, wide and at 320 px. */
async function readsWell(name) {
  for (const [width, height] of [[1280, 900], [320, 640]]) {
    await at.page.setViewportSize({ width, height });
    assert.deepEqual([...(await sidewaysScroll(at.page)), ...(await accessibilityFaults(at.page))], []);
    await screenshot(at.page, `${name}-${width}`);
  }
  await at.page.setViewportSize({ width: 1280, height: 900 });
}

test('a file has its addresses, checksum, companions and tables', async () => {
  const { page } = at;
  await at.open(`/file?${new URLSearchParams({ file: PATH })}`);
  await heading(VCF);
  const [row] = (await search(SHIPPED, '--json', PATH)).trim().split('\n').map((line) => JSON.parse(line)).filter(({ path }) => path === PATH);
  await fact('Size').getByText('205,612,353 bytes').waitFor();
  assert.equal(await copied('Copy the MD5'), row.md5);
  assert.equal(await copied('Copy the path'), PATH);
  assert.equal(await copied('Copy the address at EBI'), EBI);
  await page.getByText('From which tables').click();
  await page.getByText(/^Checksums in the public data set conpdatasets/).waitFor();
  await readsWell('file');
  await page.getByRole('link', { name: `${VCF}.tbi`, exact: true }).click();
  await heading(`${VCF}.tbi`);
  await page.getByRole('link', { name: VCF, exact: true }).waitFor();
});

test('from a row to its file by keyboard, and back to the row', async () => {
  const { page } = at;
  await at.open(`/files?${new URLSearchParams({ q: PATH })}`);
  const row = page.getByRole('row', { name: VCF }).first();
  await row.focus();
  await row.press('Enter');
  await heading(VCF);
  await page.getByRole('button', { name: 'Select', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Drop', exact: true }).waitFor();
  await page.goBack();
  await row.getByRole('checkbox', { checked: true }).waitFor();
  await row.getByRole('checkbox').uncheck();
});

test('a file at the ENA leads to its sample, and that to its population', async () => {
  const { page } = at;
  const [cram] = (await search(SHIPPED, '--json', 'sample:NA12878 collection:30x type:cram')).trim().split('\n').map((line) => JSON.parse(line));
  await at.open(`/file?${new URLSearchParams({ file: `//${cram.host}/${cram.path}` })}`);
  assert.equal(await copied('Copy the MD5'), cram.md5);
  await fact('Sample').getByRole('link', { name: 'NA12878' }).click();
  await heading('NA12878');
  await fact('Population').getByText('CEU', { exact: false }).waitFor();
  await fact('Father').getByRole('link', { name: 'NA12891' }).waitFor();
  const all = Number(await search(SHIPPED, '--count', 'sample:NA12878'));
  await page.getByRole('link', { name: `Show all ${all} files` }).waitFor();
  const counts = await page.locator('.file-page__collections tbody td').allTextContents();
  assert.equal(counts.reduce((sum, text) => sum + Number(text), 0), all);
  await page.getByRole('link', { name: 'Files of NA12878 with parents and children' }).waitFor();
  await readsWell('sample');
  await fact('Population').getByRole('link', { name: 'CEU' }).click();
  await heading('CEU: Utah');
  await page.getByRole('heading', { name: /^1\d\d samples$/ }).waitFor();
  await readsWell('population');
  const table = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save table (.tsv)' }).click();
  const saved = await table;
  assert.equal(saved.suggestedFilename(), 'igsr-samples-CEU.tsv');
  const rows = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\n').map((line) => line.split('\t'));
  assert.deepEqual(rows.find(([name]) => name === 'NA12878').slice(0, 4), ['NA12878', 'CEU', 'EUR', 'female']);
  const names = (await copied('Copy names of the samples')).trimEnd().split('\n');
  assert.deepEqual(names, rows.slice(1).map(([name]) => name));
});

test('what the list does not have is said, with what may be meant', async () => {
  const { page } = at;
  await at.open(`/file?${new URLSearchParams({ file: 'release/none.vcf.gz' })}`);
  await page.getByText('does not have this file', { exact: false }).waitFor();
  await at.open('/sample?q=NA1287');
  await page.getByText('The list has no sample of this name.', { exact: false }).waitFor();
  await at.open('/population?q=XYZ');
  await page.getByText('The list has no population of this name.', { exact: false }).waitFor();
  await at.open('/file');
  await page.getByText('This link has no file.', { exact: false }).waitFor();
});
