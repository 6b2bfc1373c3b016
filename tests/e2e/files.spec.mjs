// The files page as a person uses it, on the list that ships with the page and on a mirror's own.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openBrowser, screenshot, sidewaysScroll, withStoppedClock } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { mirror, writeMirrors } from './support/mirrors.mjs';
import { clearSelection, dock, openGet, pickBox, searchFor } from './support/pages.mjs';
import { freshFolder } from './support/paths.mjs';
import { RELEASE, variants } from './support/tree.mjs';

const VCF = variants(22);

let demo, at;

before(async () => {
  const servers = await startDemo();
  const list = await writeMirrors(join(await freshFolder('files'), 'mirrors.json'), [
    mirror('made-up', 'Made-up tree', servers.mirror),
    mirror('gone', 'Gone', servers.knob('status=404,on=current.tree')),
    mirror('slow', 'Slow', servers.knob('slow=20,on=current.tree')),
  ]);
  const app = await startDemo({ mirrors: list });
  demo = { app: app.app, stop: () => Promise.all([app.stop(), servers.stop()]) };
  at = await openBrowser({ app: demo.app, clock: true, expected: [/status of 404/] });
});

after(async () => {
  await at?.close();
  await demo?.stop();
});

const grid = () => at.page.getByRole('grid', { name: 'Files found' });
const rows = () => grid().locator('tbody tr[aria-selected]');
const selected = () => grid().locator('tbody tr[aria-selected="true"]').count();
const box = () => at.page.getByRole('search').getByRole('searchbox');
const facet = (title, value) => at.page.getByRole('group', { name: title }).getByRole('checkbox', { name: value });
const focused = () => at.page.evaluate(() => document.activeElement.closest('tr')?.getAttribute('aria-rowindex') ?? document.activeElement.textContent);

/** Returns the number of files that the page says it found for what stands in the box, as soon as that is answered. */
async function found(query) {
  const answer = await at.page.waitForFunction((query) => {
    const typed = document.querySelector('[role="search"] input')?.value;
    const number = document.querySelector('.files__count[aria-busy="false"] strong')?.textContent;
    return (query ?? typed) === typed && number;
  }, query);
  return answer.jsonValue();
}

async function open(query) {
  await at.open(`/files?${new URLSearchParams({ q: query })}`);
  await at.page.getByText('List that ships with this page').waitFor();
  return found(query);
}

test('facets are terms of the query, and Back takes them back', async () => {
  const { page } = at;
  const all = await open('');
  await page.getByRole('button', { name: 'Show all 25: Chromosome' }).click();
  await facet('Chromosome', /^22 /).check();
  const one = await found('chr:22');
  await facet('File kind', /^vcf /).check();
  const two = await found('chr:22 kind:vcf');
  assert.equal(new Set([all, one, two]).size, 3);
  assert.match(await focused(), /^$/, 'the checkbox keeps the focus');
  await page.goBack();
  assert.equal(await found('chr:22'), one);
  await page.goForward();
  assert.equal(await found('chr:22 kind:vcf'), two);
  await page.getByRole('button', { name: 'chr: 22 × Remove' }).click();
  assert.notEqual(await found('kind:vcf'), two);
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  assert.equal(await found(''), all);
});

test('a mistake is marked, the last good answer stays, and what is being typed is left in peace', async () => {
  const { page } = at;
  const before = await open('chr22');
  const problem = page.locator('.query-problem');
  await withStoppedClock(page, async () => {
    await searchFor(page, 'chr22 sex:green');
    assert.equal(await problem.locator('mark').textContent(), 'green');
    assert.equal(await found(), before);
    await searchFor(page, 'chr22 sex:');
    await problem.waitFor({ state: 'detached' });
    // After a while it is said all the same.
    await page.clock.runFor(2_000);
    await problem.getByText('No value follows sex:', { exact: false }).waitFor();
    await searchFor(page, 'chr22');
    await problem.waitFor({ state: 'detached' });
  });
});

test('keys move, pick, stretch and let go; Ctrl+A picks all that is found by one rule', async () => {
  const { page } = at;
  await open('chr22');
  // Beside the name, which leads to the page of the file.
  await rows().first().locator('.file-table__date').click();
  assert.equal(await focused(), '2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelectorAll('.file-grid tr[aria-selected="true"]').length === 1);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  await page.waitForFunction(() => document.querySelectorAll('.file-grid tr[aria-selected="true"]').length === 3);
  assert.equal(await focused(), '5');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('.file-grid tr[aria-selected="true"]').length === 1);
  await rows().nth(5).click({ position: { x: 400, y: 10 }, modifiers: ['Shift'] });
  await page.waitForFunction(() => document.querySelectorAll('.file-grid tr[aria-selected="true"]').length === 4);
  await page.keyboard.press('Control+a');
  const all = await rows().count();
  await page.waitForFunction((all) => document.querySelectorAll('.file-grid tr[aria-selected="true"]').length === all, all);
  await dock(page).getByText(`${all} files`, { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Drop all/ }).click();
  await page.waitForFunction(() => document.querySelectorAll('.file-grid tr[aria-selected="true"]').length === 0);
  assert.match(await focused(), /^Select all/, 'the button keeps the focus');
  at.assertQuiet();
});

