// The demonstration mirror (examples/demo_mirror): serves the built app, and a mirror with knobs.

import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { DIST, MAIN_FILES, PROJECT } from './paths.mjs';
import { start } from './process.mjs';

const PROGRAM = process.env.DEMO_MIRROR ?? join(PROJECT, 'target/debug/examples/demo_mirror');

/**
 * Starts the app and a mirror on free ports.
 *
 * @param {{tree?: string, mirrors?: string, path?: string, snapshot?: string}} options folder for the mirror (else the made-up
 *   tree), mirror list in place of the app's own, path of the app, folder of a snapshot in place of the main files
 * @returns {Promise<{app: string, mirror: string, knob: (spec: string) => string, stop: () => Promise<void>}>}
 */
export async function startDemo({ tree, mirrors, path, snapshot = MAIN_FILES } = {}) {
  await access(join(DIST, 'index.html')).catch(() => {
    throw new Error(`${DIST} has no built app: make serve or make test builds it`);
  });
  const program = await serve({ app: DIST, 'app-port': '0', tree, mirrors, 'app-path': path, snapshot });
  const [, app] = await program.line(/^app +(\S+)/);
  return { app, ...(await mirrorOf(program)) };
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
