// Directories of any length: read beside the page, shown a window at a time, and still usable as a whole.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { dock, pickBox } from './support/pages.mjs';
import { freshFolder } from './support/paths.mjs';
import { nameOf, startRows } from './support/rows.mjs';

const ROWS = 100_000;
const directory = (rows) => `/browse?path=rows-${rows}`;

let rows, mirrors, demo;

before(async () => {
  rows = await startRows();
  mirrors = await writeMirrors(join(await freshFolder('long'), 'mirrors.json'), [mirror('rows', 'Rows', rows.url)]);
  demo = await startDemo({ mirrors });
});

after(async () => {
  await demo?.stop();
  await rows?.stop();
});

/** Opens a directory with that many files in a browser of its own, runs `check`, and looks for faults. */
async function withRows(count, check, { expected = [], app = demo.app, prepare = async () => {}, live = true } = {}) {
  const at = await openBrowser({ app, expected });
  try {
    await prepare(at.page);
    await at.open(directory(count));
    if (live) await at.page.getByText('live · read', { exact: false }).waitFor();
    await check(at.page, at);
    at.assertQuiet();
  } finally {
    await at.close();
  }
}

const table = (page) => page.getByRole('table', { name: /^Entries of/ });
const rowNodes = (page) => table(page).locator('tbody tr').count();
/** Waits until the row of a file is in the window and the window is at rest: Chromium drops keys while it still scrolls. */
const rowInWindow = (page, number) =>
  page.waitForFunction((name) => {
    const rest = (globalThis.rest ??= { y: -1, frames: 0 });
    rest.frames = rest.y === scrollY ? rest.frames + 1 : 0;
    rest.y = scrollY;
    const box = document.querySelector(`[aria-label="Select ${name}"]`)?.getBoundingClientRect();
    return rest.frames > 10 && box && box.top >= 0 && box.bottom <= innerHeight;
  }, nameOf(number));

test('a directory of 100,000 files is shown, scrolls to its end by keyboard, and is picked as a whole', async () => {
  await withRows(ROWS, async (page) => {
    await page.getByText('100,000 entries').first().waitFor();
    assert.equal(await table(page).getAttribute('aria-rowcount'), String(ROWS + 1));
    assert.deepEqual(await accessibilityFaults(page), []);
    for (const [key, number] of [['End', ROWS - 1], ['Home', 0], ['PageDown', 25], ['End', ROWS - 1]]) {
      await page.keyboard.press(key);
      await rowInWindow(page, number);
      assert.ok((await rowNodes(page)) < 200, `${await rowNodes(page)} rows`);
    }
    const last = table(page).locator('tbody tr').last();
    assert.equal(await last.getAttribute('aria-rowindex'), String(ROWS + 1));
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole('checkbox', { name: 'Select all 100,000 files' }).check();
    await dock(page).getByText('100,000 files', { exact: true }).waitFor();
    assert.ok(await pickBox(page, nameOf(ROWS - 1)).isChecked());
    await pickBox(page, nameOf(ROWS - 1)).uncheck();
    await dock(page).getByText('99,999 files', { exact: true }).waitFor();
    assert.equal(await page.getByRole('checkbox', { name: 'Select all 100,000 files' }).isChecked(), false);
  });
});

test('of more than 100,000 entries the first are shown, and the page says that there are more', async () => {
  await withRows(ROWS + 1, async (page) => {
    await page.getByText('This directory has more than 100,000 entries.', { exact: false }).waitFor();
    assert.equal(await table(page).getAttribute('aria-rowcount'), String(ROWS + 1));
  });
});

test('every place of a long directory shows its rows', async () => {
  await withRows(ROWS, async (page) => {
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    for (const part of [0.1, 0.77, 0.3, 0.999, 0.5]) {
      await page.evaluate((top) => scrollTo(0, top), whole * part);
      await page.waitForFunction(() => {
        const at = (y) => document.elementFromPoint(innerWidth / 2, y)?.closest('tr[aria-rowindex]')?.getAttribute('aria-rowindex');
        return at(innerHeight * 0.25) && at(innerHeight * 0.75);
      });
      // The row in the middle is the one that would be there if all rows were in the page.
      const [shown, wanted] = await page.evaluate(() => {
        const row = document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('tr');
        const { top } = document.querySelector('tbody').getBoundingClientRect();
        return [Number(row.getAttribute('aria-rowindex')) - 2, Math.floor((innerHeight / 2 - top) / row.getBoundingClientRect().height)];
      });
      assert.ok(Math.abs(shown - wanted) <= 1, `row ${shown} in place of ${wanted}`);
    }
  });
});