test('a head sorts the whole set, turns the order around, and goes back to what fits best', async () => {
  const { page } = at;
  await open('chr22');
  const head = page.getByRole('columnheader', { name: 'File', exact: true });
  const name = () => grid().getByRole('rowheader').first().textContent();
  const first = [await name()];
  for (const [order, place] of [['ascending', 0], ['descending', 1], [null, 2]]) {
    await head.getByRole('button').click();
    await page.waitForFunction((before) => document.querySelector('.file-grid tbody th').textContent !== before, first[place]);
    first.push(await name());
    assert.equal(await head.getAttribute('aria-sort'), order);
  }
  assert.equal(first[3], first[0]);
  assert.equal(new Set(first).size, 3);
  assert.equal(page.url().includes('order='), false);
});

test('a link brings its selection beside the own one, which is one button away', async () => {
  const { page } = at;
  await open('chr22');
  await pickBox(page, VCF).check();
  await dock(page).getByText('1 file', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied.').first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await clearSelection(page);
  await pickBox(page, `${VCF}.tbi`).check();

  const changed = `${link}&pick=release%2Fgone.vcf.gz&rule=chr21&found=3.0.0.${'0'.repeat(32)}.${'1'.repeat(32)}`;
  await page.goto('about:blank');
  await page.goto(changed);
  const notice = page.getByRole('region', { name: 'Selection of the link' });
  await notice.getByText('now in use as “From link”', { exact: false }).waitFor();
  await notice.getByText('release/gone.vcf.gz is not in the list.').waitFor();
  const other = page.getByRole('region', { name: 'Searches that find other files' });
  await other.getByText('The search “chr21” found 3 files when it was picked', { exact: false }).waitFor();
  assert.ok(await pickBox(page, VCF).isChecked());
  assert.equal(page.url().includes('pick='), false, 'a reload does not take it again');
  await notice.getByRole('button', { name: /^Back to/ }).click();
  await dock(page).getByText('1 file', { exact: true }).waitFor();
  assert.ok(await pickBox(page, `${VCF}.tbi`).isChecked());
  assert.equal(await pickBox(page, VCF).isChecked(), false);
  await clearSelection(page);
});

test('the mirror’s own list is loaded on request, can be cancelled, says why not, and is kept', async () => {
  const { page } = at;
  const choose = (label) => page.getByRole('combobox', { name: /^Mirror/ }).selectOption({ label });
  const load = () => page.getByRole('button', { name: /^Load the full list/ });
  await open('');
  await choose('Gone');
  await load().click();
  const alert = page.getByRole('alert');
  await alert.getByText('The list of files could not be fetched.').waitFor();
  assert.ok(await rows().count(), 'the list that was open stays');

  await choose('Slow');
  await load().click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).waitFor();
  assert.equal(await focused(), 'Cancel');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await load().waitFor();
  assert.ok(await rows().count());

  await choose('Made-up tree');
  await load().click();
  await page.getByText(/^Full list from .*kept in this browser$/).waitFor();
  await searchFor(page, `in:${RELEASE} chr22`);
  await pickBox(page, VCF).waitFor();
  await page.waitForURL(/q=in/);
  await page.reload();
  await page.getByText(/^Full list from .*kept in this browser$/).waitFor();
  // The size comes from the list, by name, also after a reload.
  await pickBox(page, VCF).check();
  await page.reload();
  await dock(page).getByText(/ [kM]?B$/).first().waitFor();
  await openGet(page, 1);
  await at.open('/files');
  await clearSelection(page);
  await page.getByRole('button', { name: 'Use the list that ships with this page' }).click();
  await page.getByText('List that ships with this page').waitFor();
});

test('the populations page loads the full list too, and says its size, how far it has come and why it fails', async () => {
  const { page } = at;
  const choose = (label) => page.getByRole('combobox', { name: /^Mirror/ }).selectOption({ label });
  await at.open('/populations');
  await choose('Gone');
  const load = page.getByRole('button', { name: /^Load the full list from Gone \(about \d+ MB\)/ });
  await load.click();
  await page.getByRole('alert').getByText('The list of files could not be fetched.').waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
  await screenshot(page, 'populations-list-failed');

  await choose('Slow');
  await page.getByRole('button', { name: /^Load the full list from Slow/ }).click();
  await page.getByText(/^Reading the list: /).waitFor();
  await page.getByRole('progressbar', { name: 'The full list' }).waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('List that ships with this page').waitFor();

  await choose('Made-up tree');
  await page.getByRole('button', { name: /^Load the full list from Made-up tree/ }).click();
  await page.getByRole('textbox', { name: /names/i }).waitFor();
  await at.open('/files');
  await page.getByRole('button', { name: 'Use the list that ships with this page' }).click();
  await page.getByText('List that ships with this page').waitFor();
});

test('narrow, the filters fold, nothing runs sideways, and axe is content', async () => {
  const { page } = at;
  await page.setViewportSize({ width: 320, height: 740 });
  try {
    await open('chr22');
    // Without the bar that offers Undo, which covers what is below it.
    await page.reload();
    await found();
    assert.equal(await facet('Chromosome', /^22 /).isVisible(), false);
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    assert.ok(await facet('Chromosome', /^22 /).isVisible());
    assert.deepEqual([...(await sidewaysScroll(page)), ...(await accessibilityFaults(page))], []);
    const heights = await rows().evaluateAll((rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]);
    assert.equal(heights.length, 1, `rows of ${heights} px`);
  } finally {
    await page.setViewportSize({ width: 1280, height: 900 });
  }
});
