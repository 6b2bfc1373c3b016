// Runs `igsr-fetch list` and compares what it prints with what a folder holds.

import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { ZONE } from './index-servers.mjs';
import { PROJECT } from './paths.mjs';
import { run } from './process.mjs';

const COMMAND = process.env.IGSR_FETCH ?? join(PROJECT, 'target/release/igsr-fetch');

/**
 * Runs `igsr-fetch list` to its end.
 *
 * @returns {Promise<{code: number, rows: {name: string, url: string, kind: 'dir' | 'file', size: number | null,
 *   size_exact: boolean, modified: string | null}[], err: string}>}
 */
export async function list(...args) {
  await access(COMMAND).catch(() => {
    throw new Error(`${COMMAND} is missing: cargo build --release --no-default-features --features cli --bin igsr-fetch`);
  });
  const { code, out, err } = await run(COMMAND, ['list', ...args]);
  return { code, rows: out.split('\n').filter(Boolean).map((line) => JSON.parse(line)), err };
}

const percent = (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

// The bytes of a part of a URL.
function bytesOf(part) {
  const text = Buffer.from(part).toString('latin1');
  return Buffer.from(text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

/** A name as people read it: text, in which bytes that are not UTF-8 stay percent-encoded. */
function readable(name) {
  let out = '';
  for (let at = 0; at < name.length; ) {
    const character = [4, 3, 2, 1].map((length) => text(name.subarray(at, at + length))).find((found) => [...found].length === 1);
    out += character ?? percent(name[at]);
    at += character ? Buffer.byteLength(character) : 1;
  }
  return out;
}

function text(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
}

const K = 1024;

// The unit in which a server writes a size: the first in which it is below `limit`.
function unitOf(size, limit) {
  let unit = 1;
  while (Math.floor(size / unit) >= limit) unit *= K;
  return unit;
}

/**
 * How far from the truth the size on a page may be, in bytes; nothing where the page has it exactly.
 *
 * Apache: apr_strfsize; tenths below 9.95, whole numbers above, the next unit from 973 on. nginx: ngx_http_autoindex_module.c; whole units.
 * fancyindex: tenths. lighttpd: tenths, cut off, the next unit from 1000 on, never bytes.
 */
const ROUNDING = {
  exact: () => null,
  apache(size) {
    const unit = unitOf(size, 973);
    if (unit === 1) return null;
    return (size / unit < 9.95 ? unit / 10 : unit) / 2 + 1;
  },
  nginx: (size) => (size <= 9999 ? null : Math.max(K, unitOf(size, K)) / 2 + 1),
  fancyindex(size) {
    const unit = unitOf(size, K);
    return unit === 1 ? null : unit / 10;
  },
  lighttpd: (size) => Math.max(K, unitOf(size, 1000)) / 10 + 1,
};

function sizeFault(row, truth, rule) {
  if (rule === 'none' || truth.dir) return row.size === null ? null : `size ${row.size} where there is none`;
  const far = ROUNDING[rule](truth.size);
  if (row.size_exact !== (far === null)) return `size ${row.size} exact: ${row.size_exact}`;
  const right = row.size !== null && Math.abs(row.size - truth.size) <= (far ?? 0);
  return right ? null : `size ${row.size}, truth ${truth.size}`;
}

// Minutes by which New York is ahead of UTC at a time.
function offset(seconds) {
  const parts = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' }).formatToParts(seconds * 1000);
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName').value);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

// A time as a page shows it.
function modifiedOf(seconds, { precision, zone }) {
  if (precision === 'none') return null;
  const ahead = { local: () => offset(seconds), today: () => offset(Date.now() / 1000), utc: () => 0, stated: () => 0 }[zone]();
  const shown = new Date((seconds + ahead * 60) * 1000).toISOString().slice(0, precision === 'minute' ? 16 : 19);
  return zone === 'stated' ? `${shown}Z` : shown;
}

function modifiedFault({ modified }, { dir, modified: seconds }, shows) {
  // A bucket was filled just now, and its directories have no time.
  const right = shows.fresh ? (dir ? modified === null : /^\d{4}-.*T.*:\d\dZ$/.test(modified)) : modified === modifiedOf(seconds, shows);
  return right ? null : `modified ${modified}${shows.fresh ? '' : `, truth ${modifiedOf(seconds, shows)}`}`;
}

/**
 * Compares rows with the truth.
 *
 * @param {object} page
 * @param {Awaited<ReturnType<typeof list>>['rows']} page.rows
 * @param {string} page.directory URL of the directory
 * @param {{name: Buffer, dir: boolean, size: number | null, modified: number}[]} page.truth what it holds, in any order
 * @param {import('./index-servers.mjs').Shows} page.shows
 * @returns {{right: number, all: number, faults: string[]}}
 */
export function judge({ rows, directory, truth, shows }) {
  const left = new Map(truth.filter(({ name }) => !(shows.hides && name[0] === 0x2e)).map((entry) => [entry.name.toString('hex'), entry]));
  const all = left.size;
  const faults = [];
  let right = 0;
  for (const row of rows) {
    const inside = row.url.startsWith(directory) ? row.url.slice(directory.length) : null;
    const key = inside === null ? '' : bytesOf(inside.replace(/\/$/, '')).toString('hex');
    const entry = left.get(key);
    if (!entry || /[?#]/.test(inside)) {
      faults.push(`not in the folder, or twice: ${row.url}`);
      continue;
    }
    left.delete(key);
    const found = [
      row.name === readable(entry.name) ? null : `name ${JSON.stringify(row.name)}`,
      row.kind === (entry.dir ? 'dir' : 'file') && inside.endsWith('/') === entry.dir ? null : `kind ${row.kind}`,
      sizeFault(row, entry, shows.size),
      modifiedFault(row, entry, shows),
    ].filter(Boolean);
    if (found.length) faults.push(`${readable(entry.name)}: ${found.join('; ')}`);
    else right += 1;
  }
  for (const { name } of left.values()) faults.push(`missing: ${readable(name)}`);
  return { right, all, faults };
}

/** Fails with the first faults of a page. */
export function assertRight({ right, all, faults }, what) {
  assert.deepEqual(faults.slice(0, 8), [], `${what}: ${right} of ${all} rows right`);
}
