// The servers of the tests themselves: the demonstration mirror answers as the real Apache does over the same tree.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startApache } from './support/apache.mjs';
import { startMirror } from './support/demo.mjs';
import { freshFolder } from './support/paths.mjs';
import { HOSTILE, LARGE, RELEASE, TREE, makeTree } from './support/tree.mjs';

let apache, demo, files;

before(async () => {
  files = await makeTree();
  apache = await startApache({
    work: await freshFolder('apache'),
    tree: TREE,
    sites: [{ name: 'table' }, { name: 'pre', style: 'pre' }, { name: 'ncbi', style: 'ncbi' }],
  });
  demo = await startMirror({ tree: TREE });
});

after(async () => {
  await apache?.stop();
  await demo?.stop();
});

// Newer Apaches name HTML 4.01, the main site's and the demonstration mirror HTML 3.2; and the knob is in the parent's link.
const plain = (page, knob) => page.replace(/^<!DOCTYPE.*\n/, '').replaceAll(knob, '');

for (const style of ['table', 'pre', 'ncbi']) {
  test(`directory index pages are Apache's to the byte (${style})`, async () => {
    const paths = [`${RELEASE}/`, `${RELEASE}/?C=S;O=D`];
    // NCBI's columns are as wide as the parent's address, in which the knob stands, unless a name is wider.
    if (style !== 'ncbi') paths.push('', 'release/', `${RELEASE}/supporting/`, `${HOSTILE.directory}/`);
    for (const path of paths) {
      const [theirs, ours] = await Promise.all(
        [apache.urls[style] + path, demo.knob(`style=${style}`) + path].map(async (url) => (await fetch(url)).text()),
      );
      assert.equal(plain(ours, `/_knob/style=${style}`), plain(theirs, ''), path);
    }
  });
}

test('files, ranges and refusals are answered alike', async () => {
  const asked = [
    [`${RELEASE}/README_known_issues_20200731`, {}],
    [LARGE.path, { method: 'HEAD' }],
    [LARGE.path, { headers: { range: 'bytes=0-99' } }],
    [LARGE.path, { headers: { range: 'bytes=-7' } }],
    [LARGE.path, { headers: { range: `bytes=${LARGE.size}-` } }],
    ['release/nothing', {}],
    ['release', { redirect: 'manual' }],
    [`${HOSTILE.directory}/${encodeURIComponent(HOSTILE.names[0])}`, {}],
  ];
  for (const [path, options] of asked) {
    const answers = await Promise.all([apache.urls.table, demo.mirror].map((base) => fetch(base + path, options)));
    const [theirs, ours] = await Promise.all(
      answers.map(async (answer) => ({
        status: answer.status,
        length: answer.ok ? answer.headers.get('content-length') : null,
        range: answer.headers.get('content-range'),
        ranges: answer.ok ? answer.headers.get('accept-ranges') : null,
        modified: answer.headers.get('last-modified'),
        bytes: answer.ok ? Buffer.from(await answer.arrayBuffer()).toString('base64') : null,
      })),
    );
    // Apache leaves Content-Range out of a 416.
    if (theirs.status === 416) ours.range = null;
    assert.deepEqual(ours, theirs, `${path} ${JSON.stringify(options)}`);
  }
});

test('the tree of the tests lists its files truly', async () => {
  const text = await (await fetch(`${demo.mirror}current.tree`)).text();
  const rows = text.split('\n').slice(0, -1).map((line) => line.split('\t'));
  assert.ok(rows.length > 80, `${rows.length} rows`);
  for (const [path, kind, size, , md5, end] of rows) {
    const file = files.get(path.replace(/^ftp\//, ''));
    assert.deepEqual([kind, Number(size), md5, end], ['file', file.size, file.md5, ''], path);
  }
});
