// What people call the tables behind the list that ships, and of when they are: scripts/snapshot-tables.tsv, and single files beside them.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PROGRAM = process.env.IGSR_FETCH ?? 'target/debug/igsr-fetch';

/** The rows of a table of fields between tabs; lines that begin with # are remarks. */
export const rows = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));

const tables = rows(new URL('../snapshot-tables.tsv', import.meta.url)).slice(1).map(([source, table, day, , file, kept, address]) => ({ source, table, date: day.slice(0, 7), file, kept, address }));

/** The rows of scripts/snapshot-tables.tsv. */
export const tablesOf = () => tables;

/** What a search of a list prints with --json. */
export const find = (snapshot, ...query) => execFileSync(PROGRAM, ['search', '--snapshot', snapshot, '--json', ...query], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] })
  .toString().trimEnd().split('\n').map((line) => JSON.parse(line));

/** Groups of single files, by the beginnings of their texts; a group of the expression is the name of a table. */
const KINDS = [
  [/^(?:github|copy in github) igsr\/1000Genomes_data_indexes/, () => 'IGSR’s repository of index files', '2019-07'],
  [/^(\d+_manifest\.txt)/, (name) => `Manifest ${name}`],
  [/^annex:(\S+)/, (name) => `Checksums in the public data set ${name}`],
  [/^fhir:/, () => 'Public FHIR export of the file list'],
];
const OTHER = 'Single files, copies and measured downloads';

/** The table that a text of the table of sources means, with its month; a month that the text alone states counts for single files only. */
export function tableOf(text) {
  const known = tables.find(({ source }) => text.startsWith(source));
  if (known) return { table: known.table, date: known.date };
  const kind = KINDS.find(([begins]) => begins.test(text));
  const date = /\b(20\d\d-\d\d)\b/.exec(text)?.[1] ?? kind?.[2] ?? null;
  return { table: kind ? kind[1](kind[0].exec(text)[1]) : OTHER, date };
}

/** The same in words. */
export function tableWords(text) {
  const { table, date } = tableOf(text);
  return date ? `${table} (${date})` : table;
}
