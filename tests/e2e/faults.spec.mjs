// What can go wrong at a mirror: one clear message each, and the catalogue stays usable through all of them.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser, savedFile } from './support/browser.mjs';
import { startDemo, startMirror } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { chooseMirror, findChecksums, openGet, openTab, pickBox, transfer } from './support/pages.mjs';
import { freshFolder } from './support/paths.mjs';
import { freePort } from './support/net.mjs';
import { RELEASE, variants } from './support/tree.mjs';

const VCF = variants(22);

// Knobs for directory pages, and the message that a person gets.
const DIRECTORIES = [
  ['status=404', 'does not have this path.'],
  ['status=403', 'refused the request.'],
  ['status=429,retry-after=5', 'is busy.'],
  ['status=503', 'is busy.'],
  ['status=500', 'has a fault of its own.'],
  ['login', 'sent is not a directory index.'],
  ['empty', 'sent is not a directory index.'],
  ['no-cors', 'could not be reached, or does not allow web pages to read it.'],
  ['stall', 'did not answer within 8 seconds.'],
  ['stall=300', 'did not answer within 8 seconds.'],
];

// Knobs for files, and how the download ends.
const DOWNLOADS = [
  ['flip', 'Failed', 'the checksum differs'],
  ['cut', 'Failed', 'broke after'],
  ['short', 'Failed', 'bytes'],
  ['empty', 'Failed', ''],
  ['login', 'Failed', 'sent a web page in the place of the file'],
  ['missing,html200', 'Failed', 'sent a web page in the place of the file'],
  ['missing', 'Failed', 'does not have this path'],
  ['status=403', 'Failed', 'refused the request'],
  ['status=503', 'Failed', 'is busy'],
  ['no-length', 'Verified', ''],
  ['no-range,no-validators', 'Verified', ''],
  ['redirect', 'Verified', ''],
];

const directoriesWith = (spec) => `Directories with ${spec}`;
const filesWith = (spec) => `Files with ${spec}`;

let demo, at;
const stops = [];

before(async () => {
  const servers = await startMirror();
  stops.push(servers.stop);
  const gone = `http://127.0.0.1:${await freePort()}/vol1/ftp/`;
  const list = await writeMirrors(join(await freshFolder('faults'), 'mirrors.json'), [
    mirror('good', 'Good mirror', servers.mirror),
    mirror('gone', 'Gone mirror', gone),
    ...DIRECTORIES.map(([spec], index) => mirror(`dirs-${index}`, directoriesWith(spec), servers.knob(`${spec},on=dirs`))),
    ...DOWNLOADS.map(([spec], index) => mirror(`files-${index}`, filesWith(spec), servers.knob(`${spec},on=.vcf.gz`))),
    ...['pre', 'ncbi'].map((style) => mirror(style, style, servers.knob(`style=${style}`))),
  ]);
  demo = await startDemo({ mirrors: list });
  stops.push(demo.stop);
  at = await openBrowser({ app: demo.app, expected: [/Failed to load resource/, /blocked by CORS policy/] });
});

after(async () => {
  await at?.close();
  for (const stop of stops.reverse()) await stop();
});

// Opens the release's directory at a mirror.
async function browse(name) {
  await at.open('/help');
  await chooseMirror(at.page, name);
  await at.page.evaluate((path) => (location.hash = `#/browse?path=${path}`), encodeURIComponent(RELEASE));
}

async function assertSaid(name, words) {
  const { page } = at;
  const alert = page.getByRole('alert');
  await alert.getByText(words, { exact: false }).first().waitFor();
  await alert.getByText(name, { exact: false }).first().waitFor();
  // The catalogue stands in, and can be picked from.
  await page.getByText('Not live', { exact: false }).waitFor();
  await pickBox(page, VCF).waitFor();
  await page.getByRole('button', { name: 'Use Good mirror' }).waitFor();
}

for (const [spec, words] of DIRECTORIES) {
  test(`a directory with ${spec}: “${words}”`, async () => {
    const { page } = at;
    const waits = spec.startsWith('stall');
    if (waits) await page.clock.install();
    await browse(directoriesWith(spec));
    if (waits) {
      await page.getByText('Reading ', { exact: false }).waitFor();
      await page.clock.runFor(8_500);
    }
    await assertSaid(directoriesWith(spec), words);
  });
}

test('a mirror that is not there is said to be out of reach, and another is one click away', async () => {
  const { page } = at;
  await browse('Gone mirror');
  await assertSaid('Gone mirror', 'could not be reached, or does not allow web pages to read it.');
  await page.getByRole('button', { name: 'Use Good mirror' }).click();
  await page.getByText('Good mirror, live', { exact: false }).waitFor();
});

for (const style of ['pre', 'ncbi']) {
  test(`index pages in the style ${style} show the same files`, async () => {
    const { page } = at;
    const names = async () => {
      await page.getByText(', live', { exact: false }).waitFor();
      return page.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));
    };
    await browse('Good mirror');
    const expected = await names();
    assert.ok(expected.length > 50, `${expected.length} files`);
    await browse(style);
    await page.getByText(`${style}, live`, { exact: false }).waitFor();
    assert.deepEqual(await names(), expected);
  });
}

for (const [spec, state, words] of DOWNLOADS) {
  test(`a download with ${spec} ends ${state}`, async () => {
    const own = await openBrowser({
      app: demo.app,
      expected: [/Failed to load resource/, /blocked by CORS policy/, /ERR_CONTENT_LENGTH_MISMATCH/],
    });
    const { page } = own;
    try {
      await own.open('/files?q=chr22');
      await chooseMirror(page, filesWith(spec));
      await pickBox(page, VCF).check();
      await openGet(page, 1);
      await findChecksums(page, 1);
      const panel = await openTab(page, 'Browser');
      await panel.getByRole('button', { name: `Download ${VCF}`, exact: true }).click();
      const row = transfer(page, VCF);
      await row.getByText(state, { exact: false }).first().waitFor();
      if (words) await row.getByText(words, { exact: false }).first().waitFor();
      const kept = (await savedFile(page, VCF))?.size ?? 0;
      if (state === 'Failed') assert.equal(kept, 0, 'something was kept');
      else assert.ok(kept > 0);
      own.assertQuiet();
    } finally {
      await own.close();
    }
  });
}

test('without a checksum a download is saved, and never called verified', async () => {
  const { page } = at;
  await at.open('/files?q=chr21');
  await pickBox(page, variants(21)).check();
  await openGet(page, 1);
  const panel = await openTab(page, 'Browser');
  await panel.getByRole('button', { name: `Download ${variants(21)}`, exact: true }).click();
  await transfer(page, variants(21)).getByText('Saved, not verified').waitFor();
});

test('a picker that the user closes, and a browser without one', async () => {
  for (const [picker, check] of [
    ['declined', (page) => transfer(page, VCF).getByText(/Nothing (of it )?was (written|kept)/).first().waitFor()],
    ['missing', async () => {}],
  ]) {
    const own = await openBrowser({ app: demo.app, picker });
    const { page } = own;
    try {
      await own.open('/files?q=chr22');
      await pickBox(page, VCF).check();
      await openGet(page, 1);
      const panel = await openTab(page, 'Browser');
      const button = panel.getByRole('button', { name: `Download ${VCF}`, exact: true });
      if (picker === 'missing') {
        await panel.getByRole('link', { name: `Plain link to ${VCF}` }).waitFor();
        assert.equal(await button.count(), 0);
      } else {
        await button.click();
      }
      await check(page);
      own.assertQuiet();
    } finally {
      await own.close();
    }
  }
});
