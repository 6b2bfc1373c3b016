// The catalogue follows the mirror: what is new there and what is gone, in the page and by the command.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser, screenshot } from './support/browser.mjs';
import { COMMAND } from './support/corpus.mjs';
import { startDemo, startMirror } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { freePort } from './support/net.mjs';
import { chooseMirror } from './support/pages.mjs';
import { PROJECT, freshFolder } from './support/paths.mjs';
import { run } from './support/process.mjs';

const GONE = 'release/20101123';
const NEW = 'release/20990101_new';
const HOSTILE = 'data_collections/<img src=x onerror=globalThis.bitten=1>';

const stops = [];
let live, app, at;

const json = async (name) => JSON.parse(await readFile(join(PROJECT, 'static/catalogue', name), 'utf8'));

/** Returns the directories that the catalogue knows. */
async function known() {
  const [{ directories, families }, collections, releases] = await Promise.all(
    ['files.json', 'collections.json', 'releases.json'].map(json),
  );
  return [
    ...Object.keys(directories.paths),
    ...families.map(({ directory }) => directory),
    ...collections.map(({ directory }) => directory),
    ...releases.flatMap(({ directories, data_directory: data }) => [...directories, data].map(({ value }) => value)),
  ];
}

before(async () => {
  const tree = await freshFolder('differences');
  for (const path of await known()) {
    if (path !== GONE && !path.startsWith(`${GONE}/`)) await mkdir(join(tree, path), { recursive: true });
  }
  await mkdir(join(tree, NEW, 'sub'), { recursive: true });
  await mkdir(join(tree, HOSTILE), { recursive: true });
  for (const name of ['README.txt', 'a.vcf.gz']) await writeFile(join(tree, NEW, name), name);
  // Main files right in the followed directories.
  const { families } = await json('files.json');
  const followed = families.filter(({ directory }) => ['release', 'data_collections'].includes(directory));
  for (const { directory, name } of followed) await writeFile(join(tree, directory, name), name);
  live = await startMirror({ tree });
  stops.push(live.stop);
  const list = await writeMirrors(join(await freshFolder('differences-mirrors'), 'mirrors.json'), [
    mirror('live', 'Live mirror', live.mirror),
    mirror('down', 'Mirror that is down', `http://127.0.0.1:${await freePort()}/vol1/ftp/`),
  ]);
  app = await startDemo({ mirrors: list });
  stops.push(app.stop);
  at = await openBrowser({ app: app.app, expected: [/ERR_CONNECTION_REFUSED/] });
});

after(async () => {
  await at?.close();
  for (const stop of stops.reverse()) await stop();
});

/** Returns the directories that the page asks for, as a list that grows. */
function asked(page) {
  const list = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (path.startsWith('/vol1/ftp/') && path.endsWith('/')) list.push(decodeURIComponent(path.slice('/vol1/ftp/'.length)));
  });
  return list;
}

const menu = (page, name) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
const card = (page, path) => page.getByRole('article').filter({ has: page.getByRole('heading', { name: `${path}/`, exact: true }) });
const gone = (page, name) => page.getByText(`No longer listed at ${name}: ${GONE}/`, { exact: true });

test('the first page has a card for what is new, and says what is gone', async () => {
  const { page } = at;
  const directories = asked(page);
  await at.open('/');
  const release = card(page, NEW);
  await release.getByText('new at Live mirror · 2 files, 1 directory', { exact: false }).waitFor();
  await release.getByText('It is not described here yet.').waitFor();
  const readme = await release.getByRole('link', { name: 'README' }).getAttribute('href');
  assert.equal(readme, `${live.mirror}${NEW}/README.txt`);
  await card(page, HOSTILE).getByText('new at Live mirror · 0 files', { exact: false }).waitFor();
  await gone(page, 'Live mirror').waitFor();
  assert.equal(await page.evaluate(() => globalThis.bitten), undefined);
  assert.deepEqual(directories, ['release/', 'data_collections/', `${NEW}/`, `${HOSTILE}/`]);
  assert.deepEqual(await accessibilityFaults(page), []);
  await screenshot(page, 'differences');
});

test('the files page says the same, and nothing is read again in the visit', async () => {
  const { page } = at;
  const directories = asked(page);
  await menu(page, 'Files').click();
  await page.getByText('New at Live mirror, and not described here yet:', { exact: false }).waitFor();
  await page.getByRole('link', { name: `${NEW}/`, exact: true }).waitFor();
  await gone(page, 'Live mirror').waitFor();
  await page.reload();
  await gone(page, 'Live mirror').waitFor();
  await menu(page, 'Catalogue').click();
  await card(page, NEW).waitFor();
  assert.deepEqual(directories, []);
});

test('a card leads to its directory', async () => {
  const { page } = at;
  await card(page, NEW).getByRole('link', { name: `${NEW}/`, exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select a.vcf.gz', exact: true }).waitFor();
  await page.goBack();
});

test('with the mirror down the page only says that it was not compared', async () => {
  const { page } = at;
  await at.open('/');
  await card(page, NEW).waitFor();
  await chooseMirror(page, 'Mirror that is down');
  await page
    .getByText('Not compared with the catalogue: release/, data_collections/. Mirror that is down could not be reached', { exact: false })
    .waitFor();
  assert.equal(await card(page, NEW).count(), 0);
  assert.equal(await page.getByText('No longer listed', { exact: false }).count(), 0);
  await page.getByRole('heading', { name: 'Phase 3', exact: true }).first().waitFor();
  at.assertQuiet();
});

test('the command prints the same', async () => {
  const compare = (...options) => run(COMMAND, ['catalogue', '--mirror', ...options]);
  const ran = await compare(live.mirror);
  assert.equal(ran.code, 0, ran.err);
  const lines = ran.out.trimEnd().split('\n').map((line) => line.split('\t'));
  assert.deepEqual(
    lines.map(([difference, path]) => `${difference} ${path}`),
    [`new ${NEW}/`, `new ${HOSTILE}/`, `gone ${GONE}/`],
  );
  assert.deepEqual(lines[0].slice(3), ['2 files, 1 directory', `${NEW}/README.txt`]);
  const down = await compare(`http://127.0.0.1:${await freePort()}/vol1/ftp/`);
  assert.equal(down.code, 1);
  assert.doesNotMatch(down.out, /^(new|gone)/m);
});
