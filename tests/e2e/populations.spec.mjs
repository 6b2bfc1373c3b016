// Populations: from the first page to the files of one, by the mouse and by the keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';

let demo;

before(async () => {
  demo = await startDemo({ local: true });
});

after(() => demo?.stop());

/** Returns the text in the search box of the files page. */
async function searched(page) {
  await page.getByRole('heading', { level: 1, name: 'Files' }).waitFor();
  return page.getByRole('searchbox').inputValue();
}

test('two actions from the first page to the 30x CRAMs of a population', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    await at.open('/');
    await page.getByRole('link', { name: /^CEU / }).click();
    await page.getByRole('link', { name: '30x CRAMs with indexes' }).click();
    assert.equal(await searched(page), 'pop:CEU collection:30x type:cram with:index');
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('the map and the table choose populations, by the keyboard too, and Back undoes it', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  const chosen = page.getByRole('region', { name: 'What is chosen' });
  try {
    await at.open('/populations');
    const map = page.getByRole('group', { name: 'Map of the populations' });
    await map.getByRole('link', { name: /^GBR, British/ }).focus();
    await page.keyboard.press('Enter');
    await chosen.getByText('GBR', { exact: true }).waitFor();
    await page.getByRole('table', { name: 'Populations' }).getByRole('link', { name: 'FIN' }).click();
    await chosen.getByText('GBR or FIN', { exact: true }).waitFor();
    assert.equal(await map.locator('[aria-current]').count(), 2);
    await page.getByRole('button', { name: /^AFR/ }).click();
    await chosen.getByText('AFR', { exact: true }).waitFor();
    assert.equal(await map.locator('[aria-current]').count(), 7);
    await page.goBack();
    await chosen.getByText('GBR or FIN', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await chosen.waitFor({ state: 'detached' });
    // The land is there.
    await page.waitForFunction(() => document.querySelector('.world-map img').naturalWidth > 0);
    at.assertQuiet();
  } finally {
    await at.close();
  }
});

test('what can be clicked on the map does not overlap, and is 24 pixels high', async () => {
  const at = await openBrowser({ app: demo.app });
  const { page } = at;
  try {
    await at.open('/populations');
    await page.locator('.world-map__link').last().waitFor();
    const boxes = await page.locator('.world-map__link').evaluateAll((links) =>
      links.map((link) => {
        const text = link.querySelector('text').getBoundingClientRect();
        const { left, right, top, bottom, height } = link.querySelector('rect').getBoundingClientRect();
        return { name: link.querySelector('text').textContent, left, right, top, bottom, height, inside: text.left >= left && text.right <= right };
      }),
    );
    assert.equal(boxes.length, 26);
    const overlap = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
    const found = boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) => overlap(a, b)).map((b) => `${a.name} and ${b.name}`));
    assert.deepEqual(found, []);
    assert.deepEqual(boxes.filter(({ height }) => height < 24), []);
    assert.deepEqual(boxes.filter(({ inside }) => !inside), [], 'each code stands in its area');
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await page.locator('.world-map').isVisible(), false, 'the table does the same');
  } finally {
    await at.close();
  }
});
