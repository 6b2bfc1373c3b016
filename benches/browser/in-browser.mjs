// A fresh Chromium for each measurement, so that none profits from what another left.

import { rm } from 'node:fs/promises';

import { freshFolder } from '../../tests/e2e/support/paths.mjs';
import { chromium } from '../../tests/e2e/node_modules/playwright-core/index.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Milliseconds that are waited for what does not come: no measure, as a busy machine takes its time. */
const PATIENCE = 300_000;

/** Starts a browser with a profile of its own; returns its page, and how it is ended. */
export async function startBrowser(switches = []) {
  const profile = await freshFolder('profile');
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [...FLAGS, ...switches],
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(PATIENCE);
  const close = async () => {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { page, close };
}

/** Starts a browser in whose pages `watch` runs before their own scripts, does something with its page, and returns what came of it. */
export async function inBrowser(watch, action, switches = []) {
  const { page, close } = await startBrowser(switches);
  try {
    await page.addInitScript(watch);
    return await action(page);
  } finally {
    await close();
  }
}

/** Opens a place of the app by its fragment, as `/browse?path=release`. */
export async function open(page, app, fragment) {
  await page.goto(`${app}#${fragment}`);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}
