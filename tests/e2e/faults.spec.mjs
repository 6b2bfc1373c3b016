// What can go wrong at a mirror: one clear message each, and the catalogue stays usable through all of them.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser, savedFile, withStoppedClock } from './support/browser.mjs';
import { startDemo, startMirror } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { chooseMirror, findChecksums, openGet, openTab, pickBox, startDownload, transfer } from './support/pages.mjs';
import { freshFolder } from './support/paths.mjs';
import { freePort } from './support/net.mjs';
import { RELEASE, variants } from './support/tree.mjs';

const VCF = variants(22);

// Knobs for directory pages, and the message that a person gets. `after` are the seconds after which it comes, from when the page
// says that so many bytes `came`.
const DIRECTORIES = [
  ['status=404', 'does not have this path.', { stays: true }],
  ['status=403', 'refused the request.'],
  ['status=429,retry-after=300,expose', 'asks for fewer requests.', { next: 'It asks to wait 5 min 0 s.' }],
  ['status=429,retry-after=300', 'asks for fewer requests.', { next: 'It does not say for how long' }],
  ['status=503,retry-date=3600,expose', 'is busy, or closed for a while.', { next: 'It asks to wait' }],
  ['status=500', 'has a fault of its own.'],
  ['login', 'sent a web page that is no directory index.'],
  ['empty', 'sent an empty page in the place of a directory index.'],
  ['no-cors', 'could not be reached, or does not allow web pages to read it.'],
  ['elsewhere', 'sent the request on to another place.', { next: 'http://localhost:' }],
  ['stall', 'did not answer within 8 seconds.', { after: 8 }],
  ['stall=300', 'stopped in the middle: after 300 B nothing came for 30 seconds.', { after: 30, came: '300 B' }],
];

// Error documents of S3, with the statuses that S3 sends them with.
const BUCKETS = [
  ['s3-error=PermanentRedirect', 'says that its files lie in another region.'],
  ['s3-error=NoSuchBucket', 'says that there is no such bucket.'],
  ['s3-error=AccessDenied', 'does not allow its directories to be listed.'],
];

// Knobs for files, and how the download ends.
const DOWNLOADS = [
  ['flip', 'Failed', 'the checksum differs'],
  ['cut,times=1', 'Verified', ''],
  ['short', 'Failed', 'it has another version'],
  ['empty', 'Failed', ''],
  ['login', 'Failed', 'sent a web page in the place of the file'],
  ['missing,html200', 'Failed', 'sent a web page in the place of the file'],
  ['missing', 'Failed', 'does not have this path'],
  ['status=403', 'Waits for the mirror', 'refused the request'],
  ['status=503', 'Waits for the mirror', 'is busy, or closed for a while'],
  ['status=503,times=1', 'Verified', ''],
  ['no-length', 'Verified', ''],
  ['no-range,no-validators', 'Verified', ''],
  ['redirect', 'Verified', ''],
];

const S3 = { index: 's3', s3: { bucket: 'a', region: 'us-east-1' } };
const directoriesWith = (spec) => `Directories with ${spec}`;
const filesWith = (spec) => `Files with ${spec}`;

let demo, at, cutter;
const stops = [];

