// Mirror lists for the app under test: static/mirrors.json's form, with servers of this machine.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PROJECT } from './paths.mjs';

/** Returns a mirror's entry. */
export function mirror(id, name, baseUrl, extra = {}) {
  return {
    id,
    name,
    organisation: 'this machine, for a test',
    base_url: baseUrl,
    current: true,
    index: 'pages',
    holds_catalogue_files: false,
    connections: 2,
    note: 'A server of a test.',
    source: 'The test itself.',
    ...extra,
  };
}

/** Returns an Aspera account at a port of this machine. */
export function aspera(port) {
  return {
    user: 'fasp-g1k',
    host: '127.0.0.1',
    tcp_port: port,
    root: 'vol1/ftp',
    rate: '100M',
    source: 'The test itself.',
  };
}

/** The collection of the real list: globus-cli only reads it. */
export const GLOBUS = {
  id: '47772002-3e5b-4fd3-b97c-18cee38d6df2',
  name: 'EMBL-EBI Public Data',
  root: '1000g/ftp',
  source: 'The test itself.',
};

/** Writes a mirror list to `file`; the first mirror is the default. The known keys are those of the app's own list. */
export async function writeMirrors(file, mirrors) {
  const own = JSON.parse(await readFile(join(PROJECT, 'static/mirrors.json'), 'utf8'));
  await writeFile(file, JSON.stringify({ ...own, default: mirrors[0].id, mirrors }, null, 2));
  return file;
}
