// The shipped blocks for nginx, Apache and Caddy: the app and a mirror at one address, so that the page reads a mirror that
// allows no page to read it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser, savedFile } from './support/browser.mjs';
import { startDemo, startMirror } from './support/demo.mjs';
import { PAGE_URL, fetchServers, startSite, startTlsMirror } from './support/hosting.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { copyBlock, findChecksums, openGet, openTab, pickBox, shownNames, startDownload, transfer } from './support/pages.mjs';
import { SITE, freshFolder } from './support/paths.mjs';
import { HOSTILE, LARGE, RELEASE, TREE, makeTree, variants } from './support/tree.mjs';

const VCF = variants(21);

let files, publicUrl, mirrors, upstream;
const stops = [];

before(async () => {
  [files] = await Promise.all([makeTree(), fetchServers()]);
  const demo = await startMirror({ tree: TREE });
  stops.push(demo.stop);
  publicUrl = demo.knob('no-cors');
  upstream = await startTlsMirror(publicUrl);
  stops.push(upstream.stop);
  const proxied = mirror('proxied', 'By the site itself', publicUrl, { page_url: PAGE_URL });
  mirrors = await writeMirrors(join(await freshFolder('hosting'), 'mirrors.json'), [proxied]);
});

after(async () => {
  for (const stop of stops.reverse()) await stop();
});

test('a mirror list with a fault is not used, and the page names the field', async () => {
  const broken = mirror('proxied', 'By the site itself', publicUrl.replace(/\/$/, ''));
  const demo = await startDemo({ mirrors: await writeMirrors(join(await freshFolder('broken'), 'mirrors.json'), [broken]) });
  const browser = await openBrowser({ app: demo.app });
  try {
    await browser.open('/');
    await browser.page.getByRole('status').getByText('(static/mirrors.json) is not used: mirrors[0].base_url: the path does not end in a slash.').waitFor();
    assert.deepEqual(await accessibilityFaults(browser.page), []);
    browser.assertQuiet();
  } finally {
    await browser.close();
    await demo.stop();
  }
});

test('the site that is hosted knows nothing of this computer', async () => {
  const page = await readFile(join(SITE, 'index.html'), 'utf8');
  const list = await readFile(join(SITE, 'static/mirrors.json'), 'utf8');
  for (const text of [page, list]) assert.doesNotMatch(text, /localhost|127\.0\.0\.1|demo/i);
});

