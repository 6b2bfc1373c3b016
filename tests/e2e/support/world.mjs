// Everything that a journey needs: the tree, a real Apache with and without CORS, the demonstration mirror with its knobs
// over the same tree, the server that ascp logs in to, and the app with a mirror list that names them.

import { join } from 'node:path';

import { startApache } from './apache.mjs';
import { fetchClients, startAsperaLogin } from './clients.mjs';
import { startDemo, startMirror } from './demo.mjs';
import { GLOBUS, aspera, mirror, writeMirrors } from './mirrors.mjs';
import { freshFolder } from './paths.mjs';
import { TREE, makeTree } from './tree.mjs';

/**
 * Starts the servers.
 *
 * The mirrors of the app, by id: `apache` (as the main site, CORS on), `plain` (the same without CORS), `flipped` (the
 * large file with one bit changed), `made-up` (the demonstration mirror's own small tree). The first is the default.
 *
 * @param {{first?: string}} [options] the id of the mirror that the app starts with
 */
export async function startWorld({ first = 'apache' } = {}) {
  const [files] = await Promise.all([makeTree(), fetchClients()]);
  const folder = await freshFolder('world');
  const started = [];
  const stop = async () => {
    for (const server of started.reverse()) await server.stop();
  };
  try {
    const login = await startAsperaLogin();
    started.push(login);
    const apache = await startApache({
      work: join(folder, 'apache'),
      tree: TREE,
      sites: [{ name: 'cors' }, { name: 'plain', cors: false }],
    });
    started.push(apache);
    const broken = await startMirror({ tree: TREE });
    started.push(broken);
    const madeUp = await startMirror();
    started.push(madeUp);
    const accounts = { aspera: aspera(login.port), globus: GLOBUS };
    const mirrors = [
      mirror('apache', 'Apache', apache.urls.cors, accounts),
      mirror('plain', 'Apache without CORS', apache.urls.plain, accounts),
      mirror('flipped', 'Flipped bit', broken.knob('flip,on=.vcf.gz'), accounts),
      mirror('made-up', 'Made-up tree', madeUp.mirror),
    ];
    mirrors.sort((a, b) => (b.id === first) - (a.id === first));
    const list = await writeMirrors(join(folder, 'mirrors.json'), mirrors);
    const demo = await startDemo({ tree: TREE, mirrors: list });
    started.push(demo);
    return { app: demo.app, apache, demo: broken, madeUp, files, login, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
