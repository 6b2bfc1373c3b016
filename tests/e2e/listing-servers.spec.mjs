// `igsr-fetch list` reads what real servers write over one tree: each name, kind, URL, size and time.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { MANY, bucketTruth, startBucket } from './support/index-bucket.mjs';
import { assertRight, judge, list } from './support/index-judge.mjs';
import { OPTIONS, START, fetchServers, missing } from './support/index-servers.mjs';
import { FOLDER, makeIndexTree } from './support/index-tree.mjs';
import { freshFolder } from './support/paths.mjs';

let truth, saved;
const table = [];

before(async () => {
  await fetchServers();
  truth = await makeIndexTree();
  saved = await freshFolder('pages');
});

// The table stands in the log, whatever fails.
after(() => {
  const wide = Math.max(...table.map(({ what }) => what.length));
  console.log(['rows right by server and option:', ...table.map(({ what, right, all }) => `  ${what.padEnd(wide)}  ${right} of ${all}`)].join('\n'));
});

// Saves a page as a person does, and reads it from the file.
async function fromFile(url, { headers, holds = '' } = {}) {
  const answer = await fetch(url, { headers });
  assert.equal(answer.status, 200, url);
  const page = Buffer.from(await answer.arrayBuffer());
  assert.ok(page.includes(holds), `${url} does not show the option`);
  const file = join(saved, 'page');
  await writeFile(file, page);
  const type = answer.headers.get('content-type');
  return list('--base-url', url, ...(type ? ['--content-type', type] : []), file);
}

// Reads one folder from the address and from a saved page, which must give the same rows.
async function read({ directory, url, headers, holds }) {
  const page = await fromFile(url, { headers, holds });
  assert.equal(page.code, 0, `${directory} from a file: ${page.err}`);
  if (!headers) {
    const live = await list(url);
    assert.equal(live.code, 0, `${directory}: ${live.err}`);
    assert.deepEqual(live.rows, page.rows, directory);
  }
  return page.rows;
}

// Each address leads to what its row says.
async function assertLeads(rows, entries) {
  const sizes = new Map(entries.map(({ name, size }) => [name.toString(), size]));
  for (const { url, name, kind } of rows) {
    // lighttpd lists such names, and refuses to serve them.
    if (/\p{Cc}/u.test(name)) continue;
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual' });
    assert.equal(answer.status, 200, url);
    // Apache answers HEAD for an empty file without a length.
    const length = answer.headers.get('content-length');
    if (kind === 'file' && length !== null) assert.equal(Number(length), sizes.get(name), url);
  }
}

for (const [server, options] of Object.entries(OPTIONS)) {
  describe(server, { skip: missing(server) }, () => {
    let started;
    before(async () => (started = await START[server]()));
    after(() => started?.stop());

    for (const option of options) {
      test(`every row of ${server} is right: ${option}`, async () => {
        const { base, query = '', headers, holds, shows } = started.sites.find((site) => site.option === option);
        const sum = { what: `${server}: ${option}`, right: 0, all: 0 };
        table.push(sum);
        const results = [];
        for (const [folder, path] of Object.entries(FOLDER)) {
          if (folder === 'bytes' && shows.mangles) continue;
          const directory = `${base}${path}/`;
          const rows = await read({ directory, url: directory + query, headers, holds: folder === 'release' ? holds : '' });
          const result = judge({ rows, directory, truth: truth[folder], shows });
          sum.right += result.right;
          sum.all += result.all;
          results.push([result, `${server}, ${option}, ${folder}`]);
        }
        for (const [result, what] of results) assertRight(result, what);
      });
    }

    test(`every address that ${server} gives leads to its file`, async () => {
      const { base } = started.sites[0];
      for (const folder of ['names', 'sizes']) {
        const { rows } = await list(`${base}${FOLDER[folder]}/`);
        assert.ok(rows.length > 40, `${rows.length} rows`);
        await assertLeads(rows, truth[folder]);
      }
    });
  });
}

describe('S3', () => {
  let moto, keys;
  before(async () => {
    keys = bucketTruth(truth.names);
    moto = await startBucket(keys);
  });
  after(() => moto?.stop());

  const QUESTIONS = {
    'version 2': 'list-type=2&delimiter=/',
    'version 2, encoding-type=url': 'list-type=2&delimiter=%2F&encoding-type=url',
    'version 1': 'delimiter=/',
    'pages of 100 keys': 'list-type=2&delimiter=/&max-keys=100',
  };
  const shows = { size: 'exact', precision: 'second', zone: 'stated', fresh: true };

  for (const [option, question] of Object.entries(QUESTIONS)) {
    test(`every row of S3 is right, over all pages: ${option}`, async () => {
      const sum = { what: `S3: ${option}`, right: 0, all: 0 };
      table.push(sum);
      for (const folder of Object.keys(keys)) {
        const { code, rows, err } = await list(`${moto.bucket}?${question}&prefix=${folder}%2F`);
        assert.equal(code, 0, err);
        const result = judge({ rows, directory: `${moto.bucket}${folder}/`, truth: keys[folder], shows });
        sum.right += result.right;
        sum.all += result.all;
        assertRight(result, `S3, ${option}, ${folder}`);
      }
    });
  }

  test('a saved first page of a bucket gives its rows and says that it is not all', async () => {
    const { code, rows, err } = await fromFile(`${moto.bucket}?list-type=2&delimiter=/&prefix=many%2F`);
    assert.equal(code, 4, err);
    assert.ok(rows.length > 900 && rows.length < MANY, `${rows.length} rows`);
  });

  test('a bucket that is not there is not a directory index', async () => {
    const { code, rows } = await list(`${moto.bucket.replace(/\/$/, '')}-not/?list-type=2`);
    assert.notEqual(code, 0);
    assert.deepEqual(rows, []);
  });
});
