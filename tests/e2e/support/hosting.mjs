// The shipped blocks of examples/hosting/ in the servers that they are for. Replaced are the port, the site's name and folder,
// the mirror's address, and the file of certificate authorities; what a server needs besides a block stands around it.

import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { request as plainRequest } from 'node:http';
import { join } from 'node:path';

import { freePort, waitForHttp } from './net.mjs';
import { PROJECT, SITE as BUILT, TOOLS, freshFolder } from './paths.mjs';
import { run, start } from './process.mjs';

const FETCHED = join(TOOLS, 'servers');
const LIBRARIES = { LD_LIBRARY_PATH: join(FETCHED, 'libraries') };
const NGINX = process.env.NGINX ?? join(FETCHED, 'usr/sbin/nginx');
const CADDY = process.env.CADDY ?? join(FETCHED, 'usr/bin/caddy');
const APACHE = process.env.APACHE ?? '/usr/sbin/apache2';
const MODULES = process.env.APACHE_MODULES ?? '/usr/lib/apache2/modules';

/** Where the blocks have the mirror, relative to the page. */
export const PAGE_URL = 'mirror/ebi/';

const SITE = 'igsr.example.org';
const SITE_FOLDER = '/srv/igsr-fetch';
const MIRROR = 'ftp.1000genomes.ebi.ac.uk';
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** Fetches nginx and Caddy if they are not there. */
export async function fetchServers() {
  if (existsSync(NGINX) && existsSync(CADDY)) return;
  const { code, err } = await run(join(PROJECT, 'scripts/fetch-test-servers'), [], { cwd: PROJECT, seconds: 600 });
  if (code !== 0) throw new Error(`scripts/fetch-test-servers: ${err}`);
}

/**
 * Starts a mirror that answers by TLS only, sets cookies and keeps a record of what it is asked: a front before the mirror
 * `behind`, a plain one on this machine.
 *
 * What it is asked while `held` is a promise, it answers when that is kept.
 *
 * @returns {Promise<{host: string, certificate: string, asked: object[], names: Set<string>, held: Promise<void> | null, stop: () => Promise<void>}>}
 */
