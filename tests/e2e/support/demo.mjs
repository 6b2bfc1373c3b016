// The demonstration mirror (examples/demo_mirror): serves the built app, and a mirror with knobs.

import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort } from './net.mjs';
import { DIST, MAIN_FILES, PROJECT, freshFolder } from './paths.mjs';
import { start } from './process.mjs';

const PROGRAM = process.env.DEMO_MIRROR ?? join(PROJECT, 'target/debug/examples/demo_mirror');

/**
 * Starts the app and a mirror on free ports.
 *
 * @param {{tree?: string, mirrors?: string, local?: boolean, path?: string, snapshot?: string}} options folder for the mirror
 *   (else the made-up tree); mirror list in place of the app's own, or, with `local`, the app's own with this mirror as the default,
 *   so that no other host is asked; path of the app; folder of a snapshot in place of the main files
 * @returns {Promise<{app: string, mirror: string, knob: (spec: string) => string, stop: () => Promise<void>}>}
 */
export async function startDemo({ tree, mirrors, local = false, path, snapshot = MAIN_FILES } = {}) {
  await access(join(DIST, 'index.html')).catch(() => {
    throw new Error(`${DIST} has no built app: make serve or make test builds it`);
  });
  const port = local ? String(await freePort()) : '0';
  const list = local ? await localMirrors(port) : mirrors;
  const program = await serve({ app: DIST, 'app-port': '0', 'mirror-port': port, tree, mirrors: list, 'app-path': path, snapshot });
  const [, app] = await program.line(/^app +(\S+)/);
  return { app, ...(await mirrorOf(program)) };
}

/** Writes the app's own mirror list with the demonstration mirror, at this port, as the default. */
async function localMirrors(port) {
  const list = JSON.parse(await readFile(join(DIST, 'static/mirrors.json'), 'utf8'));
  const demo = list.mirrors.find(({ id }) => id === 'demo');
  demo.base_url = `http://127.0.0.1:${port}/vol1/ftp/`;
  const file = join(await freshFolder('local'), 'mirrors.json');
  await writeFile(file, JSON.stringify({ ...list, default: demo.id }));
  return file;
}

/** Starts a mirror alone; as `startDemo`, without the app. */
export async function startMirror({ tree } = {}) {
  return mirrorOf(await serve({ tree }));
}

async function serve(options) {
  await access(PROGRAM).catch(() => {
    throw new Error(`${PROGRAM} is missing: cargo build --example demo_mirror`);
  });
  const given = Object.entries({ 'mirror-port': '0', ...options }).filter(([, value]) => value);
  return start(PROGRAM, given.flatMap(([option, value]) => [`--${option}`, value]));
}

async function mirrorOf(program) {
  const [, mirror] = await program.line(/^mirror +(\S+)/);
  /** Returns the base URL with knobs, as `flip,on=.gz`. */
  const knob = (spec) => mirror.replace('/vol1/', `/_knob/${spec}/vol1/`);
  return { mirror, knob, stop: program.stop };
}
