// A mirror that means ill: names that bite, and an index page full of tricks.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser, screenshot, sidewaysScroll } from './support/browser.mjs';
import { inBash, md5 } from './support/clients.mjs';
import { clearSelection, copyBlock, openGet, openTab, pickBox, shownNames, visible } from './support/pages.mjs';
import { HOSTILE, TRAP } from './support/tree.mjs';
import { startWorld } from './support/world.mjs';

const MY_COLLECTION = '0f8a6a0c-7d5e-4a51-9c0e-2d3a4b5c6d7e';
const link = (directory) => `/browse?path=${encodeURIComponent(directory)}`;

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

// Nothing ran, nothing was asked of other hosts.
async function assertUnbitten() {
  assert.equal(await at.page.evaluate(() => globalThis.bitten), undefined);
  at.assertQuiet();
}

test('names that bite are shown as they are', async () => {
  const { page } = at;
  await at.open(link(HOSTILE.directory));
  await pickBox(page, HOSTILE.names[0]).waitFor();
  const shown = await shownNames(page);
  for (const name of HOSTILE.names) assert.ok(shown.includes(visible(name)), `${name} is not shown`);
  // Nothing that cannot be seen, or turns the text around, is drawn outside of a code block; each name stands by itself.
  const text = await page.locator('body').innerText();
  assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u);
  await page.locator('bdi', { hasText: visible(HOSTILE.turned) }).waitFor();
  assert.equal(await page.locator('main img, main iframe, main script').count(), 0);
  await assertUnbitten();
});

test('a directory with such a name opens', async () => {
  const { page } = at;
  await page.getByRole('link', { name: 'a directory; with "quotes"/', exact: true }).click();
  await pickBox(page, 'inner.vcf.gz').waitFor();
  await assertUnbitten();
});

test('all of them at once: bash makes these files and no other', async () => {
  const { page } = at;
  await at.open(link(HOSTILE.directory));
  for (const name of HOSTILE.names) await pickBox(page, name).check();
  await openGet(page, HOSTILE.names.length);
  const text = await copyBlock(page, await openTab(page, 'wget'), 'Fetch');
  await assertFetched(text, HOSTILE.names);
});

async function assertFetched(text, names) {
  const result = await inBash(text);
  assert.equal(result.code, 0, `${text}\n${result.err}`);
  const paths = names.map((name) => `${HOSTILE.directory}/${name}`);
  assert.deepEqual((await result.files()).sort(), paths.map((path) => `igsr/${path}`).sort(), text);
  for (const path of paths) assert.equal(await md5(join(result.folder, 'igsr', path)), world.files.get(path).md5, path);
}

test('a command shows what in it cannot be seen, and is copied as it is', async () => {
  const { page } = at;
  await at.open(link(HOSTILE.directory));
  await pickBox(page, HOSTILE.names[0]).waitFor();
  await clearSelection(page);
  await pickBox(page, HOSTILE.turned).check();
  await openGet(page, 1);
  const panel = await openTab(page, 'wget');
  const marks = panel.locator('.hidden-character');
  await marks.first().waitFor();
  const seen = await marks.first().evaluate((mark) => getComputedStyle(mark, '::before').content);
  assert.match(seen, /u\{202e\}/);
  const text = await copyBlock(page, panel, 'Fetch');
  assert.ok(text.includes(HOSTILE.turned));
  assert.equal(await panel.locator('pre').first().evaluate((block) => block.textContent), text);
  await assertFetched(text, [HOSTILE.turned]);
});

test('each by itself: bash makes that file and no other', async () => {
  const { page } = at;
  for (const name of HOSTILE.names) {
    await at.open(link(HOSTILE.directory));
    await pickBox(page, HOSTILE.names[0]).waitFor();
    await clearSelection(page);
    await pickBox(page, name).check();
    await openGet(page, 1);
    await assertFetched(await copyBlock(page, await openTab(page, 'wget'), 'Fetch'), [name]);
  }
});

test('globus-cli reads each name as it is', async () => {
  const { page } = at;
  await at.open(link(HOSTILE.directory));
  for (const name of HOSTILE.names) await pickBox(page, name).check();
  await openGet(page, HOSTILE.names.length);
  const panel = await openTab(page, 'Globus');
  await panel.getByLabel('Your Globus collection').fill(MY_COLLECTION);
  const result = await inBash(await copyBlock(page, panel, 'Transfer'));
  assert.equal(result.code, 0, result.err);
  const read = JSON.parse(result.out).DATA.map((item) => [item.source_path, item.destination_path]).sort();
  const paths = HOSTILE.names.map((name) => `${HOSTILE.directory}/${name}`);
  assert.deepEqual(read, paths.map((path) => [`/1000g/ftp/${path}`, `/~/igsr/${path}`]).sort());
});

