// The real clients: bash with wget, ascp, globus-cli, as a user's machine would have them.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PROJECT, TOOLS, freshFolder } from './paths.mjs';
import { run, start } from './process.mjs';

const PYTHON = join(TOOLS, 'python/bin/python');
const SUPPORT = join(PROJECT, 'tests/e2e/support');

/** Fetches ascp and globus-cli if they are not there (scripts/fetch-test-clients). */
export async function fetchClients() {
  await promisify(execFile)(join(PROJECT, 'scripts/fetch-test-clients'), { cwd: PROJECT });
}

/** Says whether the real ascp is here: it exists for Linux on x86-64 only. */
export const hasAscp = () => existsSync(join(TOOLS, 'ascp/ascp'));


/**
 * Runs text as a user would who pastes it into bash, in an empty folder with an empty home.
 *
 * `ascp` and `globus` are the real programs; globus adds a dry run.
 *
 * @returns {Promise<{code: number, out: string, err: string, folder: string, files: () => Promise<string[]>}>}
 */
export async function inBash(text, { files = {}, env = {}, seconds = 120 } = {}) {
  const folder = await freshFolder('bash');
  const [home, bin] = [await freshFolder('home'), await freshFolder('bin')];
  const globus = join(bin, 'globus');
  await writeFile(globus, `#!/bin/sh\nexec '${PYTHON}' '${SUPPORT}/globus_dry_run.py' "$@"\n`);
  await chmod(globus, 0o755);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const path = `${bin}:${join(TOOLS, 'ascp')}:${process.env.PATH}`;
  const result = await run('bash', ['--noprofile', '--norc', '-c', text], {
    cwd: folder,
    env: { HOME: home, PATH: path, ...env },
    seconds,
  });
  return { ...result, folder, files: () => filesBelow(folder) };
}

/** Returns the paths of all files below a folder, sorted. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

/** Returns a file's MD5. */
export async function md5(file) {
  const hash = createHash('md5');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}

/**
 * Starts the SSH server that ascp logs in to, once.
 *
 * @returns {Promise<{port: number, key: string, asked: () => Promise<{user: string, command: string, input: string}>,
 *   stop: () => Promise<void>}>} `asked` waits for what the client sent
 */
export async function startAsperaLogin() {
  const key = join(await freshFolder('key'), 'aspera_key');
  const server = start(PYTHON, [join(SUPPORT, 'aspera_login.py'), key]);
  const [, port] = await server.line(/^port (\d+)/);
  const asked = async () => JSON.parse((await server.line(/^\{.*\}$/))[0]);
  return { port: Number(port), key, asked, stop: server.stop };
}
