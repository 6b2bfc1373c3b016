// Every page: light and dark, wide and narrow, by axe, by keyboard, and pictures to look at (target/screenshots).

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser, screenshot, sidewaysScroll } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { chooseMirror, findChecksums, openGet, openTab, pickBox, startDownload, transfer } from './support/pages.mjs';
import { freshFolder } from './support/paths.mjs';
import { RELEASE, variants } from './support/tree.mjs';

const VCF = variants(22);
const directory = (path) => `/browse?path=${encodeURIComponent(path)}`;
const heading = (name) => (page) => page.getByRole('heading', { level: 1, name }).waitFor();

// What the pages show: place, and what has to be there before it is looked at.
const PAGES = {
  catalogue: ['/', (page) => page.getByRole('heading', { name: 'Main releases' }).waitFor()],
  'files-found': ['/files?q=chr22', (page) => pickBox(page, VCF).waitFor()],
  'files-none': ['/files?q=zebrafish', (page) => page.getByText('Nothing matches').waitFor()],
  file: [`/file?file=${RELEASE}/${VCF}`, (page) => page.getByRole('link', { name: `${VCF}.tbi` }).waitFor()],
  sample: ['/sample?q=NA12878', (page) => page.getByRole('link', { name: /^Show all/ }).or(page.getByText('no files of these')).first().waitFor()],
  population: ['/population?q=CEU', heading('CEU')],
  'browse-live': [directory(RELEASE), (page) => page.getByText('live · read', { exact: false }).waitFor()],
  'browse-root': ['/browse', (page) => page.getByText('live · read', { exact: false }).waitFor()],
  'browse-moved': [directory(RELEASE), (page) => page.getByText('This is Made-up tree instead.', { exact: false }).waitFor(), 'Busy mirror'],
  'browse-failed': [directory(RELEASE), stay, 'Busy mirror'],
  'browse-walk': [directory('release'), walked],
  populations: ['/populations', heading('Populations')],
  'populations-chosen': ['/populations?q=pop:CEU,YRI', (page) => page.getByRole('link', { name: '30x CRAMs with indexes' }).waitFor()],
  'get-wget': ['/get', (page) => openTab(page, 'wget')],
  'get-ascp': ['/get', (page) => openTab(page, 'ascp')],
  'get-globus': ['/get', (page) => openTab(page, 'Globus')],
  'get-browser': ['/get', (page) => openTab(page, 'Browser')],
  downloads: ['/downloads', heading('Downloads')],
  help: ['/help', heading('Help')],
};
const SIZES = { 1280: 900, 360: 740, 320: 640 };

// Shows the fault of the mirror for which another stands in.
async function stay(page) {
  const button = page.getByRole('button', { name: 'Stay with Busy mirror' });
  const alert = page.getByRole('alert');
  await button.or(alert).waitFor();
  if (await button.count()) await button.click();
  await alert.waitFor();
}

// Walks through all that lies below the directory, once.
async function walked(page) {
  await page.getByText('live · read', { exact: false }).waitFor();
  const walk = page.getByRole('region', { name: 'Everything below a directory' });
  if (!(await walk.count())) await page.getByRole('button', { name: 'Select everything below… release' }).click();
  await walk.getByRole('button', { name: /to the selection$/ }).waitFor();
}

let demo;

before(async () => {
  const servers = await startDemo();
  const list = await writeMirrors(join(await freshFolder('pages'), 'mirrors.json'), [
    mirror('made-up', 'Made-up tree', servers.mirror),
    mirror('busy', 'Busy mirror', servers.knob('status=503,retry-after=60')),
    mirror('flipped', 'Flipped bit', servers.knob('flip,on=.gz')),
  ]);
  // Two programs, as a mirror's address is only known once it runs.
  const app = await startDemo({ mirrors: list });
  demo = { app: app.app, stop: () => Promise.all([app.stop(), servers.stop()]) };
});

after(() => demo?.stop());

// Two files picked, one download verified, one failed: so that no page is empty.
async function fill(at) {
  const { page } = at;
  await at.open('/files?q=chr22');
  await pickBox(page, VCF).check();
  await pickBox(page, `${VCF}.tbi`).check();
  await openGet(page, 2);
  await findChecksums(page, 2);
}

async function downloadBoth(at) {
  const { page } = at;
  const download = async (name) => {
    const panel = await openTab(page, 'Browser');
    await startDownload(page, panel, name);
  };
  await download(VCF);
  await transfer(page, VCF).getByText('Verified', { exact: false }).first().waitFor();
  await chooseMirror(page, 'Flipped bit');
  await page.evaluate(() => (location.hash = '#/get'));
  await heading('Get 2 files')(page);
  await findChecksums(page, 2);
  await download(`${VCF}.tbi`);
  await transfer(page, `${VCF}.tbi`).getByText('Failed', { exact: false }).first().waitFor();
  await chooseMirror(page, 'Made-up tree');
}

