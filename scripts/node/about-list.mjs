// Writes about.json into the folder of a snapshot: for each release and collection how many files the list has, from which tables, and
// between which dates these were made; and origins.bin, a byte for each file: the place of its tables among the sets of about.json.
//
// node scripts/node/about-list.mjs SNAPSHOT FACTS SOURCES: FACTS is a table of facts with host, path and codes of sources, SOURCES says what
// the codes mean.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { find as search, rows, tableOf } from './tables.mjs';

/** Most tables that are named of a collection; the others are single files. */
const MOST_TABLES = 6;

const [snapshot, facts, sources] = process.argv.slice(2);
const find = (...query) => search(snapshot, ...query);

const tables = new Map(rows(sources).slice(1).map(([code, text]) => [code, tableOf(text)]));
// By the path below the host's root, as tables and lists name hosts in different ways. Of a path on two hosts the last counts.
const codes = new Map();
for (const fields of rows(facts).slice(1)) codes.set(fields[1], fields.at(-1).split(','));

const collections = find('--facets', '').filter(({ field }) => field === 'collection').map(({ value }) => {
  const files = find('--limit', '0', `collection:${value} host:.`);
  const counts = new Map();
  const dates = new Set();
  for (const { path } of files) {
    const its = new Map((codes.get(path) ?? []).map((code) => tables.get(code)).filter(Boolean).map((one) => [one.table, one.date]));
    for (const [table, date] of its) {
      counts.set(table, (counts.get(table) ?? 0) + 1);
      if (date) dates.add(date);
    }
  }
  const sorted = [...dates].sort();
  const named = [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b)).slice(0, MOST_TABLES);
  return { collection: value, files: files.length, from: sorted[0] ?? null, to: sorted.at(-1) ?? null, tables: named.map(([table, files]) => ({ table, files })) };
});

// The tables of each file, with their dates, in the order of the list. Few ways to combine them occur.
const sets = new Map([['[]', 0]]);
const origins = find('--sort', 'path', '--limit', '0', '').map(({ path }) => {
  const its = (codes.get(path) ?? []).map((code) => tables.get(code)).filter(Boolean);
  const names = its.map(({ table, date }) => (date ? `${table} (${date})` : table));
  const set = JSON.stringify([...new Set(names)].sort());
  if (!sets.has(set)) sets.set(set, sets.size);
  return sets.get(set);
});
if (sets.size > 256) throw new Error(`${sets.size} sets of tables do not fit into a byte`);
writeFileSync(join(snapshot, 'origins.bin'), Uint8Array.from(origins));
writeFileSync(join(snapshot, 'about.json'), `${JSON.stringify({ collections, sets: [...sets.keys()].map((set) => JSON.parse(set)) }, null, 1)}\n`);
