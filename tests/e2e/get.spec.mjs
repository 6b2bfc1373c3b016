// Get: every way, for few files and for all of the list that ships, with no other host within reach.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { accessibilityFaults, screenshot, withhold } from './support/browser.mjs';
import { search } from './support/corpus.mjs';
import { clearSelection, dock, openGet, openTab } from './support/pages.mjs';
import { SHIPPED, freshFolder } from './support/paths.mjs';
import { startShipped } from './support/shipped.mjs';

const run = promisify(execFile);

/** The ways beside the browser's own download, each with a file that is saved for it. */
const TOOLS = {
  Script: 'fetch.sh', wget: 'igsr-wget.sh', Globus: 'igsr-globus.sh', curl: 'files.curl', aria2: 'files.aria2.txt', ascp: 'igsr-ascp.sh',
  'AWS CLI': 'copy.sh', s5cmd: 'files.s5cmd', rclone: 'copy.sh', lftp: 'files.lftp', Slurm: 'array.sbatch', Snakemake: 'Snakefile',
  Nextflow: 'main.nf', 'MD5 list': 'files.md5', Addresses: 'urls.txt', Table: 'files.tsv',
};

let at, stop, folder;

before(async () => {
  folder = await freshFolder('get');
  ({ at, stop } = await startShipped());
});

after(() => stop?.());

/** Picks all that a query finds, and opens Get. */
async function pickAll(query, count) {
  const { page } = at;
  await at.open(`/files?${new URLSearchParams({ q: query })}`);
  await page.getByRole('button', { name: `Select all ${count} files` }).click();
  await openGet(page, count);
}

/** Saves by a button of the page; returns the file's path. */
async function saved(button) {
  const download = at.page.waitForEvent('download');
  await button.click();
  const file = await download;
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

const count = async (...query) => Number(await search(SHIPPED, '--count', ...query));

test('each way writes what it needs, and all of it is saved as one archive', async () => {
  const { page } = at;
  await pickAll('collection:phase3 type:vcf', `${await count('collection:phase3 type:vcf')}`);
  await page.getByText(/: take the script\. It needs nothing but curl or wget/).waitFor();
  for (const [name, file] of Object.entries(TOOLS)) {
    const panel = await openTab(page, name);
    await panel.getByTitle(`Save as ${file}`, { exact: true }).waitFor();
  }
  const panel = await openTab(page, 'aria2');
  const archive = await saved(panel.getByRole('button', { name: /^Save all \d+ files$/ }));
  assert.match(archive, /igsr-aria2\.tar$/);
  const { stdout } = await run('tar', ['-tf', archive]);
  assert.deepEqual(stdout.trim().split('\n').sort(), ['check.sh', 'files.aria2.txt', 'manifest.json']);
  const manifest = JSON.parse(await readFile(await saved(panel.getByRole('button', { name: 'Save the manifest' })), 'utf8'));
  assert.equal(manifest.files.length, await count('collection:phase3 type:vcf'));
  assert.match(manifest.citations[0].url, /doi\.org/);
  assert.deepEqual(await accessibilityFaults(page), []);
  await screenshot(page, 'get-aria2');
  at.assertQuiet();
});

test('the script is there for each shell, and the choice is remembered', async () => {
  const { page } = at;
  const panel = await openTab(page, 'Script');
  for (const [shell, file, text] of [
    ['PowerShell (Windows)', 'fetch.ps1', 'powershell -NoProfile -ExecutionPolicy Bypass -File fetch.ps1'],
    ['cmd (Windows)', 'fetch.cmd', '.\\fetch.cmd'],
  ]) {
    await panel.getByRole('combobox', { name: 'Shell' }).selectOption({ label: shell });
    await panel.getByRole('region', { name: file, exact: true }).waitFor();
    await panel.getByRole('region', { name: 'Run in the folder with these files' }).getByText(text, { exact: true }).waitFor();
  }
  await page.reload();
  await panel.getByRole('region', { name: 'fetch.cmd', exact: true }).waitFor();
  await (await openTab(page, 'wget')).getByText('On Windows, run this in WSL', { exact: false }).waitFor();
  await openTab(page, 'Script');
  await panel.getByRole('combobox', { name: 'Shell' }).selectOption({ label: 'bash, zsh, sh (Linux, macOS, WSL)' });
  await panel.getByRole('region', { name: 'fetch.sh', exact: true }).waitFor();
  await clearSelection(page);
  at.assertQuiet();
});

test('the command begins in the first window, and nothing of the selection covers it', async () => {
  const { page } = at;
  const window = page.viewportSize();
  await pickAll('collection:phase3 type:vcf chr22', await count('collection:phase3 type:vcf chr22'));
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    await page.setViewportSize({ width, height });
    for (const way of ['Script', 'wget', 'Globus', 'ascp']) {
      const text = (await openTab(page, way)).locator('pre').first();
      await text.waitFor();
      const lines = await page.evaluate((text) => {
        scrollTo(0, 0);
        const { top } = text.getBoundingClientRect();
        return (innerHeight - top) / Number.parseFloat(getComputedStyle(text).lineHeight);
      }, await text.elementHandle());
      assert.ok(lines > 3, `${way} at ${width} × ${height}: ${lines} lines`);
    }
    await page.getByRole('main').getByRole('region', { name: 'Selection', exact: true }).waitFor();
    assert.equal(await dock(page).count(), 1, 'the selection is shown once');
    await screenshot(page, `get-first-window-${width}`);
  }
  await page.setViewportSize(window);
  await clearSelection(page);
  at.assertQuiet();
});