test('the focus stays on its row when the row leaves the window', async () => {
  await withRows(5_000, async (page) => {
    const first = pickBox(page, nameOf(3));
    await first.focus();
    const node = await first.elementHandle();
    for (const [key, number] of [['End', 4_999], ['Home', 0], ['End', 4_999]]) {
      await page.keyboard.press(key);
      await rowInWindow(page, number);
      assert.ok(await node.evaluate((element) => element === document.activeElement), `after ${key}`);
    }
    await page.keyboard.press('Space');
    await dock(page).getByText('1 file', { exact: true }).waitFor();
    assert.ok(await node.isChecked());
    // Tab goes on from there, and the window follows.
    await page.keyboard.press('Tab');
    const second = pickBox(page, nameOf(4));
    await second.and(page.locator(':focus')).waitFor();
    await rowInWindow(page, 4);
    await page.keyboard.press('End');
    await rowInWindow(page, 4_999);
    await page.keyboard.press('Shift+Tab');
    await pickBox(page, nameOf(3)).and(page.locator(':focus')).waitFor();
    await rowInWindow(page, 3);
  });
});

test('sorting and filtering act on all rows', async () => {
  await withRows(5_000, async (page) => {
    const names = async () => table(page).locator('tbody tr[aria-rowindex] .file-path__name').allTextContents();
    const name = table(page).getByRole('columnheader', { name: 'Name' });
    await name.getByRole('button').click();
    await pickBox(page, nameOf(4_999)).waitFor();
    assert.equal((await names())[0], nameOf(4_999));
    await table(page).getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
    await pickBox(page, nameOf(0)).waitFor();
    // Every sixth file is empty; equal sizes are in order by name.
    assert.deepEqual((await names()).slice(0, 3), [nameOf(0), nameOf(6), nameOf(12)]);

    await page.getByRole('searchbox', { name: 'Filter by name' }).fill('hg0012');
    await page.getByText('100 entries shown').waitFor();
    assert.equal((await names()).length, 100);
    await page.getByRole('checkbox', { name: 'Select all 100 files' }).check();
    await dock(page).getByText('100 files', { exact: true }).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole('searchbox', { name: 'Filter by name' }).fill('nothing like it');
    await page.getByText('0 entries shown').waitFor();
  });
});

test('a directory of 200 files is in the page as a whole', async () => {
  await withRows(200, async (page) => {
    await pickBox(page, nameOf(199)).waitFor();
    assert.equal(await rowNodes(page), 200);
    assert.equal(await table(page).getAttribute('aria-rowcount'), null);
    assert.equal(await page.getByLabel('Filter by name').count(), 0);
  });
});

const BROKEN = [
  ['script is not on the server', /worker-start\.js\?worker$/, (route) => route.fulfill({ status: 404 })],
  ['program is not on the server', '**/worker_bg.wasm', (route) => route.fulfill({ status: 404 })],
  ['program is damaged', '**/worker_bg.wasm', (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: 'no program' })],
  ['program is of another build', '**/worker.js', async (route) => {
    const script = await (await route.fetch()).text();
    await route.fulfill({ body: `${script};const take=wasm_bindgen.take;wasm_bindgen.take=()=>{const reply=take(new Uint8Array([99]));return reply}`, contentType: 'text/javascript' });
  }],
];

for (const [cause, files, answer] of BROKEN) {
  test(`when the worker’s ${cause}, the page says so, and tries again when asked`, async () => {
    const options = { expected: [/Failed to load resource/, /WebAssembly/], live: false, prepare: (page) => page.context().route(files, answer) };
    await withRows(300, async (page) => {
      const alert = page.getByRole('alert');
      await alert.getByText('The part of this page that reads directory indexes did not work.').waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.context().unroute(files);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('live · read', { exact: false }).waitFor();
      await pickBox(page, nameOf(1)).waitFor();
    }, options);
  });
}

test('below a sub-path the worker is found', async () => {
  const sub = await startDemo({ mirrors, path: '/some/sub/' });
  try {
    await withRows(300, (page) => pickBox(page, nameOf(1)).waitFor(), { app: sub.app });
  } finally {
    await sub.stop();
  }
});