for (const scheme of ['light', 'dark']) {
  test(`every page, ${scheme}: axe, one heading, no sideways scrolling, pictures`, async (t) => {
    const at = await openBrowser({
      app: demo.app,
      expected: [/status of 503/],
      context: { colorScheme: scheme },
    });
    const { page } = at;
    try {
      await fill(at);
      await downloadBoth(at);
      for (const [name, [fragment, ready, mirrorName = 'Made-up tree']] of Object.entries(PAGES)) {
        await t.test(name, async () => {
          await chooseMirror(page, mirrorName);
          await page.evaluate((fragment) => (location.hash = `#${fragment}`), fragment);
          const faults = [];
          for (const [width, height] of Object.entries(SIZES)) {
            await page.setViewportSize({ width: Number(width), height });
            await ready(page);
            const headings = await page.getByRole('heading', { level: 1 }).count();
            const found = [
              ...(headings === 1 ? [] : [`${headings} first headings`]),
              ...(await sidewaysScroll(page)),
              ...(await accessibilityFaults(page)),
            ];
            faults.push(...found.map((fault) => `${width} px: ${fault}`));
            await screenshot(page, `${name}-${width}-${scheme}`);
          }
          if (faults.length) assert.fail(faults.join('\n'));
        });
      }
      at.assertQuiet();
    } finally {
      await at.close();
    }
  });
}

test('three actions from the first page to a command, and all of it by keyboard', async () => {
  const at = await openBrowser({ app: demo.app, expected: [/status of 503/] });
  const { page } = at;
  try {
    await at.open('/');
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Skip to content' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('/');
    await page.getByRole('searchbox').and(page.locator(':focus')).waitFor();
    // One: search.
    await page.keyboard.type('phase 3 chr22 vcf');
    await page.keyboard.press('Enter');
    await pickBox(page, VCF).waitFor();
    // Two: pick.
    await tabTo(page, pickBox(page, VCF));
    await page.keyboard.press('Space');
    // Three: get.
    await tabTo(page, page.getByRole('link', { name: 'Get these files' }));
    await page.keyboard.press('Enter');
    await heading('Get 1 file')(page);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'the heading has the focus');
    // A file whose size is not known: the script is right, and open.
    await tabTo(page, page.getByRole('tab', { name: 'Script', selected: true }));
    for (const [key, name] of [['ArrowRight', 'wget'], ['End', 'curl'], ['Home', 'Script'], ['ArrowLeft', 'curl'], ['ArrowRight', 'Script']]) {
      await page.keyboard.press(key);
      await page.getByRole('tab', { name, selected: true }).and(page.locator(':focus')).waitFor();
    }
    await tabTo(page, page.getByRole('button', { name: 'Copy' }).first());
    await page.keyboard.press('Enter');
    await page.getByText('Copied', { exact: true }).first().waitFor();
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

// Presses Tab until the element has the focus, as a person would.
async function tabTo(page, target) {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${target} is not reached by Tab`);
}

test('a click on a column sorts it, and says so', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    await at.open(directory(RELEASE));
    const live = page.getByText('live · read', { exact: false });
    await live.waitFor();
    const column = page.getByRole('columnheader', { name: 'Size' });
    const sorted = (order) => column.and(page.locator(`[aria-sort="${order}"]`)).waitFor();
    await column.getByRole('button').click();
    await sorted('ascending');
    await column.getByRole('button').click();
    await sorted('descending');
    const first = page.getByRole('checkbox', { name: /^Select (?!all )/ }).first();
    assert.equal(await first.getAttribute('aria-label'), `Select ${VCF}`, 'the largest comes first');
    // The order is in the address: a reload keeps it.
    await page.reload();
    await live.waitFor();
    assert.equal(await first.getAttribute('aria-label'), `Select ${VCF}`);
  } finally {
    await at.close();
  }
});

test('below a sub-path, deep links and the app’s files are found', async () => {
  const sub = await startDemo({ local: true, path: '/some/sub/' });
  const at = await openBrowser({ app: sub.app });
  try {
    assert.match(sub.app, /\/some\/sub\/$/);
    await at.open('/files?q=chr22');
    await pickBox(at.page, VCF).waitFor();
    await at.page.reload();
    await pickBox(at.page, VCF).waitFor();
    at.assertQuiet();
  } finally {
    await at.close();
    await sub.stop();
  }
});

test('what was picked and chosen outlasts a reload', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    await at.open('/files?q=chr22');
    await pickBox(page, VCF).check();
    const theme = page.getByRole('button', { name: /^Colours/ });
    await theme.click();
    const chosen = await theme.getAttribute('aria-label');
    await page.reload();
    await pickBox(page, VCF).waitFor();
    assert.ok(await pickBox(page, VCF).isChecked());
    assert.equal(await theme.getAttribute('aria-label'), chosen);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    assert.ok(await pickBox(page, VCF).isChecked());
  } finally {
    await at.close();
  }
});