for (const name of ['nginx', 'apache', 'caddy']) {
  let site;
  const at = (path, options) => fetch(site.app + path, options);
  // As nginx's block counts requests, it may ask to wait.
  const onMirror = async (path, options) => {
    for (const limit = Date.now() + 30_000; ; ) {
      const answer = await at(PAGE_URL + path, options);
      if (answer.status !== 429 || Date.now() > limit) return answer;
      await answer.arrayBuffer();
    }
  };

  test(`${name} starts with its block`, async () => {
    upstream.names.clear();
    site = await startSite(name, { ...upstream, mirrors });
    stops.push(site.stop);
  });

  test(`${name}: the page lists a directory and downloads a file, checked, from a mirror that allows no page to read it`, async () => {
    const browser = await openBrowser({ app: site.app });
    try {
      const { page } = browser;
      const direct = [];
      page.on('request', (one) => one.url().startsWith(site.app) || direct.push(one.url()));
      await browser.open(`/browse?path=${encodeURIComponent(RELEASE)}`);
      await page.locator('p[data-state="live"]').waitFor();
      const expected = [...files.keys()].filter((path) => path.startsWith(`${RELEASE}/`)).map((path) => path.slice(RELEASE.length + 1));
      assert.deepEqual((await shownNames(page)).sort(), expected.filter((path) => !path.includes('/')).sort());
      await pickBox(page, VCF).check();
      await openGet(page, 1);
      assert.ok((await copyBlock(page, await openTab(page, 'wget'), 'Fetch')).includes(`${publicUrl}${RELEASE}/${VCF}`), 'commands use the public address');
      await findChecksums(page, 1);
      await startDownload(page, await openTab(page, 'Browser'), VCF);
      await transfer(page, VCF).getByText('Verified', { exact: false }).first().waitFor();
      const { size, sha256 } = files.get(`${RELEASE}/${VCF}`);
      assert.deepEqual(await savedFile(page, VCF), { size, sha256 });
      assert.deepEqual(direct.filter((url) => /^https?:/.test(url)), [], 'the page asks nobody but its own site');
      browser.assertQuiet();
    } finally {
      await browser.close();
    }
  });

  test(`${name}: a link to a search asks for the search and its list ahead, each once, and the first page for neither`, async () => {
    for (const [fragment, isAsked] of [['/files?q=chr22', true], ['/', false]]) {
      const browser = await openBrowser({ app: site.app });
      try {
        const { page } = browser;
        const asked = [];
        page.on('request', (one) => asked.push(new URL(one.url()).pathname));
        await browser.open(fragment);
        await (isAsked ? pickBox(page, variants(22)) : page.getByRole('heading', { name: 'Main releases' })).waitFor();
        const times = (ending) => asked.filter((path) => ending.test(path)).length;
        assert.ok(!isAsked || times(/\/search-worker_bg\.wasm$/) >= 1, asked.join('\n'));
        assert.equal(times(/\/snapshot\/names-/) > 0, isAsked, asked.join('\n'));
        browser.assertQuiet();
      } finally {
        await browser.close();
      }
    }
  });

  test(`${name} passes ranges`, async () => {
    for (const [range, length] of [['bytes=0-0', 1], ['bytes=299999990-', 10], ['bytes=1000-1999', 1000]]) {
      const answer = await onMirror(LARGE.path, { headers: { range } });
      assert.equal(answer.status, 206, range);
      assert.match(answer.headers.get('content-range'), new RegExp(`^bytes \\d+-\\d+/${LARGE.size}$`));
      const bytes = Buffer.from(await answer.arrayBuffer());
      const direct = Buffer.from(await (await fetch(publicUrl + LARGE.path, { headers: { range } })).arrayBuffer());
      assert.equal(bytes.length, length);
      assert.ok(bytes.equals(direct), range);
    }
    const etag = (await onMirror(LARGE.path, { method: 'HEAD' })).headers.get('etag');
    assert.ok(etag);
    for (const [ifRange, status] of [[etag, 206], ['"another"', 200]]) {
      const answer = await onMirror(LARGE.path, { headers: { range: 'bytes=0-0', 'if-range': ifRange } });
      assert.equal(answer.status, status, ifRange);
      await answer.body.cancel();
    }
  });

  test(`${name} passes names with odd characters`, async () => {
    for (const file of HOSTILE.names) {
      const path = `${HOSTILE.directory}/${file}`;
      const answer = await onMirror(path.split('/').map(encodeURIComponent).join('/'));
      assert.equal(answer.status, 200, file);
      const sha256 = createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex');
      assert.equal(sha256, files.get(path).sha256, file);
    }
  });

  test(`${name} asks the mirror by its name, for reading only, and passes no cookie either way`, async () => {
    upstream.asked.length = 0;
    const secret = { cookie: 'session=1', authorization: 'Basic eDp5', referer: 'http://127.0.0.1/secret' };
    const answer = await onMirror('CHANGELOG', { headers: secret });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.equal(answer.headers.get('cache-control'), 'max-age=60');
    assert.ok(answer.headers.get('last-modified'));
    const again = await onMirror('CHANGELOG', { headers: { 'if-modified-since': answer.headers.get('last-modified') } });
    assert.equal(again.status, 304);
    const [{ headers }] = upstream.asked;
    assert.deepEqual([...upstream.names], ['localhost']);
    assert.equal(headers.host, upstream.host);
    for (const [header] of Object.entries(secret)) assert.equal(headers[header], undefined, header);
    const redirect = await onMirror('release', { redirect: 'manual' });
    assert.equal(new URL(redirect.headers.get('location'), site.app).href, `${site.app}${PAGE_URL}release/`);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      assert.equal((await onMirror('CHANGELOG', { method })).status, 403, method);
    }
    assert.deepEqual([...new Set(upstream.asked.map(({ method }) => method))], ['GET']);
    const missing = await onMirror('release/nothing');
    assert.equal(missing.status, 404);
  });

  test(`${name} keeps to the mirror's tree`, async () => {
    upstream.asked.length = 0;
    for (const path of ['../secret', '../../secret', '%2e%2e/secret', '..%2fsecret', '..%2f..%2fsecret', 'release/../../../secret', 'release/..%2f..%2f..%2fsecret', '%2e%2e%2f%2e%2e%2fsecret']) {
      await raw(site.app, `/${PAGE_URL}${path}`);
    }
    const outside = upstream.asked.filter(({ url }) => !new URL(decodeURIComponent(url), 'http://x').pathname.startsWith('/vol1/ftp/'));
    assert.deepEqual(outside.map(({ url }) => url), []);
  });

  test(`${name} serves the app's files with their types, compressed, and says how long they may be kept`, async () => {
    const page = await at('');
    assert.match(page.headers.get('content-type'), /^text\/html/);
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    const text = await page.text();
    const names = [...text.matchAll(/[\w-]+-[0-9a-f]{8,16}(?:_bg)?\.(?:css|js|mjs|wasm)/g)].map(([file]) => file);
    assert.ok(new Set(names.map((file) => file.split('.').pop())).size >= 4, names.join(' '));
    const module = await (await at(names.find((file) => file.endsWith('.js')))).text();
    names.push(...module.match(/pages-[\w-]+-[0-9a-f]{16}\.wasm/g));
    const [worker] = text.match(/worker-[0-9a-f]{16}(?=\/)/);
    names.push(`${worker}/worker-start.js`, `${worker}/worker.js`, `${worker}/worker_bg.wasm`);
    const types = { css: 'text/css', js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm' };
    for (const file of new Set(names)) {
      const answer = await at(file, { headers: { 'accept-encoding': 'gzip' } });
      await answer.arrayBuffer();
      assert.equal(answer.headers.get('content-type').split(';')[0], types[file.split('.').pop()], file);
      assert.equal(answer.headers.get('content-encoding'), 'gzip', file);
      assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable', file);
    }
    assert.equal((await at('static/mirrors.json')).headers.get('cache-control'), 'no-cache');
    for (const path of ['', 'static/mirrors.json', names[0], `${PAGE_URL}CHANGELOG`]) {
      const { headers } = path.startsWith(PAGE_URL) ? await onMirror(path.slice(PAGE_URL.length)) : await at(path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      if (path !== names[0]) assert.match(headers.get('content-security-policy'), /^frame-ancestors 'none'/, path);
    }
    assert.match((await onMirror('')).headers.get('content-security-policy'), /; sandbox$/);
  });

  if (name === 'nginx') {
    test('nginx tells a visitor who asks too often to wait', async () => {
      // Four questions at a time may wait for the mirror, which does not answer; all others are answered at once.
      const [many, atATime] = [60, 4];
      let answer;
      upstream.held = new Promise((resolve) => (answer = resolve));
      const statuses = [];
      let asked;
      await new Promise((resolve, reject) => {
        const ask = async () => {
          statuses.push((await at(`${PAGE_URL}CHANGELOG`, { method: 'HEAD' })).status);
          if (statuses.length === many - atATime) resolve();
        };
        asked = Promise.all(Array.from({ length: many }, ask));
        asked.catch(reject);
      });
      assert.deepEqual([...new Set(statuses)], [429]);
      upstream.held = null;
      answer();
      await asked;
      assert.equal((await onMirror('CHANGELOG')).status, 200, 'soon it may go on');
    });
  }
}

// Asks for a path as it stands, which `fetch` would tidy up.
function raw(app, path) {
  const { hostname, port } = new URL(app);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode))).on('error', reject).end();
  });
}
