// Writes about.json into the folder of a snapshot: for each release and collection how many files the list has, from which tables, and
// between which dates these were made; and origins.bin, a byte for each file: the place of its tables among the sets of about.json.
//
// node scripts/node/about-list.mjs SNAPSHOT FACTS SOURCES: FACTS is a table of facts with host, path and codes of sources, SOURCES says what
// the codes mean.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = process.env.IGSR_FETCH ?? 'target/debug/igsr-fetch';

/** Most tables that are named of a collection; the others are single files. */
const MOST_TABLES = 6;

/** The month of the last change to the index files in IGSR's own repository. */
const INDEXES = '2019-07';

/** What the sources are, by the beginnings of their texts; a group of the expression is the name of a table. */
const KINDS = [
  [/^uppmax-md5/, () => 'Checksums of the copy at UPPMAX, Sweden'],
  [/^igsr-index:(\S+)/, (name) => `IGSR index file ${name}`, INDEXES],
  [/^github igsr\/1000Genomes_data_indexes|^copy in github igsr/, () => 'IGSR’s repository of index files', INDEXES],
  [/^manifest:(\S+)|^(\d+_manifest\.txt)/, (name) => `Manifest ${name}`],
  [/^portal:(.+?\.tsv)/, (name) => `Export of the IGSR portal, ${name}`],
  [/^ena:(\S+)/, (name) => `ENA’s list ${name}`],
  [/^annex:(\S+)/, (name) => `Checksums in the public data set ${name}`],
  [/^sra-drs:/, () => 'Checksums of NCBI’s data repository service'],
  [/^fhir:/, () => 'Public FHIR export of the file list'],
];
const OTHER = 'Single files, copies and measured downloads';

const [snapshot, facts, sources] = process.argv.slice(2);
const rows = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
const find = (...query) => execFileSync(PROGRAM, ['search', '--snapshot', snapshot, '--json', ...query], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] })
  .toString().trimEnd().split('\n').map((line) => JSON.parse(line));

const tables = new Map(rows(sources).slice(1).map(([code, text]) => [code, tableOf(text)]));
function tableOf(text) {
  const kind = KINDS.find(([begins]) => begins.test(text));
  const date = /\b(20\d\d-\d\d)\b/.exec(text)?.[1] ?? kind?.[2] ?? null;
  const found = kind && text.match(kind[0]);
  return { table: kind ? kind[1](found[1] ?? found[2]) : OTHER, date };
}

// By the path below the host's root, as tables and lists name hosts in different ways. Of a path on two hosts the last counts.
const codes = new Map();
for (const fields of rows(facts).slice(1)) codes.set(fields[1], fields.at(-1).split(','));

const collections = find('--facets', '').filter(({ field }) => field === 'collection').map(({ value }) => {
  const files = find('--limit', '0', `collection:${value}`);
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
