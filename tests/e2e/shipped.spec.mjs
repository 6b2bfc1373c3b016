// The list that ships with the page, made of public tables: what a new user asks first, with no other host within reach.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { screenshot } from './support/browser.mjs';
import { search } from './support/corpus.mjs';
import { startMirror } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { chooseMirror, clearSelection, dock, openGet, openTab, pickBox, startDownload, transfer } from './support/pages.mjs';
import { SHIPPED, freshFolder } from './support/paths.mjs';
import { startShipped } from './support/shipped.mjs';

const VCF = 'ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz';

let at, stop;

before(async () => {
  ({ at, stop } = await startShipped());
});

after(() => stop?.());

const count = async (...query) => Number(await search(SHIPPED, '--count', ...query));

/** Searches, and returns the number of files that the page says it found. */
async function found(query) {
  await at.open(`/files?${new URLSearchParams({ q: query })}`);
  const answer = await at.page.waitForFunction((query) => {
    const typed = document.querySelector('[role="search"] input')?.value;
    const words = document.querySelector('.files__count[aria-busy="false"] strong')?.textContent;
    return typed === query && words;
  }, query);
  return Number((await answer.jsonValue()).replace(/ files? found$/, '').replaceAll(',', ''));
}

const command = (page, text) => page.locator('.code-block__text', { hasText: text }).first();
const facts = (name) => at.page.locator('.facts div', { hasText: new RegExp(`^${name}`) }).getByRole('definition');

test('the 30x reads of CEU are found at the ENA, each with a checksum', async () => {
  const { page } = at;
  assert.equal(await found('pop:CEU collection:30x type:cram'), 179);
  await page.getByRole('button', { name: /^Select all 179 files/ }).click();
  await openGet(page, 179);
  await facts('Checksums').getByText('179 of 179', { exact: true }).waitFor();
  await facts('From').getByText('ENA', { exact: true }).waitFor();
  await clearSelection(page);
});

test('the indexes of the 30x reads are beside copies at NCBI, and that is said', async () => {
  const { page } = at;
  assert.equal(await found('pop:CEU collection:30x type:cram with:index'), 358);
  await page.getByText('179 indexes stand on another host, beside a copy of the data file with the same name and MD5. That they are there is inferred from the checksums of a copy of the site.').waitFor();
  await page.getByRole('button', { name: /^Select all 358 files/ }).click();
  await openGet(page, 358);
  await facts('Checksums').getByText('358 of 358', { exact: true }).waitFor();
  await facts('From').getByText(/ENA.*NCBI|NCBI.*ENA/).waitFor();
  await clearSelection(page);
});

test('where tables give several checksums, that is shown beside the one that is compared', async () => {
  const { page } = at;
  const name = 'README.1000genomes.known_issues';
  assert.ok((await found(name)) >= 1);
  await pickBox(page, name).check();
  await openGet(page, 1);
  await page.getByRole('tab', { name: 'Browser' }).click();
  await page.getByText('sources differ: 6fa90fedc13d9b8a2fadd0d288d576a1 is compared, another table has 209d5601cc5118db0fe0d74a3c8002b4').waitFor();
  await clearSelection(page);
});

test('chromosome 22 of phase 3 has its size and checksum', async () => {
  const { page } = at;
  assert.ok((await found(`release/20130502 ${VCF}`)) >= 1);
  await pickBox(page, VCF).check();
  await openGet(page, 1);
  await facts('Checksums').getByText('1 of 1', { exact: true }).waitFor();
  assert.equal(await facts('Size').getAttribute('title'), '205,612,353 bytes');
  await screenshot(page, 'shipped-get');
  await clearSelection(page);
});

test('what is asked of samples is answered as the command answers it', async () => {
  for (const query of ['pop:GBR sex:female related:no', 'sample:HG00096', 'trio:yes pop:CEU type:cram', 'collection:phase3 type:bam exome']) {
    const expected = await count(query);
    assert.ok(expected > 0, query);
    assert.equal(await found(query), expected, query);
  }
  // Not the whole page, which is as long as the list.
  await at.page.screenshot({ path: 'target/screenshots/shipped-files.png' });
});

test('pasted samples are found, typing errors are said', async () => {
  const { page } = at;
  await at.open('/populations');
  await page.getByRole('textbox', { name: /names/i }).fill('NA12878 HG00096 HG0009X NA19238');
  await page.getByRole('button', { name: 'Find these samples' }).click();
  await page.getByText('HG0009X', { exact: false }).first().waitFor();
  await page.getByRole('link', { name: 'Files of these 3 samples' }).waitFor();
  await screenshot(page, 'shipped-populations');
});

test('the selection bar estimates what is not known, and says so', async () => {
  const { page } = at;
  await found('pop:CEU collection:30x type:cram');
  await page.getByRole('button', { name: /^Select all 179 files/ }).click();
  await dock(page).getByText('179 files', { exact: true }).waitFor();
  await dock(page).getByText('about 2.6 TB (estimated; 179 sizes unknown)', { exact: true }).waitFor();
  await clearSelection(page);
});

