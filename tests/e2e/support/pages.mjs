// The app as a person uses it: by roles and labels.

import assert from 'node:assert/strict';

import { clipboard } from './browser.mjs';

/** Returns a name as the page shows it: what cannot be seen as an escape. */
export function visible(name) {
  const usual = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };
  return name.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (letter) => usual[letter] ?? `\\u{${letter.codePointAt(0).toString(16)}}`);
}

/** Returns the checkbox of a file. */
export const pickBox = (page, name) => page.getByRole('checkbox', { name: `Select ${visible(name)}`, exact: true });

/** Returns the selection bar. */
export const dock = (page) => page.getByRole('region', { name: 'Selection' });

/** Types into the search box. */
export async function searchFor(page, words) {
  await page.getByRole('search').getByRole('searchbox').fill(words);
}

/** Goes from the selection bar to Get, and checks the number of files. */
export async function openGet(page, count, gettable = count) {
  const files = count === 1 ? '1 file' : `${count} files`;
  await dock(page).getByText(files, { exact: true }).waitFor();
  await dock(page).getByRole('link', { name: 'Get these files' }).click();
  await page.getByRole('heading', { level: 1, name: gettable === count ? `Get ${files}` : `Get ${gettable} of ${files}` }).waitFor();
}

/** Looks the checksums up in the mirror's own list. */
export async function findChecksums(page, count) {
  await page.getByRole('button', { name: 'Find checksums' }).click();
  await page.getByText(`Checksums found for ${count === 1 ? '1 file' : `${count} files`}.`).first().waitFor();
}

/** Opens a tab of the Get page, or takes it from the menu of the ways that fewer people take. */
export async function openTab(page, name) {
  const menu = page.getByRole('combobox', { name: 'More ways' });
  await menu.waitFor();
  const others = await menu.getByRole('option').allTextContents();
  if (others.includes(name)) await menu.selectOption({ label: name });
  else await page.getByRole('tab', { name, exact: true }).click();
  return page.getByRole('tabpanel', { name, exact: true });
}

/** Copies a block by its button, and checks that the clipboard holds what is shown. */
export async function copyBlock(page, panel, title) {
  const block = panel.getByRole('region', { name: title, exact: true });
  await block.getByRole('button', { name: 'Copy' }).click();
  await block.getByText('Copied', { exact: true }).waitFor();
  const text = await clipboard(page);
  assert.equal(text, await block.locator('pre').textContent());
  return text;
}

/** Chooses a mirror by its name. */
export async function chooseMirror(page, name) {
  await page.getByRole('combobox', { name: /^Mirror/ }).selectOption({ label: name });
}

/** Starts the download of a file on Get, and opens the downloads. */
export async function startDownload(page, panel, name) {
  await panel.getByRole('button', { name: `Download ${name}`, exact: true }).click();
  await panel.getByText('1 file is added to the downloads.', { exact: false }).waitFor();
  await page.getByRole('link', { name: 'See how far they are' }).click();
}

/** Returns the row of a download. */
export const transfer = (page, name) => page.getByRole('listitem').filter({ hasText: name });

/** Returns the names that a directory shows, in its order. */
export async function shownNames(page) {
  const boxes = await page.getByRole('checkbox', { name: /^Select (?!all )/ }).all();
  return Promise.all(boxes.map(async (box) => (await box.getAttribute('aria-label')).replace(/^Select /, '')));
}

/** Drops the selection, if there is one. */
export async function clearSelection(page) {
  const clear = dock(page).getByRole('button', { name: 'Clear', exact: true });
  if (await clear.count()) await clear.click();
}
