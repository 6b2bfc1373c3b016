// The list of all files: 700,000 in the true shapes of the site and files on a second host, as static files, with every other
// host out of reach. What the page counts and lists is held against the command, which searches the same list.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser, screenshot } from './support/browser.mjs';
import { makeSnapshot, search } from './support/corpus.mjs';
import { startDemo } from './support/demo.mjs';
import { dock, openGet, searchFor } from './support/pages.mjs';

const FILES = 700_000;
const MILLION = 1_000_000;
/** The page has fewer rows than this, however many files there are. */
const MOST_ROWS = 200;

let snapshot, demo;

before(async () => {
  snapshot = await makeSnapshot(FILES);
  demo = await startDemo({ snapshot });
});

after(() => demo?.stop());

/** The page tries mirrors, none of which can be reached here. */
const MIRRORS = /ftp\.1000genomes\.ebi\.ac\.uk|ftp-trace\.ncbi\.nlm\.nih\.gov|1000genomes\.s3\.amazonaws\.com|127\.0\.0\.1:8081/;

/** Opens a place in a browser of its own where only this computer answers, runs `check`, and looks for faults. */
async function inBrowser(fragment, check, { app = demo.app, context = {} } = {}) {
  const at = await openBrowser({ app, context, expected: [MIRRORS] });
  try {
    await at.browser.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
    await at.open(fragment);
    await check(at.page, at);
    at.assertQuiet();
  } finally {
    await at.close();
  }
}

const words = (number) => number.toLocaleString('en');
const countOf = async (query) => Number(await search(snapshot, '--count', query));
const link = (query) => `/files?${new URLSearchParams({ q: query })}`;
/** Waits until what stands in the box is answered, by so many files if a number is given. */
const found = (page, count) => {
  const said = count === undefined ? /files? found$/ : `${words(count)} ${count === 1 ? 'file' : 'files'} found`;
  return page.locator('.files__count[aria-busy="false"]').getByText(said, { exact: true }).waitFor();
};
const grid = (page) => page.getByRole('grid');
const selectAll = (page) => page.getByRole('button', { name: /^Select all/ });

/** What is selected, as the browser keeps it between visits. */
// The stored selection, once what its search finds is noted in it.
async function kept(page) {
  const stored = await page.waitForFunction(() => {
    const text = localStorage.getItem('igsr-fetch.selection');
    return JSON.parse(text ?? '{"list":[]}').list.some((one) => one.rules.some((rule) => rule.digest)) && text;
  });
  return stored.jsonValue();
}

test('phase 3, chromosome 22, with its index, in three actions', async () => {
  const query = 'phase3 chr22 genotypes type:vcf in:release';
  const count = await countOf(`${query} with:index`);
  assert.ok(count >= 2);
  await inBrowser('/', async (page) => {
    await page.getByRole('search').getByRole('searchbox').fill(query);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Also their indexes' }).click();
    await found(page, count);
    await selectAll(page).click();
    await openGet(page, count);
  });
});

test('all CEU 30x CRAMs, which lie on a second host, in three actions', async () => {
  const count = await countOf('pop:CEU collection:30x type:cram with:index');
  assert.equal(count, 179);
  await inBrowser('/populations', async (page) => {
    await page.getByRole('link', { name: /^CEU/ }).first().click();
    await page.getByRole('link', { name: /30x CRAMs with indexes/ }).click();
    await found(page, count);
    await selectAll(page).click();
    await openGet(page, count);
    await page.getByText('ftp.sra.ebi.ac.uk').locator('visible=true').first().waitFor();
    await screenshot(page, 'get-ceu-30x-crams');
  });
});

test('each count of each facet is the number of rows that choosing the value gives', async () => {
  await inBrowser('/files?q=phase3', async (page) => {
    const all = await countOf('phase3');
    await found(page, all);
    const more = page.getByRole('button', { name: /^Show all/ });
    while (await more.count()) await more.first().click();
    const titles = await page.locator('fieldset.facet legend').allTextContents();
    let checked = 0;
    for (const title of titles) {
      const facet = page.getByRole('group', { name: title, exact: true });
      const values = await facet.locator('label').all();
      for (let place = 0; place < values.length; place += 1) {
        // Chosen values stand first: each is found again by its name.
        const value = facet.locator('label').nth(place);
        const name = await value.locator('.facet__name').textContent();
        const count = Number((await value.locator('.num').textContent()).replaceAll(',', ''));
        const box = facet.locator('label', { has: page.locator(`.facet__name:text-is(${JSON.stringify(name)})`) }).getByRole('checkbox');
        await box.check();
        await found(page, count);
        await box.uncheck();
        await found(page, all);
        checked += 1;
      }
    }
    assert.ok(checked > 60, `only ${checked} values`);
  });
});