before(async () => {
  const servers = await startMirror();
  stops.push(servers.stop);
  // Ends in the middle of an answer, when the page has read what came: a browser drops what it holds when a connection breaks.
  cutter = await startMirror();
  stops.push(cutter.stop);
  const gone = `http://127.0.0.1:${await freePort()}/vol1/ftp/`;
  const list = await writeMirrors(join(await freshFolder('faults'), 'mirrors.json'), [
    mirror('good', 'Good mirror', servers.mirror),
    mirror('gone', 'Gone mirror', gone),
    ...DIRECTORIES.map(([spec], index) => mirror(`dirs-${index}`, directoriesWith(spec), servers.knob(`${spec},on=dirs`))),
    ...BUCKETS.map(([spec], index) => mirror(`s3-${index}`, directoriesWith(spec), servers.knob(spec), S3)),
    mirror('drip', directoriesWith('slow=20'), servers.knob('slow=20,on=dirs')),
    mirror('half', directoriesWith('cut'), cutter.knob('stall=6000,on=dirs')),
    mirror('once', 'Once busy', servers.knob('status=503,times=1,on=dirs')),
    mirror('patient', 'Asks to wait', servers.knob('status=429,retry-after=2,expose,times=1,on=dirs')),
    ...DOWNLOADS.map(([spec], index) => mirror(`files-${index}`, filesWith(spec), servers.knob(`${spec},on=.vcf.gz`))),
    ...['pre', 'ncbi'].map((style) => mirror(style, style, servers.knob(`style=${style}`))),
  ]);
  demo = await startDemo({ mirrors: list });
  stops.push(demo.stop);
  at = await openBrowser({ app: demo.app, clock: true, expected: [/Failed to load resource/, /blocked by CORS policy/] });
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

const alert = () => at.page.getByRole('alert');

// Another mirror stands in, the page says why, and the user sees the fault of the chosen one.
async function stay(name, words) {
  const { page } = at;
  const notice = page.getByText('This is Good mirror instead.', { exact: false });
  await notice.filter({ hasText: `${name} ${words}` }).first().waitFor();
  await page.getByText('Good mirror, live', { exact: false }).waitFor();
  await pickBox(page, VCF).waitFor();
  assert.equal(await page.getByRole('combobox', { name: 'Mirror', exact: true }).inputValue(), await chosenId(name));
  await page.getByRole('button', { name: `Stay with ${name}` }).click();
  await assertSaid(name, words);
}

// The mirror that is chosen is still the one that fails.
const chosenId = (name) => at.page.getByRole('option', { name, exact: true, includeHidden: true }).getAttribute('value');

async function assertSaid(name, words) {
  const { page } = at;
  await alert().getByText(`${name} ${words}`, { exact: false }).first().waitFor();
  // The catalogue stands in, and can be picked from.
  await page.getByText('Not live', { exact: false }).waitFor();
  await pickBox(page, VCF).waitFor();
  await alert().getByRole('button', { name: /^Try again/ }).waitFor();
  await alert().getByRole('link', { name: 'Open it in a tab of its own' }).waitFor();
  await alert().getByRole('button', { name: 'Use Good mirror' }).waitFor();
}

for (const [spec, words, { stays, next, after: seconds, came } = {}] of [...DIRECTORIES, ...BUCKETS]) {
  test(`a directory with ${spec}: “${words}”`, async () => {
    const { page } = at;
    const name = directoriesWith(spec);
    const check = async () => {
      await browse(name);
      if (seconds) {
        await page.getByText(`Reading ${RELEASE}/ at ${name}`, { exact: false }).waitFor();
        if (came) await page.locator('.status .num', { hasText: came }).waitFor();
        await page.clock.runFor(1000 * seconds);
      }
      if (stays) await assertSaid(name, words);
      else await stay(name, words);
      if (next) await alert().getByText(next, { exact: false }).first().waitFor();
    };
    await (seconds ? withStoppedClock(page, check) : check());
  });
}

test('a page that drips is given up after a minute, says how much came, and can be cancelled before', async () => {
  const { page } = at;
  const name = directoriesWith('slow=20');
  await withStoppedClock(page, async () => {
    await browse(name);
    const count = page.locator('.status .num');
    let shown = '';
    for (let seconds = 0; seconds < 60; seconds += 5) {
      await page.waitForFunction((before) => (document.querySelector('.status .num')?.textContent ?? before) !== before, shown);
      shown = await count.textContent();
      await page.clock.runFor(5_000);
    }
    // The bytes that came earn it a moment more.
    await page.clock.runFor(100);
    await stay(name, 'is too slow:');
    await alert().getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Stopped.').waitFor();
    await pickBox(page, VCF).waitFor();
    await page.getByRole('button', { name: 'Read it', exact: true }).click();
    await page.getByText(`at ${name}`, { exact: false }).waitFor();
  });
});

test('of a connection that is cut, what came is shown, and that it is not all', async () => {
  const { page } = at;
  await browse(directoriesWith('cut'));
  await page.locator('.status .num').waitFor();
  await cutter.stop();
  await page.getByText('The page of the mirror was cut short', { exact: false }).waitFor();
  await page.getByText('Directories with cut, live', { exact: false }).waitFor();
  assert.ok((await page.getByRole('checkbox', { name: /^Select (?!all )/ }).count()) > 5);
});

test('“Try again” reads the mirror again', async () => {
  const { page } = at;
  await browse('Once busy');
  await stay('Once busy', 'is busy, or closed for a while.');
  await alert().getByRole('button', { name: 'Try again', exact: true }).click();
  await page.getByText('Once busy, live', { exact: false }).waitFor();
});

test('a readable Retry-After is on the button, which waits as long', async () => {
  const { page } = at;
  await withStoppedClock(page, async () => {
    await browse('Asks to wait');
    await stay('Asks to wait', 'asks for fewer requests.');
    await alert().getByRole('button', { name: 'Try again in 2 s', exact: true }).click();
    await page.getByText('Waiting 2 s as Asks to wait asked').waitFor();
    await page.clock.runFor(2_000);
    await page.getByText('Asks to wait, live', { exact: false }).waitFor();
  });
});

test('the mirror that stands in can be kept', async () => {
  const { page } = at;
  await browse('Gone mirror');
  await page.getByText('Gone mirror could not be reached', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Use Good mirror from now on' }).click();
  await page.getByText('Good mirror, live', { exact: false }).waitFor();
  assert.equal(await page.getByRole('combobox', { name: 'Mirror', exact: true }).inputValue(), 'good');
  assert.equal(await page.getByText('instead', { exact: false }).count(), 0);
});

test('a mirror that is not there is said to be out of reach, and another is one click away', async () => {
  const { page } = at;
  await browse('Gone mirror');
  await stay('Gone mirror', 'could not be reached, or does not allow web pages to read it.');
  await alert().getByRole('button', { name: 'Use Good mirror' }).click();
  await page.getByText('Good mirror, live', { exact: false }).waitFor();
});

test('the line about the mirror says what it lets the page do, and tries it again', async () => {
  const { page } = at;
  await browse('Good mirror');
  const line = page.locator('.mirror-status');
  await line.getByText('Good mirror answers, and pages may read it.', { exact: false }).first().waitFor();
  await line.getByText('Use another mirror').click();
  await line.getByText('Gone mirror could not be reached', { exact: false }).waitFor();
  await line.getByRole('button', { name: 'Try again what Gone mirror lets this page do' }).click();
  await line.getByText('Gone mirror could not be reached', { exact: false }).waitFor();
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
      await startDownload(page, panel, VCF);
      const row = transfer(page, VCF);
      await row.getByText(state, { exact: false }).first().waitFor();
      if (words) await row.getByText(words, { exact: false }).first().waitFor();
      const kept = (await savedFile(page, VCF))?.size ?? 0;
      if (state === 'Verified') assert.ok(kept > 0);
      else assert.equal(kept, 0, 'something was kept');
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
  await startDownload(page, panel, variants(21));
  await transfer(page, variants(21)).getByText('Saved, not verified').waitFor();
});

test('a picker that the user closes, and a browser without one', async () => {
  for (const [picker, check] of [
    ['declined', async (page, panel) => {
      await panel.getByRole('button', { name: `Download ${VCF}`, exact: true }).click();
      await page.getByRole('link', { name: 'Downloads', exact: true }).click();
      await page.getByText('Nothing is downloading.', { exact: false }).waitFor();
    }],
    ['missing', async (page, panel) => {
      const saved = page.waitForEvent('download');
      await startDownload(page, panel, VCF);
      await transfer(page, VCF).getByText('Saved, not verified').waitFor();
      assert.equal((await saved).suggestedFilename(), VCF);
    }],
  ]) {
    const own = await openBrowser({ app: demo.app, picker, expected: [/Failed to load resource/, /blocked by CORS policy/] });
    const { page } = own;
    try {
      await own.open('/files?q=chr22');
      await pickBox(page, VCF).check();
      await openGet(page, 1);
      const panel = await openTab(page, 'Browser');
      await check(page, panel);
      own.assertQuiet();
    } finally {
      await own.close();
    }
  }
});