export async function startTlsMirror(behind) {
  const folder = await freshFolder('tls');
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const { code, err } = await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
  ]);
  if (code !== 0) throw new Error(`openssl: ${err}`);
  const asked = [];
  const { host, hostname, port: plainPort, pathname } = new URL(behind);
  // The names for which a certificate was asked.
  const names = new Set();
  const SNICallback = (name, done) => {
    names.add(name);
    done(null);
  };
  const identity = { key: await readFile(key), cert: await readFile(certificate), SNICallback };
  const mirror = { certificate, asked, names, held: null };
  const server = https.createServer(identity, async (question, answer) => {
    const { method, url, headers } = question;
    asked.push({ method, url, headers });
    await mirror.held;
    if (!url.startsWith('/vol1/ftp/')) return answer.writeHead(404).end('outside');
    const path = pathname + url.slice('/vol1/ftp/'.length);
    const passed = plainRequest({ host: hostname, port: plainPort, method, path, headers: { ...headers, host } }, (reply) => {
      const location = reply.headers.location?.replace(/^.*\/vol1\/ftp\//, `https://${headers.host}/vol1/ftp/`);
      const said = { ...reply.headers, ...(location && { location }), 'set-cookie': 'track=1', 'cache-control': 'private' };
      answer.writeHead(reply.statusCode, said);
      reply.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    question.pipe(passed);
  });
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return Object.assign(mirror, { host: `localhost:${port}`, stop });
}

/**
 * Starts a server with its shipped block before the built app.
 *
 * @param {'nginx' | 'apache' | 'caddy'} name
 * @param {{host: string, certificate: string, mirrors: string}} options the mirror, and the app's mirror list
 * @returns {Promise<{app: string, stop: () => Promise<void>}>}
 */
export async function startSite(name, { host, certificate, mirrors }) {
  const work = await freshFolder(name);
  // Started by root, the servers serve as another user.
  await chmod(work, 0o755);
  const site = join(work, 'site');
  await cp(BUILT, site, { recursive: true });
  await cp(mirrors, join(site, 'static/mirrors.json'));
  const port = await freePort();
  const file = join(PROJECT, 'examples/hosting', { nginx: 'nginx.conf', apache: 'apache.conf', caddy: 'Caddyfile' }[name]);
  const replaced = { [SITE_FOLDER]: site, [MIRROR]: host, [MIRROR.replaceAll('.', '\\.')]: host, [AUTHORITIES]: certificate, ...PORTS[name](port) };
  let block = await readFile(file, 'utf8');
  for (const [from, to] of Object.entries(replaced)) block = block.replaceAll(from, to);
  return startServer(name, work, port, block, certificate);
}

/** Serves the files of a folder by nginx, to any page. */
export async function startNginx(folder) {
  await fetchServers();
  const work = await freshFolder('nginx-files');
  await chmod(work, 0o755);
  const port = await freePort();
  const block = `server {
  listen 127.0.0.1:${port};
  root ${folder};
  default_type application/octet-stream;
  add_header Access-Control-Allow-Origin *;
  sendfile on;
}
`;
  return startServer('nginx', work, port, block);
}

/** Starts a server with a block and waits until it answers. */
async function startServer(name, work, port, block, certificate) {
  await writeFile(join(work, 'block'), block);
  const { program, args, around = '', env } = await RUN[name](work, certificate);
  await writeFile(join(work, 'configuration'), around);
  const server = start(program, args, { cwd: work, env: { ...process.env, ...env } });
  const app = `http://127.0.0.1:${port}/`;
  try {
    await waitForHttp(app, server.ended);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { app, stop: server.stop };
}

const PORTS = {
  nginx: (port) => ({ 'listen 80;': `listen 127.0.0.1:${port};` }),
  apache: (port) => ({ '<VirtualHost *:80>': `Listen 127.0.0.1:${port}\n<VirtualHost 127.0.0.1:${port}>` }),
  caddy: (port) => ({ [`\n${SITE} {`]: `\nhttp://127.0.0.1:${port} {` }),
};

const asRoot = process.getuid?.() === 0;

const RUN = {
  async nginx(work) {
    await mkdir(join(work, 'temporary'));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path temporary/${kind};`);
    return {
      program: NGINX,
      args: ['-p', work, '-c', 'configuration', '-e', 'error.log'],
      env: LIBRARIES,
      around: `daemon off;
pid nginx.pid;
${asRoot ? 'user www-data;' : ''}
events {}
http {
  types { text/html html; application/json json; }
  access_log off;
  ${temporary.join('\n  ')}
  include block;
}
`,
    };
  },
  async apache(work) {
    const modules = ['mpm_event', 'authz_core', 'deflate', 'dir', 'env', 'filter', 'headers', 'mime', 'proxy', 'proxy_http', 'ratelimit', 'ssl'];
    await writeFile(join(work, 'mime.types'), 'text/html html\napplication/json json\ntext/css css\n');
    return {
      program: APACHE,
      args: ['-f', join(work, 'configuration'), '-D', 'FOREGROUND'],
      around: `ServerName 127.0.0.1
ServerRoot "${work}"
PidFile "${work}/httpd.pid"
ErrorLog "${work}/error.log"
${asRoot ? 'User www-data\nGroup www-data' : ''}
${modules.map((module) => `LoadModule ${module}_module ${MODULES}/mod_${module}.so`).join('\n')}
TypesConfig "${work}/mime.types"
Include "${work}/block"
`,
    };
  },
  async caddy(work, certificate) {
    const env = { ...LIBRARIES, SSL_CERT_FILE: certificate, HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work };
    const admin = `unix/${join(work, 'admin')}`;
    return { program: CADDY, args: ['run', '--config', 'block', '--adapter', 'caddyfile'], env: { ...env, CADDY_ADMIN: admin } };
  },
};
