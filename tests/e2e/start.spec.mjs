// The start of the app: what a person reads when it cannot start, and that nothing is blocked when it can.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';

let demo;

before(async () => {
  demo = await startDemo();
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

test('without JavaScript the page says what it needs, and where the files are', async () => {
  await withBrowser({ context: { javaScriptEnabled: false } }, async (page) => {
    // The automated browser keeps <noscript> in the page, but does not draw it.
    assert.match(await page.locator('noscript p').textContent(), /Scripts are switched off here/);
    assert.match(await page.locator('noscript a').getAttribute('href'), /^https:\/\/ftp\.1000genomes\.ebi\.ac\.uk\//);
  });
});
