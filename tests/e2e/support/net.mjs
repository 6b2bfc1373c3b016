// Loopback helpers: free ports, and waiting until a server answers.

import { createServer } from 'node:net';

// Systems give connections ports from 32768 on, and could so give one away before its server has taken it. Test files that run
// at the same time begin at different places.
const [FIRST, COUNT] = [20_000, 12_000];
let next = process.pid * 101;

/** Returns a TCP port of 127.0.0.1 that nobody listens at, each time another one. */
export async function freePort() {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Waits until `url` answers anything at all; fails when the process ends first or after `seconds`. */
export async function waitForHttp(url, ended, seconds = 60) {
  let over = false;
  ended.then(() => (over = true));
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(1000) });
      return;
    } catch (error) {
      if (over) throw new Error(`the server for ${url} ended before it answered`);
      if (Date.now() > limit) throw new Error(`no answer from ${url} in ${seconds} s`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
