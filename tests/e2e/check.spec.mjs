// Files that a person has already are checked against the list, in the page.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { accessibilityFaults, openBrowser } from './support/browser.mjs';
import { COMMAND } from './support/corpus.mjs';
import { startDemo } from './support/demo.mjs';
import { freshFolder } from './support/paths.mjs';

const run = promisify(execFile);
const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

const RIGHT = Buffer.alloc(3_000_000, 'the bytes of a file');
const OTHER = Buffer.from('other bytes');
const HOSTILE = '<img src=x onerror=alert(1)> \u202Egpj.exe';

let demo, folder;

before(async () => {
  folder = await freshFolder('check');
  const row = (path, bytes, sum) => `ftp/release/20130502/${path}\tfile\t${bytes}\t2013-05-02 12:00:00\t${sum}\t`;
  const rows = [row('right.vcf.gz', RIGHT.length, md5(RIGHT)), row('wrong.vcf.gz', OTHER.length, md5('as it should be'))];
  await writeFile(join(folder, 'current.tree'), `${rows.join('\n')}\n`);
  const snapshot = join(folder, 'snapshot');
  await run(COMMAND, ['snapshot', '--tree', join(folder, 'current.tree'), '--out', snapshot]);
  demo = await startDemo({ snapshot });
});

after(() => demo.stop());

async function inBrowser(act) {
  const at = await openBrowser({ app: demo.app });
  try {
    await at.open('/downloads');
    await act(at);
    at.assertQuiet();
  } finally {
    await at.close();
  }
}

const part = (page) => page.getByRole('region', { name: 'Check files that you have' });
const checked = (page, name) => part(page).getByRole('listitem').filter({ hasText: name });

async function choose(page, button, files) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(files);
}

const given = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

test('each file that is chosen is right, not right, or not in the list', async () => {
  await inBrowser(async ({ page }) => {
    await choose(page, 'Choose files', [
      given('right.vcf.gz', RIGHT), given('copy of it', RIGHT), given('wrong.vcf.gz', OTHER), given(HOSTILE, OTHER), given('empty', Buffer.alloc(0)),
    ]);
    await part(page).getByText('5 files · 2 right · 1 not right · 2 not in the list').waitFor();
    await checked(page, 'copy of it').getByText('Right, under another name').waitFor();
    await checked(page, 'copy of it').getByText('right.vcf.gz').waitFor();
    const wrong = checked(page, 'wrong.vcf.gz');
    await wrong.getByText('Not right', { exact: true }).waitFor();
    await wrong.getByText(`The list has MD5 ${md5('as it should be')}.`, { exact: false }).waitFor();
    await checked(page, '<img src=x').getByText('Not in the list', { exact: true }).waitFor();
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole('button', { name: 'Clear what was checked' }).click();
    await part(page).getByText('5 files', { exact: false }).waitFor({ state: 'detached' });
  });
});

test('a whole folder is checked, and more files that are dropped', async () => {
  const tree = join(folder, 'mine');
  await mkdir(join(tree, 'below'), { recursive: true });
  await writeFile(join(tree, 'right.vcf.gz'), RIGHT);
  await writeFile(join(tree, 'below/wrong.vcf.gz'), OTHER);
  await inBrowser(async ({ page }) => {
    await choose(page, 'Choose a folder', tree);
    await part(page).getByText('2 files · 1 right · 1 not right', { exact: true }).waitFor();
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['other'], 'dropped.txt'));
      return data;
    });
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
    await part(page).getByText('3 files · 1 right · 1 not right · 1 not in the list').waitFor();
  });
});

test('a folder that is dropped is checked with what is below, however many files it has', async () => {
  const tree = join(folder, 'dropped');
  await mkdir(join(tree, 'below/deeper'), { recursive: true });
  await writeFile(join(tree, 'below/deeper/right.vcf.gz'), RIGHT);
  for (let n = 0; n < 150; n += 1) await writeFile(join(tree, `other ${n}.txt`), `${n}`);
  await inBrowser(async ({ page }) => {
    const browser = await page.context().newCDPSession(page);
    const { x, y } = await part(page).boundingBox();
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      const data = { items: [], files: [tree], dragOperationsMask: 1 };
      await browser.send('Input.dispatchDragEvent', { type, x: x + 5, y: y + 5, data });
    }
    await part(page).getByText('151 files · 1 right · 150 not in the list', { exact: true }).waitFor();
  });
});

test('a file that cannot be read is said so, and the next one is checked', async () => {
  await inBrowser(async ({ page }) => {
    // The address of the first is dropped as soon as it is made: what a file that was moved away meanwhile is to the browser.
    await page.evaluate(() => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (file) => {
        const url = make.call(URL, file);
        if (file.name === 'gone.bin') URL.revokeObjectURL(url);
        return url;
      };
    });
    await choose(page, 'Choose files', [given('gone.bin', OTHER), given('right.vcf.gz', RIGHT)]);
    await part(page).getByText('2 files · 1 right · 1 not checked', { exact: true }).waitFor();
    const gone = checked(page, 'gone.bin');
    await gone.getByText('Not checked', { exact: true }).waitFor();
    await gone.getByText('It cannot be read', { exact: false }).waitFor();
  });
});