test('names that no command can carry are refused, and said to be', async () => {
  const { page } = at;
  await at.open(link(HOSTILE.directory));
  await pickBox(page, HOSTILE.names[0]).waitFor();
  await clearSelection(page);
  const shown = await shownNames(page);
  const control = HOSTILE.unwritable.map(visible).filter((name) => shown.includes(name));
  await pickBox(page, HOSTILE.names[7]).check();
  const boxes = page.getByRole('checkbox', { name: /^Select (?!all )/ });
  for (const name of control) await boxes.nth(shown.indexOf(name)).check();
  if (control.length === 0) {
    // Left out when the index was read: then the page says so there.
    await page.getByText('left out', { exact: false }).first().waitFor();
    return;
  }
  await openGet(page, control.length + 1, 1);
  await page.getByText('cannot be part of a command', { exact: false }).waitFor();
  await assertFetched(await copyBlock(page, await openTab(page, 'wget'), 'Fetch'), [HOSTILE.names[7]]);
});

test('an index full of tricks yields its honest rows only', async () => {
  const { page } = at;
  await at.open(link(TRAP.directory));
  await pickBox(page, TRAP.good).waitFor();
  // Its link is honest, though its text is not.
  assert.deepEqual((await shownNames(page)).sort(), [TRAP.good, 'onerror.vcf.gz'].sort());
  await page.getByText(/links were left out/).waitFor();
  const addresses = await page.locator('a[href]').evaluateAll((links) => links.map((link) => link.href));
  const own = [`${world.app}#`, world.apache.urls.cors];
  assert.deepEqual(addresses.filter((address) => !own.some((start) => address.startsWith(start))), []);
  await assertUnbitten();
});

test('addresses of the page that mean ill lead nowhere', async () => {
  const { page } = at;
  for (const fragment of [
    '/browse?path=..%2F..%2Fetc',
    '/browse?path=%2Fetc%2Fpasswd',
    '/browse?path=javascript%3Aglobalthis.bitten%3D9',
    '/browse?mirror=https%3A%2F%2Fevil.example%2F',
    '/files?q=%3Cimg%20src%3Dx%20onerror%3DglobalThis.bitten%3D10%3E',
    '//evil.example/',
  ]) {
    await page.goto('about:blank');
    await at.open(fragment);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  // One of them is a directory that is not there.
  assert.equal(await page.evaluate(() => globalThis.bitten), undefined);
});

test('a long text without a gap widens no page', async () => {
  const { page } = at;
  const long = 'W'.repeat(1_500);
  const stored = {
    format: 2,
    current: 'W'.repeat(64),
    list: [{
      name: 'W'.repeat(64),
      files: [`release/${long}.vcf.gz`, `//${'w'.repeat(60)}.${'w'.repeat(60)}.example/${long}.cram`],
      rules: [
        { query: `name:${long}`, snapshot: 'd', count: 12, bytes: 0, unknown_sizes: 12, except: [] },
        { query: `pop:CEU -${long}`, snapshot: '', count: 12, bytes: 0, unknown_sizes: 12, except: [] },
      ],
    }],
  };
  await at.open('/help');
  await page.evaluate((text) => localStorage.setItem('igsr-fetch.selection', text), JSON.stringify(stored));
  await page.reload();
  const shown = (text) => page.getByText(text, { exact: false }).first().waitFor();
  const found = async () => {
    await page.locator('.files__count[aria-busy="false"]').waitFor();
  };
  const pages = [
    [`/files?q=${long}`, found],
    [`/files?q=chr22 pop:${long}`, found],
    [`/files?q=chr22 "${long}" in:${long}/${long}`, found],
    [`/files?q=${long}:x`, () => page.locator('.query-problem').waitFor()],
    [`/populations?q=${long}`, () => shown('is no population')],
    [`/browse?path=release/${long}`, () => page.getByRole('alert').waitFor()],
    [`/browse?path=${long.slice(0, 200)}/../${long}`, () => shown('Not all of this link could be followed')],
    ['/get', async () => {
      await page.getByRole('region', { name: 'Searches that find other files' }).waitFor();
      await openTab(page, 'ascp');
      await page.getByRole('textbox', { name: 'Folder for the files' }).fill(`/${long}`);
      await page.getByRole('combobox', { name: 'Key file for ascp' }).fill(`/${long}`);
      for (const details of await page.locator('main details').all()) await details.evaluate((element) => (element.open = true));
    }],
    ['/get', async () => {
      await openTab(page, 'wget');
      await page.locator('.selection-menu summary').click();
    }],
  ];
  try {
    for (const [width, height] of [[1280, 900], [320, 640]]) {
      await page.setViewportSize({ width, height });
      for (const [place, ready] of pages) {
        await at.open(place);
        await ready();
        assert.deepEqual(await sidewaysScroll(page), [], `${place.slice(0, 40)} at ${width}`);
        await screenshot(page, `long-${width}-${pages.findIndex((one) => one[1] === ready)}`);
      }
    }
  } finally {
    await page.setViewportSize({ width: 1280, height: 900 });
    await at.open('/help');
    await page.evaluate(() => localStorage.removeItem('igsr-fetch.selection'));
    await page.reload();
  }
});
