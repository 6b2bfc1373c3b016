// Prints static/snapshot-sources.tsv: each table that the list was made of, and each source of the facts, with what was kept of it and
// where it can be had; a dash where only the number of a public file is known.
//
// node scripts/node/list-sources.mjs SNAPSHOT FACTS METADATA: the folders of the list, of the facts and of the tables of samples.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { find, rows, tablesOf } from './tables.mjs';

const [snapshot, facts, metadata] = process.argv.slice(2);
const site = 'https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/';
const gathered = [
  ['merged.tsv.xz', 'sizes, MD5s, dates, samples and populations of files', 'the sources below'],
  ['extra.tsv', 'sizes and MD5s of files', 'the sources that it names'],
  ['conflicts.tsv', 'other MD5s, and which table has which', 'the sources below'],
];

const read = (file) => (file.endsWith('.xz') ? execFileSync('xz', ['--decompress', '--stdout', file], { maxBuffer: 1 << 28 }) : readFileSync(file));
const line = (...fields) => console.log(fields.join('\t'));
line('table', 'sha256', 'lines', 'kept', 'public');
const tables = tablesOf().filter(({ kept }) => kept).map(({ file, kept, address }) => [file, kept, address]);
for (const [file, kept, address] of [...tables, ...gathered]) {
  const path = [metadata, facts, join(facts, 'tables')].map((folder) => join(folder, file)).find(existsSync);
  const lines = read(path).reduce((sum, byte) => sum + (byte === 10), 0);
  line(file, createHash('sha256').update(readFileSync(path)).digest('hex'), lines, kept, address);
}

// The rows of the facts whose files the list has, by source; paths below a host's root tell enough.
const has = new Set(find(snapshot, '--limit', '0', '').map(({ path }) => path));
const [header, ...merged] = read(join(facts, 'merged.tsv.xz')).toString().trimEnd().split('\n').map((text) => text.split('\t'));
const [host, path, codes] = ['host', 'path', 'sources'].map((name) => header.indexOf(name));
const kept = new Map();
const hosts = new Map();
for (const fields of merged) {
  for (const code of fields[codes].split(',')) {
    kept.set(code, (kept.get(code) ?? 0) + has.has(fields[path]));
    hosts.set(code, (hosts.get(code) ?? new Set()).add(fields[host].split('/')[0]));
  }
}

/** Where the project's own tables stand at the site, and listings of it. */
const AT_SITE = [
  [/data\/metadata\/(2013\S+_3202\S+)/, 'data_collections/1000G_2504_high_coverage/$1'],
  [/data\/metadata\/(20131219\S+)/, 'phase3/$1'],
  [/data\/metadata\/(\S+)/, 'release/20130502/$1'],
  [/data\/indexes\/(\S+)/, 'data_collections/1000_genomes_project/$1'],
  [/listings\/ebi_1000g_release_20130502/, 'release/20130502/'],
  [/listings\/ebi_GRCh38_reference_genome/, 'technical/reference/GRCh38_reference_genome/'],
];
function addressOf(code, text) {
  const known = tablesOf().find(({ source }) => text.startsWith(source));
  if (known) return known.address;
  const own = AT_SITE.map(([kind, to]) => kind.exec(text)?.[0].replace(kind, to)).find(Boolean);
  if (own) return site + own;
  const git = /(?:github |annex:|fhir:|curated )?\b([\w.-]+\/[\w.-]+)(?: (\S*[\w/-]\.\w+\S*))?/.exec(text.replace(/^copy [^:]*: /, '').replace(/^copy in /, ''));
  if (/github|^annex:|^fhir:/.test(text) && git) {
    const file = git[2] && git[2] !== 'HEAD' ? `/blob/HEAD/${git[2]}` : '';
    return `https://github.com/${git[1]}${file}`;
  }
  if (/bucket/.test(text)) return 'https://1000genomes.s3.amazonaws.com/';
  if ([...(hosts.get(code) ?? [])].join() === 'zenodo.org') return 'https://zenodo.org/records/3359882';
  return '–';
}

line();
line('code', 'source', 'rows', 'kept', 'public');
let last;
for (const [code, source, count] of rows(join(facts, 'merged.sources.tsv')).slice(1)) {
  const text = source === 'the same' ? `the same as ${last}` : source;
  // A path on a disk says nothing to others.
  const words = text.replace(/\b[a-z]+ [a-z]+\/data\/[a-z]+\//, 'the site, ').replace(/ \([a-z]+\/data\/[^)]*\)/, '').replace('public file no.', 'public file of unknown address, no.');
  line(code, words, count, kept.get(code) ?? 0, addressOf(code, text));
  last = source === 'the same' ? last : code;
}