test('the folder is typed letter by letter: the field keeps the focus, and the command follows', async () => {
  const { page } = at;
  await pickAll('collection:phase3 type:vcf', await count('collection:phase3 type:vcf'));
  const panel = await openTab(page, 'wget');
  const field = panel.getByRole('textbox', { name: 'Folder for the files' });
  await field.fill('');
  await field.pressSequentially('my data/vcf');
  assert.equal(await field.inputValue(), 'my data/vcf');
  assert.ok(await field.evaluate((element) => element === document.activeElement));
  await panel.getByRole('region', { name: 'Fetch', exact: true }).getByText("./'my data/vcf'", { exact: false }).or(panel.getByText("'./my data/vcf'", { exact: false })).first().waitFor();
  await field.fill('igsr');
  await clearSelection(page);
  at.assertQuiet();
});

test('a manifest that was saved is opened again, by a button and by dropping it', async () => {
  const { page } = at;
  await at.open('/get');
  const text = await readFile(join(folder, 'manifest.json'), 'utf8');
  const { files } = JSON.parse(text);
  const open = page.getByRole('button', { name: 'Open a manifest' });
  const choose = async (file) => {
    const chooser = page.waitForEvent('filechooser');
    await open.click();
    await (await chooser).setFiles(file);
  };
  await choose({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"notes","version":1}') });
  await page.getByText('notes.json cannot be opened: it is no manifest', { exact: false }).first().waitFor();
  await choose(join(folder, 'manifest.json'));
  await page.getByRole('heading', { level: 1, name: `Get ${files.length} files` }).waitFor();
  await page.getByText('Selection: manifest', { exact: true }).waitFor();
  await clearSelection(page);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
    for (const type of ['dragover', 'drop']) window.dispatchEvent(new DragEvent(type, { dataTransfer: data, cancelable: true, bubbles: true }));
  }, text);
  await page.getByRole('heading', { level: 1, name: `Get ${files.length} files` }).waitFor();
  await page.getByText('Selection: dropped', { exact: true }).waitFor();
  assert.deepEqual(await accessibilityFaults(page), []);
  await clearSelection(page);
  at.assertQuiet();
});

test('files that are named keep their panel while the list of all files comes', async () => {
  const { page } = at;
  const { path } = JSON.parse(await search(SHIPPED, '--json', '--limit', '1', 'release:phase3 type:vcf chr21'));
  const kept = JSON.stringify({ format: 2, current: 'Selection', list: [{ name: 'Selection', files: [path], rules: [] }] });
  await at.open('/get');
  await page.evaluate((text) => localStorage.setItem('igsr-fetch.selection', text), kept);
  const giveList = await withhold(page, '**/snapshot/**');
  await page.reload();
  const panel = await openTab(page, 'Browser');
  await panel.getByText('no checksum known', { exact: false }).waitFor();
  // Counts from now on how often a panel leaves the page.
  await page.evaluate(() => {
    globalThis.removedPanels = 0;
    const isPanel = (node) => node instanceof Element && (node.matches('[role=tabpanel]') || node.querySelector('[role=tabpanel]'));
    const count = (changes) => (globalThis.removedPanels += changes.flatMap((change) => [...change.removedNodes]).filter(isPanel).length);
    new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
  });
  giveList();
  await panel.getByText(/ · checksum known/).waitFor();
  assert.equal(await page.evaluate(() => globalThis.removedPanels), 0);
  await clearSelection(page);
  at.assertQuiet();
});

test('all files of the list are planned, and saved whole', async () => {
  const { page } = at;
  const all = await count('');
  assert.ok(all > 100_000);
  const words = all.toLocaleString('en');
  await at.open('/files?q=');
  await page.getByRole('button', { name: `Select all ${words} files` }).click();
  await dock(page).getByRole('link', { name: 'Get these files' }).click();
  const panel = await openTab(page, 'Addresses');
  const block = panel.getByRole('region').first();
  await block.getByText('more lines. Copy and Save take all.', { exact: false }).waitFor();
  const path = await saved(block.getByRole('button', { name: 'Save' }));
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  assert.ok(title.includes(lines.length.toLocaleString('en')), `${title}: ${lines.length} lines`);
  assert.equal(new Set(lines).size, lines.length);
  assert.ok(lines.every((line) => /^https?:\/\/\S+$/.test(line)));
  await clearSelection(page);
  at.assertQuiet();
});