test('a former name finds the file of today, and a selection with one offers it', async () => {
  const { page } = at;
  const former = VCF.replace('_v5b.', '_v5a.');
  await found(`https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/20130502/${former}`);
  await page.getByText(`${former} is ${VCF} today. EBI replaced v5a by v5b on 2021-03-16.`).waitFor();
  await pickBox(page, VCF).waitFor();
  const pedigree = 'integrated_call_samples_v3.20200731.ALL.ped';
  await at.open(`/files?${new URLSearchParams({ q: pedigree, pick: `release/20130502/${pedigree}` })}`);
  const notice = page.getByRole('region', { name: 'Files with another name today' });
  await notice.getByText(`${pedigree} is integrated_call_samples_v3.20250704.ALL.ped today.`).waitFor();
  await screenshot(page, 'former-name');
  await notice.getByRole('button', { name: 'Select the files of today' }).click();
  await notice.waitFor({ state: 'detached' });
  await openGet(page, 1);
  await openTab(page, 'wget');
  await command(page, 'integrated_call_samples_v3.20250704.ALL.ped').waitFor();
  await clearSelection(page);
});

test('the origin of the list is told by collection', async () => {
  const { page } = at;
  // A short page: its picture has all of it.
  await found('geuvadis readme');
  await page.getByText('Where this list comes from').click();
  await page.getByText(/^The site has about 700,000 files. This list has [\d,]+ of them \(\d+ %\)/).waitFor();
  const row = page.getByRole('row', { name: /^Geuvadis/ });
  await row.getByText('2017-03 to 2021-09').waitFor();
  await row.getByText('IGSR index file geuvadis.sequence.index').waitFor();
  await screenshot(page, 'origin');
});

test('30x reads come from a mirror that has copies, if that is chosen', async () => {
  const { page } = at;
  await found('NA12878 collection:30x type:cram');
  await page.getByRole('button', { name: /^Select all/ }).click();
  await chooseMirror(page, 'Amazon S3');
  await openGet(page, 1);
  await openTab(page, 'wget');
  await command(page, 'https://1000genomes.s3.amazonaws.com/1000G_2504_high_coverage/data/').waitFor();
  await chooseMirror(page, 'EBI');
  await command(page, 'https://ftp.sra.ebi.ac.uk/vol1/run/').waitFor();
  await clearSelection(page);
});

test('the reads of a sample are those that the list has, and where more are is said', async () => {
  const { page } = at;
  for (const query of ['HG00096 fastq', 'sample:HG00096 type:fastq']) assert.equal(await found(query), await count(query), query);
  await page.getByText('FASTQ files of phase 3 and of most collections are in the full list only', { exact: false }).waitFor();
  await page.getByRole('button', { name: /^Load the full list/ }).waitFor();
});

test('a family, and the reference on GRCh38, are found by their words', async () => {
  const { page } = at;
  assert.equal(await found('sample:NA12878,NA12891,NA12892 collection:30x type:cram'), 3);
  await found('GRCh38 reference fa');
  await pickBox(page, 'GRCh38_full_analysis_set_plus_decoy_hla.fa').waitFor();
});

// The panel of phase 3 is small enough to be written anew from the samples of the list: to the byte, says the checksum.
test('a download is verified by a checksum of the list that ships', async () => {
  const { page } = at;
  const name = 'integrated_call_samples_v3.20130502.ALL.panel';
  await at.open('/populations?q=related:no');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save table (.tsv)' }).click();
  const table = await readFile(await (await saved).path(), 'utf8');
  const rows = table.trimEnd().split('\n').map((line) => line.split('\t')).filter((row) => row[7] === '1');
  assert.equal(rows.length, 2504);
  const tree = await freshFolder('panel');
  await mkdir(join(tree, 'release/20130502'), { recursive: true });
  const panel = ['sample\tpop\tsuper_pop\tgender\t\t', ...rows.map((row) => row.slice(0, 4).join('\t')), ''].join('\n');
  await writeFile(join(tree, 'release/20130502', name), panel);
  const live = await startMirror({ tree });
  const list = await writeMirrors(join(await freshFolder('panel-mirrors'), 'mirrors.json'), [
    mirror('live', 'Live mirror', live.mirror, { holds_catalogue_files: true }),
  ]);
  const other = await startShipped({ mirrors: list });
  try {
    const { page } = other.at;
    await other.at.open(`/file?${new URLSearchParams({ file: `release/20130502/${name}` })}`);
    await page.getByText('7ee5675553088230530a7fe88c22f201', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await openGet(page, 1);
    const panel = await openTab(page, 'Browser');
    await startDownload(page, panel, name);
    await transfer(page, name).getByText('Verified', { exact: false }).first().waitFor();
  } finally {
    await other.stop();
    await live.stop();
  }
});
