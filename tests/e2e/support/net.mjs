// Loopback helpers: free ports, and waiting until a server answers.

import { createServer } from 'node:net';

// The system may offer a port again before its first taker has bound it.
const given = new Set();

/** Returns a TCP port of 127.0.0.1 that was free a moment ago, and that this process was not given before. */
export async function freePort() {
  for (;;) {
    const port = await anyPort();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

function anyPort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits until `url` answers anything at all; fails when the process ends first or after `seconds`. */
export async function waitForHttp(url, ended, seconds = 20) {
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
