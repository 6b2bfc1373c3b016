// Browsing beyond one page: READMEs, any path typed or pasted, all that lies below a directory, S3 in pages, empty files.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser, withStoppedClock } from './support/browser.mjs';
import { startDemo, startMirror } from './support/demo.mjs';
import { startBucket } from './support/index-bucket.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { chooseMirror, clearSelection, dock, openGet, pickBox } from './support/pages.mjs';
import { freshFolder } from './support/paths.mjs';
import { RELEASE, variants } from './support/tree.mjs';

const VCF = variants(22);
const KEYS = 2_500;

let demo, at, servers;
const stops = [];

// A folder with a file of 0 bytes under the name of one that the catalogue knows, and READMEs that would be pages.
async function makeTree() {
  const root = await freshFolder('browse-tree');
  const files = {
    [`${RELEASE}/${VCF}`]: '',
    'docs/README': 'Plain <b>text</b>, with an & and a line\n  that is indented.\n',
    'docs/README_more.md': '# More',
    'docs/CHANGELOG': 'none',
    'docs/a/1.txt': 'one',
    'docs/a/shut/2.txt': 'two',
    'docs/c/3.txt': 'three',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

before(async () => {
  servers = await startMirror({ tree: await makeTree() });
  stops.push(servers.stop);
  const keys = Array.from({ length: KEYS }, (_, at) => ({ name: Buffer.from(`key-${String(at).padStart(4, '0')}.vcf`), size: 1 }));
  const moto = await startBucket({ many: keys });
  stops.push(moto.stop);
  const list = await writeMirrors(join(await freshFolder('browse'), 'mirrors.json'), [
    mirror('tree', 'Tree', servers.mirror, { holds_catalogue_files: true }),
    mirror('half', 'Half open', servers.knob('status=403,on=shut,times=5')),
    mirror('s3', 'Bucket', moto.bucket, { index: 's3', s3: { bucket: '1000genomes', region: 'us-east-1' } }),
  ]);
  demo = await startDemo({ mirrors: list });
  stops.push(demo.stop);
  at = await openBrowser({ app: demo.app, clock: true, expected: [/status of 40[34]/] });
});

after(async () => {
  await at?.close();
  for (const stop of stops.reverse()) await stop();
});

const browse = (path) => at.open(`/browse?path=${encodeURIComponent(path)}`);
const live = (name) => at.page.getByText(`${name}, live`, { exact: false }).waitFor();
const readme = () => at.page.getByRole('region', { name: 'README', exact: true });

test('the README stands beside the files as text, another can be chosen, and hiding it is remembered', async () => {
  const { page } = at;
  await browse('docs');
  await readme().getByText('Plain <b>text</b>, with an & and a line').waitFor();
  assert.equal(await readme().locator('b').count(), 0);
  await readme().getByRole('combobox', { name: 'README' }).selectOption('README_more.md');
  await readme().getByText('# More').waitFor();
  assert.equal(await readme().getByText('CHANGELOG').count(), 0);
  await readme().getByRole('button', { name: 'Hide' }).click();
  await page.reload();
  await live('Tree');
  await page.getByRole('button', { name: 'Show 2 READMEs' }).click();
  await readme().getByText('Plain', { exact: false }).waitFor();
});

test('any path can be typed or pasted: a directory opens, a file is marked in its directory', async () => {
  const { page } = at;
  await browse('');
  const box = page.getByRole('textbox', { name: 'Go to' });
  const goTo = async (text) => {
    await box.fill(text);
    await box.press('Enter');
  };
  await goTo('docs/a');
  await page.getByRole('heading', { level: 1, name: 'a', exact: true }).waitFor();
  await page.getByRole('link', { name: 'shut/', exact: true }).waitFor();
  await goTo(`${servers.mirror}docs/c/3.txt`);
  await page.getByRole('heading', { level: 1, name: 'c', exact: true }).waitFor();
  const row = page.locator('tr#marked');
  await row.getByText('3.txt').waitFor();
  assert.ok(await row.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight));
  await goTo('docs/c/nothing.txt');
  await page.getByText('Tree shows no nothing.txt in this directory.').waitFor();
  await goTo('https://example.com/x');
  await page.getByText('is no mirror of the 1000 Genomes site', { exact: false }).waitFor();
  assert.equal(await box.getAttribute('aria-invalid'), 'true');
});

test('all below a directory is counted before it is selected', async () => {
  const { page } = at;
  await browse('docs');
  await live('Tree');
  await page.getByRole('button', { name: 'Select everything below… docs' }).click();
  const walk = page.getByRole('region', { name: 'Everything below a directory' });
  await walk.getByText('6 files, 81 B, in 4 directories.', { exact: false }).waitFor();
  await walk.getByRole('button', { name: 'Add 6 files to the selection' }).click();
  await dock(page).getByText('6 files', { exact: true }).waitFor();
  assert.ok(await pickBox(page, 'README').isChecked());
  assert.equal(await walk.count(), 0);
  await clearSelection(page);
});

test('a directory that a walk could not read is named, and can be tried again', async () => {
  const { page } = at;
  await browse('docs');
  await chooseMirror(page, 'Half open');
  await live('Half open');
  const walk = page.getByRole('region', { name: 'Everything below a directory' });
  let asked = 0;
  page.on('request', (request) => (asked += request.url().endsWith('/docs/a/shut/')));
  // 403 is how some mirrors ask for fewer requests.
  const waits = async (seconds, before) => {
    await walk.getByText(`The walk waits ${seconds} s,`, { exact: false }).waitFor();
    assert.equal(asked, before);
    await page.clock.runFor(seconds * 1000);
  };
  await withStoppedClock(page, async () => {
    await page.getByRole('button', { name: 'Select… a', exact: true }).click();
    await walk.getByText('1 of 2 directories read', { exact: false }).waitFor();
    await waits(2, 1);
    await waits(4, 2);
    await waits(8, 3);
    await walk.getByText('1 directory could not be read:').waitFor();
    await walk.getByText('docs/a/shut/').waitFor();
    assert.equal(asked, 4);
    await walk.getByRole('button', { name: 'Try these again' }).click();
    await waits(2, 5);
    await walk.getByText('2 files, 6 B, in 2 directories.', { exact: false }).waitFor();
    assert.equal(asked, 6);
  });
  await walk.getByRole('button', { name: 'Close' }).click();
  assert.equal(await walk.count(), 0);
});

test(`a bucket of ${KEYS} keys is read page by page`, async () => {
  const { page } = at;
  await at.open('/help');
  await chooseMirror(page, 'Bucket');
  await browse('many');
  await page.getByText(`Bucket, live · read just now · 2,500 files, 2.5 kB`, { exact: false }).waitFor();
  await page.getByLabel('Filter by name').fill('key-2499');
  await pickBox(page, 'key-2499.vcf').waitFor();
});

test('a file of 0 bytes that has bytes elsewhere is warned of', async () => {
  const { page } = at;
  await at.open('/help');
  await chooseMirror(page, 'Tree');
  await browse(RELEASE);
  await live('Tree');
  await pickBox(page, VCF).check();
  await openGet(page, 1);
  await page.getByText(/things? to know before you start$/).click();
  await page.getByText(`${VCF} is empty on Tree, with 0 bytes, and not elsewhere`, { exact: false }).waitFor();
  at.assertQuiet();
});
