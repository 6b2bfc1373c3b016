// The files of the benchmarks on loopback, in a context of their own, so that the browser's clock is exact to 5 µs.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/**
 * Serves this folder, and beside it texts and folders by the names they are given.
 *
 * @param {{texts?: Record<string, string | Buffer>, folders?: Record<string, string>}} options as `{ '/paths.txt': … }` and `{ '/app/': … }`
 * @returns {Promise<{url: string, stop: () => Promise<void>}>} the address, which ends in a slash
 */
export async function startSite({ texts = {}, folders = {} } = {}) {
  const places = Object.entries({ ...folders, '/': HERE });
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://127.0.0.1/').pathname));
    const headers = { ...ISOLATED, 'cache-control': 'no-store', 'content-type': TYPES[extname(path)] ?? 'text/plain;charset=UTF-8' };
    if (path === '/') return response.writeHead(200, { ...headers, 'content-type': TYPES['.html'] }).end('<!doctype html><title>Bench</title>');
    if (Object.hasOwn(texts, path)) return response.writeHead(200, headers).end(texts[path]);
    const [prefix, folder] = places.find(([prefix]) => path.startsWith(prefix));
    const content = await readFile(join(folder, path.slice(prefix.length))).catch(() => null);
    if (content) response.writeHead(200, headers).end(content);
    else response.writeHead(404, ISOLATED).end();
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}