test('words find what the command finds, typing errors are forgiven and said', async () => {
  await inBrowser('/files', async (page) => {
    for (const query of ['NA12878 bam', '"low_coverage"', 'genotypes -supporting size:>1G', 'super:AFR sex:female type:bam']) {
      await searchFor(page, query);
      await found(page, await countOf(query));
    }
    await searchFor(page, 'phse3 chr22');
    await page.getByText('phse3', { exact: false }).first().waitFor();
    await found(page, await countOf('phase3 chr22'));
    await searchFor(page, 'size:big');
    await page.getByRole('alert').or(page.locator('.query-problem')).first().waitFor();
  });
});

test('a link opened elsewhere gives the same list, and a reload keeps the selection', async () => {
  const query = 'pop:GBR type:bam';
  let href, before;
  await inBrowser(link(query), async (page) => {
    await found(page, await countOf(query));
    await selectAll(page).click();
    await dock(page).getByText(`${words(await countOf(query))} files`, { exact: true }).waitFor();
    before = await kept(page);
    await page.getByRole('button', { name: /^Copy link/ }).click();
    href = await page.evaluate(() => navigator.clipboard.readText());
    await page.reload();
    await dock(page).getByText(`${words(await countOf(query))} files`, { exact: true }).waitFor();
    assert.equal(await kept(page), before);
  });
  await inBrowser('/', async (page) => {
    await page.goto(href);
    await found(page, await countOf(query));
    await dock(page).getByText(`${words(await countOf(query))} files`, { exact: true }).waitFor();
  });
});

test('by keyboard alone: search, filter, select a hundred, open Get', async () => {
  await inBrowser('/files', async (page) => {
    await found(page);
    await page.keyboard.press('/');
    await page.keyboard.type('NA12878 bam');
    await found(page, await countOf('NA12878 bam'));
    const tabTo = async (locator, most = 80) => {
      for (let step = 0; step < most; step += 1) {
        if (await locator.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('Tab does not lead there');
    };
    await tabTo(page.locator('fieldset.facet').first().getByRole('checkbox').first());
    await page.keyboard.press('Space');
    await searchFor(page, 'phase3 bam');
    await found(page, await countOf('phase3 bam'));
    await tabTo(grid(page).getByRole('row').nth(1), 120);
    await page.keyboard.press('Space');
    for (let row = 1; row < 100; row += 1) await page.keyboard.press('Shift+ArrowDown');
    await dock(page).getByText('100 files', { exact: true }).waitFor();
    await tabTo(dock(page).getByRole('link', { name: 'Get these files' }), 400);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Get 100 files' }).waitFor();
  });
});

test('axe finds nothing, and the page can be looked at', async () => {
  for (const [name, context] of [
    ['files-1280-light', { colorScheme: 'light' }],
    ['files-360-dark', { colorScheme: 'dark', viewport: { width: 360, height: 800 } }],
  ]) {
    await inBrowser(
      link('pop:CEU phase3'),
      async (page) => {
        await found(page);
        await grid(page).getByRole('row').nth(3).waitFor();
        assert.deepEqual(await accessibilityFaults(page), []);
        await page.screenshot({ path: `target/screenshots/${name}.png` });
      },
      { context },
    );
  }
});

test('a million rows are scrolled to the end and back, and the memory stays', async () => {
  const million = await makeSnapshot(MILLION);
  const other = await startDemo({ snapshot: million });
  try {
    await inBrowser(
      '/files',
      async (page, { browser }) => {
        await found(page);
        const session = await browser.newCDPSession(page);
        const heap = async () => {
          await session.send('HeapProfiler.collectGarbage');
          const { usedSize } = await session.send('Runtime.getHeapUsage');
          return usedSize;
        };
        const rows = () => grid(page).getByRole('row').count();
        const before = await heap();
        for (const key of ['end', 'start', 'end', 'start']) {
          await page.evaluate((key) => scrollTo(0, key === 'end' ? document.documentElement.scrollHeight : 0), key);
          const last = grid(page).locator(key === 'end' ? `tr[aria-rowindex="${await grid(page).getAttribute('aria-rowcount')}"]` : 'tr[aria-rowindex="2"]');
          await last.getByRole('checkbox').waitFor();
          assert.ok((await rows()) < MOST_ROWS, `${await rows()} rows`);
        }
        const grown = (await heap()) - before;
        assert.ok(grown < 5_000_000, `the heap grew by ${grown} bytes`);
      },
      { app: other.app },
    );
  } finally {
    await other.stop();
  }
});
