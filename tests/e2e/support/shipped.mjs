// The app with the list that ships with it, and no other host within reach.

import { openBrowser } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { SHIPPED } from './paths.mjs';

/**
 * Starts the app and a browser. What the page asks of mirrors fails, and that is no fault of the page.
 *
 * @param {{mirrors?: string}} options a mirror list of this machine's servers in place of the app's own
 * @returns {Promise<{at: object, stop: () => Promise<void>}>} what `openBrowser` returns, and how both are ended
 */
export async function startShipped({ mirrors } = {}) {
  const demo = await startDemo({ mirrors, snapshot: SHIPPED });
  const at = await openBrowser({ app: demo.app, expected: [/request to/, /ERR_/, /Content Security Policy/] });
  await at.browser.route((url) => !['127.0.0.1', 'localhost'].includes(url.hostname), (route) => route.abort());
  const stop = async () => {
    await at.close();
    await demo.stop();
  };
  return { at, stop };
}
