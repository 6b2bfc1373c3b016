// Makes the fixtures of tests/listing/demo_mirror.rs: directory index pages by a real Apache over the tree in
// tests/fixtures/demo_mirror/tree.json. Run it again only to add a case; the pages are committed.
//
//   node tests/support/apache-fixtures.mjs

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chmod } from 'node:fs/promises';

import { startApache } from '../e2e/support/apache.mjs';

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/demo_mirror');

// Page, style of the site, path below the site root with its query.
const PAGES = [
  ['table', 'table', 'release/'],
  ['table-names', 'table', 'names/'],
  ['table-by-size', 'table', 'release/?C=S;O=D'],
  ['table-by-date', 'table', 'release/?C=M;O=A'],
  ['table-root', 'table', ''],
  ['pre', 'pre', 'release/'],
  ['pre-by-name-down', 'pre', 'release/?C=N;O=D'],
  ['ncbi', 'ncbi', 'release/'],
  ['ncbi-root', 'ncbi', ''],
];

const work = await mkdtemp(join(tmpdir(), 'apache-fixtures-'));
await chmod(work, 0o755);
const tree = join(work, 'tree');
const entries = JSON.parse(await readFile(join(FIXTURES, 'tree.json'), 'utf8'));
for (const { path, size } of entries) {
  const at = join(tree, path);
  await mkdir(dirname(at), { recursive: true });
  if (size === null) await mkdir(at, { recursive: true });
  // Sparse: Apache asks for the size only.
  else execFileSync('truncate', ['-s', String(size), '--', at]);
}
for (const { path, modified } of entries) await utimes(join(tree, path), modified, modified);

const apache = await startApache({
  work: join(work, 'apache'),
  tree,
  sites: [{ name: 'table' }, { name: 'pre', style: 'pre' }, { name: 'ncbi', style: 'ncbi' }],
});
try {
  let server = '';
  for (const [name, style, path] of PAGES) {
    const response = await fetch(apache.urls[style] + path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    server = response.headers.get('server');
    await writeFile(join(FIXTURES, `${name}.html`), Buffer.from(await response.arrayBuffer()));
  }
  const day = new Date().toISOString().slice(0, 10);
  await writeFile(
    join(FIXTURES, 'pages.source'),
    `Written by ${server} on loopback, ${day}, over the tree in tree.json; see tests/support/apache-fixtures.mjs.\n` +
      'Configuration: STYLES and ICONS in tests/e2e/support/apache.mjs, TZ=UTC.\n',
  );
} finally {
  await apache.stop();
  await rm(work, { recursive: true });
}
