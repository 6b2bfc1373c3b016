// Chromium, and in it a page that shares nothing with others and tells on itself: errors, console errors, requests to other hosts.

import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';

import { chromium } from 'playwright-core';

import { PROJECT, freshFolder } from './paths.mjs';

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SCREENSHOTS = join(PROJECT, 'target/screenshots');

// How long is waited for what does not come, in milliseconds: no measure, as a busy machine takes its time.
const PATIENCE = 60_000;

const LAUNCH = {
  executablePath: PROGRAM,
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

// One program for all tests of a file: its start takes longer than many a test.
let program;
after(async () => (await program)?.close());

/**
 * Opens a browser with one page, as if it had just been installed.
 *
 * @param {object} options
 * @param {string} options.app address of the app
 * @param {'opfs' | 'declined' | 'missing'} [options.picker] how the file picker answers: with a file of the page's own
 *   storage, as if the user closed it, or not at all because the browser has none
 * @param {RegExp[]} [options.expected] console errors that belong to the test
 * @param {object} [options.context] options of Playwright's context, as colorScheme and viewport
 * @param {boolean} [options.clock] `withStoppedClock` can stop its clock: the page must not have timers of another one
 * @param {boolean} [options.onDisk] has a program of its own that keeps files on the disk, and so takes large ones
 */
export async function openBrowser({ app, picker = 'opfs', expected = [], context = {}, clock = false, onDisk = false }) {
  const options = { acceptDownloads: true, viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...context };
  const profile = onDisk && (await freshFolder('profile'));
  const browser = profile
    ? await chromium.launchPersistentContext(profile, { ...LAUNCH, ...options })
    : await (await (program ??= chromium.launch(LAUNCH))).newContext(options);
  await browser.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(app).origin });
  const faults = [];
  watch(browser, faults, expected);
  await browser.addInitScript(answerPicker, picker);
  if (clock) await browser.clock.install();
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(PATIENCE);
  return {
    browser,
    page,
    /** Opens a place of the app by its fragment, as `/browse?path=release`. */
    async open(fragment = '/') {
      await page.goto(`${app}#${fragment}`);
      await page.getByRole('navigation', { name: 'Main' }).waitFor();
      // All pages but the first come a moment later.
      await page.getByText('Loading this page.', { exact: true }).waitFor({ state: 'detached' });
    },
    /** Fails if the page did anything that it must not do. */
    assertQuiet() {
      assert.deepEqual(faults, []);
    },
    async close() {
      await browser.close();
      if (profile) await rm(profile, { recursive: true, force: true });
    },
  };
}

function watch(browser, faults, expected) {
  const note = (text) => {
    if (!expected.some((pattern) => pattern.test(text))) faults.push(text);
  };
  browser.on('request', (request) => {
    const url = new URL(request.url());
    const own = ['127.0.0.1', 'localhost'].includes(url.hostname);
    if (!own && !['data:', 'blob:', 'about:'].includes(url.protocol)) note(`request to ${request.url()}`);
  });
  browser.on('weberror', (error) => note(`page error: ${error.error()}`));
  browser.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} ${message.location().url}`);
  });
  browser.on('dialog', (dialog) => note(`dialog: ${dialog.message()}`));
}

// Runs in the page, before its own scripts.
function answerPicker(how) {
  if (how === 'missing') {
    for (const name of ['showSaveFilePicker', 'showDirectoryPicker']) {
      delete globalThis[name];
      delete Window.prototype[name];
    }
    return;
  }
  globalThis.showSaveFilePicker = async (options) => {
    if (how === 'declined') throw new DOMException('The user aborted a request.', 'AbortError');
    const root = await navigator.storage.getDirectory();
    return root.getFileHandle(options.suggestedName, { create: true });
  };
  globalThis.showDirectoryPicker = async () => {
    if (how === 'declined') throw new DOMException('The user aborted a request.', 'AbortError');
    const root = await navigator.storage.getDirectory();
    return root.getDirectoryHandle('picked', { create: true });
  };
}

/**
 * Stops the clock of a page while `act` runs: its time passes by `page.clock.runFor` alone, however long this machine takes.
 * The waits that would end within the next minute end now.
 */
export async function withStoppedClock(page, act) {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
  try {
    await act();
  } finally {
    await page.clock.resume();
  }
}

/** Keeps what a page asks for at these addresses from it, until the function that is returned is called. */
export async function withhold(page, addresses) {
  let give;
  const given = new Promise((resolve) => (give = resolve));
  await page.context().route(addresses, async (route) => {
    await given;
    await route.continue();
  });
  return give;
}

/** Returns size and SHA-256 of a file that the page wrote into its own storage; nothing if it is not there. */
export function savedFile(page, name) {
  return page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle(name).catch(() => null);
    if (!handle) return null;
    const file = await handle.getFile();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return { size: file.size, sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') };
  }, name);
}

/** Returns what is on the clipboard. */
export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Returns what axe finds, one readable text each. */
export async function accessibilityFaults(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${help}\n    ${target.join(' ')}\n    ${failureSummary.replaceAll('\n', '\n    ')}`),
  );
}

/** Takes a picture of the whole page into target/screenshots: in a window as high as the page, so that bars lie at its edges. */
export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const { width, height } = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  await page.setViewportSize({ width, height });
}

/** Returns the first few parts that make the page wider than the window. */
export async function sidewaysScroll(page) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const inScroller = (element) => {
      for (let above = element.parentElement; above; above = above.parentElement) {
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(above).overflowX)) return true;
      }
      return false;
    };
    const name = (element) => [element.tagName.toLowerCase(), ...element.classList].join('.');
    const right = (element) => Math.round(element.getBoundingClientRect().right);
    const out = [...document.body.querySelectorAll('*')].filter((element) => right(element) > width && !inScroller(element));
    const found = out.map((element) => `scrolls sideways: ${name(element)} ends at ${right(element)} of ${width}`);
    return found.length ? found : [`scrolls sideways: ${document.documentElement.scrollWidth} of ${width}`];
  });
  return wide.slice(0, 6);
}
