// Eight tasks as people have them, on the list that ships, with no other host within reach: how many actions each takes from the
// first page until what was wanted is on the screen. A submitted search, a click and a key that acts count 1 each; pasting a text and
// pressing Enter counts 1.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { clipboard } from './support/browser.mjs';
import { clearSelection } from './support/pages.mjs';
import { startShipped } from './support/shipped.mjs';

const MOST_ACTIONS = 3;
const SAMPLES = 'HG00096 HG00097 HG00099 HG00100 HG00101 HG00102 HG00103 HG00105 HG00106 HG00107 HG00108 HG00109 HG00110 HG00111 HG00112 HG00113 HG00114 HG00115';

let at, stop;
const rows = [];

before(async () => {
  ({ at, stop } = await startShipped());
});

afterEach(() => clearSelection(at.page));

after(async () => {
  await stop?.();
  console.table(rows, ['task', 'actions', 'files', 'total']);
});

/** Does a task from the first page; `act` counts an action. */
async function does(task, work) {
  await at.open('/');
  let actions = 0;
  const act = (action) => {
    actions += 1;
    return action;
  };
  const search = async (text) => {
    const box = at.page.getByRole('search').getByRole('searchbox');
    await box.fill(text);
    await act(box.press('Enter'));
    await at.page.locator('.files__count[aria-busy="false"]').waitFor();
    await at.page.waitForFunction((text) => document.querySelector('[role="search"] input')?.value === text, text);
  };
  const click = (target) => act(target.click());
  const press = (role, name) => click(at.page.getByRole(role, { name }).first());
  const result = await work({ search, click, press });
  rows.push({ task, actions, ...result });
  assert.ok(actions <= MOST_ACTIONS, `${task}: ${actions} actions`);
}

const facts = (name) => at.page.locator('.facts div', { hasText: new RegExp(`^${name}`) }).getByRole('definition');

/** Waits for the Get page with so many files, and returns its commands as one text, with the total. */
async function got(files) {
  const { page } = at;
  const title = files === 1 ? 'Get 1 file' : `Get ${files} files`;
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await page.locator('.code-block__text').first().waitFor();
  const text = (await page.locator('.code-block__text').allTextContents()).join('\n');
  return { text, files, total: await facts('Size').textContent() };
}

test('a: chromosome 22 of phase 3 and its index, by wget', () =>
  does('a', async ({ search, press }) => {
    await search('phase 3 chr22 vcf');
    await press('link', /^ALL\.chr22\.phase3_shapeit2_mvncall_integrated_v5b\.20130502\.genotypes\.vcf\.gz$/);
    await press('button', 'Get with its index');
    const { text, ...result } = await got(2);
    assert.match(text, /wget/);
    assert.match(text, /release\/20130502\/ALL\.chr22\..*v5b\.20130502\.genotypes\.vcf\.gz\b/);
    assert.match(text, /v5b\.20130502\.genotypes\.vcf\.gz\.tbi/);
    return result;
  }));

test('b: the 30x CRAM files of CEU with their indexes, by Globus', () =>
  does('b', async ({ search, press }) => {
    await search('CEU 30x cram with indexes');
    await press('button', /^Get all/);
    await press('tab', 'Globus');
    const { text, ...result } = await got(358);
    assert.match(text, /globus/);
    assert.equal(new Set(text.match(/ERR\d+\/NA\d+\.final\.cram\b(?!\.)/g)).size, 179);
    return result;
  }));

test('c: the FASTQ files of a sample, and where the others are', () =>
  does('c', async ({ search, press }) => {
    await search('HG00096 fastq');
    await at.page.getByText('FASTQ files of phase 3 and of most collections are in the full list only', { exact: false }).waitFor();
    await at.page.getByRole('button', { name: /^Load the full list/ }).waitFor();
    await press('button', /^Get all/);
    const { text, ...result } = await got(3);
    assert.equal(new Set(text.match(/ERR\d+(?:_[12])?\.fastq\.gz/g)).size, 3);
    return result;
  }));

test('d: the exome BAM files of 20 pasted samples, of which two are mistyped', () =>
  does('d', async ({ search, press }) => {
    await search(`${SAMPLES} HG0011X NA1287 exome bam`);
    for (const name of ['HG0011X', 'NA1287']) await at.page.getByText(`No file has sample:${name}.`, { exact: false }).waitFor();
    await press('button', /^Get all/);
    const { page } = at;
    const heading = page.getByRole('heading', { level: 1, name: /^Get [\d,]+ files$/ });
    const files = Number((await heading.textContent()).replace(/\D/g, ''));
    const { text, ...result } = await got(files);
    const samples = new Set(text.match(/HG\d{5}\.(?:un)?mapped\.\S*?exome\.\d+\.bam\b/g).map((name) => name.slice(0, 7)));
    assert.deepEqual([...samples].filter((name) => !SAMPLES.includes(name)), []);
    assert.doesNotMatch(text, /\.bam\.(?:bas|bai)\b/);
    return { ...result, total: `${result.total}; ${samples.size} of 18 samples have exomes` };
  }));

test('e: the phased panel of 3,202 samples, all chromosomes, and which one is current', () =>
  does('e', async ({ search, press }) => {
    await search('3202 phased panel vcf');
    await at.page.getByText('The phased panel of 2022 is the current one', { exact: false }).waitFor();
    await press('button', /^Get all/);
    const { text, ...result } = await got(23);
    const names = new Set(text.match(/1kGP_high_coverage_Illumina\.chr[\dX]+\.filtered\.SNV_INDEL_SV_phased_panel\.(?:v2\.)?vcf\.gz\b(?!\.)/g));
    assert.equal(names.size, 23);
    assert.doesNotMatch(text, /20201028/);
    return result;
  }));

test('f: the reference on GRCh38', () =>
  does('f', async ({ search, press }) => {
    await search('GRCh38 reference fasta');
    await press('link', 'GRCh38_full_analysis_set_plus_decoy_hla.fa');
    await press('button', /^Get/);
    const heading = at.page.getByRole('heading', { level: 1, name: /^Get [12] files?$/ });
    const { text, ...result } = await got(Number((await heading.textContent()).replace(/\D/g, '')));
    assert.match(text, /GRCh38_full_analysis_set_plus_decoy_hla\.fa\b/);
    return result;
  }));

test('g: a whole directory, by wget', () =>
  does('g', async ({ search, click }) => {
    await search('release/20130502/supporting');
    const count = await at.page.locator('.files__count strong').textContent();
    await click(at.page.getByText(/^Get the whole directory with wget -r/));
    const text = await at.page.locator('.code-block__text').first().textContent();
    assert.match(text, /^wget -r -l \d+ -np .*-w 1 -Q \d+g .*\/release\/20130502\/supporting\//);
    return { files: count.replace(' files found', ' in the list'), total: 'unsaid: the list lacks files of it' };
  }));

test('h: the unrelated female samples of GBR, listed, copied and saved', () =>
  does('h', async ({ search, press }) => {
    await search('GBR female unrelated');
    await press('link', 'Samples: GBR · female · unrelated');
    await at.page.getByRole('heading', { level: 2, name: /^\d+ samples$/ }).waitFor();
    await press('button', /^Copy names/);
    await at.page.locator('.copy').getByText('Copied', { exact: true }).waitFor();
    const names = (await clipboard(at.page)).trim().split(/\s+/);
    assert.ok(names.length > 40 && names.every((name) => /^HG\d{5}$/.test(name)), names.join(' '));
    await at.page.getByRole('button', { name: 'Save table (.tsv)' }).waitFor();
    return { files: `${names.length} samples`, total: '–' };
  }));
