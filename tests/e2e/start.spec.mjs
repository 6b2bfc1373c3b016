// The start of the app: what a person reads when it cannot start, and that nothing is blocked when it can.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';

let demo;

before(async () => {
  demo = await startDemo({ local: true });
});

after(async () => {
  await demo?.stop();
});

/** Opens the app in a browser that `prepare` has spoilt, runs `check`, and closes it. */
async function withBrowser({ prepare = async () => {}, expected = [], context = {} }, check) {
  const at = await openBrowser({ app: demo.app, expected, context });
  try {
    await prepare(at.page);
    await at.page.goto(demo.app);
    await check(at.page);
    at.assertQuiet();
  } finally {
    await at.close();
  }
}

test('the app starts and its policy blocks nothing', async () => {
  const prepare = (page) => page.addInitScript(() => {
    globalThis.blocked = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.blocked.push(event.violatedDirective + event.blockedURI));
  });
  await withBrowser({ prepare }, async (page) => {
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.blocked), []);
    assert.equal(await page.locator('#loading').count(), 0);
    // Only the page of this computer offers it.
    await page.getByRole('option', { name: 'Demonstration', includeHidden: true }).waitFor({ state: 'attached' });
  });
});

const SPOILT = [
  ['the program is not on the server', (page) => page.route('**/*.wasm', (route) => route.fulfill({ status: 404 })), /not on the server \(status 404\)/],
  ['the script is not on the server', (page) => page.route('**/app-*.js', (route) => route.fulfill({ status: 404 })), /app-.*\.js/],
  ['the network breaks', (page) => page.route('**/*.wasm', (route) => route.abort()), /fetch/i],
  [
    'the program is cut short',
    (page) => page.route('**/*.wasm', async (route) => {
      const body = await (await route.fetch()).body();
      await route.fulfill({ status: 200, contentType: 'application/wasm', body: body.subarray(0, body.length / 2) });
    }),
    /WebAssembly/,
  ],
  ['the browser has no WebAssembly', (page) => page.addInitScript(() => { delete globalThis.WebAssembly; }), /WebAssembly is missing or switched off/],
];

for (const [cause, prepare, detail] of SPOILT) {
  test(`when ${cause}, the page says so`, async () => {
    await withBrowser({ prepare, expected: [/Failed to load resource/, /ERR_FAILED/] }, async (page) => {
      const alert = page.getByRole('alert');
      await alert.getByText('igsr-fetch could not start. Reload the page').waitFor();
      assert.match(await alert.locator('code').textContent(), detail);
      assert.deepEqual(await accessibilityFaults(page), []);
    });
  });
}

test('the catalogue is there without the program of the other pages, which say so and load it when asked again', async () => {
  const prepare = (page) => page.route('**/pages-*.wasm', (route) => route.fulfill({ status: 404 }));
  await withBrowser({ prepare, expected: [/Failed to load resource/, /WebAssembly/] }, async (page) => {
    await page.getByRole('heading', { name: 'Main releases' }).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Files' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'This page could not be loaded.' });
    await alert.waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.unroute('**/pages-*.wasm');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('searchbox').waitFor();
    await alert.waitFor({ state: 'detached' });
  });
});

test('without JavaScript the page says what it needs, and where the files are', async () => {
  await withBrowser({ context: { javaScriptEnabled: false } }, async (page) => {
    // The automated browser keeps <noscript> in the page, but does not draw it.
    assert.match(await page.locator('noscript p').textContent(), /Scripts are switched off here/);
    assert.match(await page.locator('noscript a').getAttribute('href'), /^https:\/\/ftp\.1000genomes\.ebi\.ac\.uk\//);
  });
});

// The smallest program that ends as the app's would: (module (func unreachable) (start 0)).
const TRAP = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];

const ENDS = [
  ['a trap in an event', (bytes) => setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)))), /unreachable/],
  ['a trap in a promise', (bytes) => void WebAssembly.instantiate(new Uint8Array(bytes)), /unreachable/],
  ['a stack that is full', () => setTimeout(function again() { again(); }), /call stack/],
];

for (const [cause, end, detail] of ENDS) {
  test(`when the program has ended by ${cause}, the page says so once, and reloads without the link`, async () => {
    await withBrowser({ expected: [detail] }, async (page) => {
      await page.goto(`${demo.app}#/help?path=release`);
      const menu = page.getByRole('navigation', { name: 'Main' });
      await menu.waitFor();
      await page.evaluate(end, TRAP);
      const notice = page.getByRole('alert').filter({ hasText: 'igsr-fetch has stopped' });
      await notice.getByText(detail).waitFor();
      await page.evaluate(end, TRAP);
      assert.equal(await notice.count(), 1);
      assert.equal(await notice.getByRole('button', { name: 'Reload', exact: true }).count(), 1);
      await notice.getByRole('button', { name: 'Reload without this link' }).click();
      await notice.waitFor({ state: 'detached' });
      await menu.waitFor();
      assert.doesNotMatch(page.url(), /release/);
    });
  });
}
