// Real web servers over one tree, each with the options that change its directory indexes, and what each of those pages says.
//
// They run in the time zone of New York, so that local time, local time at today's offset and UTC differ.

import { execFile } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startApache } from './apache.mjs';
import { INDEX_TREE } from './index-tree.mjs';
import { freePort, waitForHttp } from './net.mjs';
import { PROJECT, TOOLS, freshFolder } from './paths.mjs';
import { start } from './process.mjs';

/** Where the servers are. */
export const ZONE = 'America/New_York';

const SERVERS = join(TOOLS, 'servers');
export const PYTHON = join(TOOLS, 'python/bin/python');

const PROGRAM = {
  nginx: join(SERVERS, 'usr/sbin/nginx'),
  lighttpd: join(SERVERS, 'usr/sbin/lighttpd'),
  caddy: join(SERVERS, 'usr/bin/caddy'),
};

/** Says why a server's checks are left out; nothing where it is to be had. */
export function missing(name) {
  const program = PROGRAM[name];
  const onDebian = existsSync('/etc/debian_version');
  return program && !onDebian && !existsSync(program) ? 'this server is only fetched on Debian' : false;
}

/** Fetches the servers if they are not there (scripts/fetch-test-servers). */
export async function fetchServers() {
  await promisify(execFile)(join(PROJECT, 'scripts/fetch-test-servers'), { cwd: PROJECT });
}

/**
 * What a page says.
 *
 * @typedef {object} Shows
 * @property {'none' | 'exact' | 'apache' | 'nginx' | 'fancyindex' | 'lighttpd'} size how it writes sizes
 * @property {'none' | 'minute' | 'second'} precision of its dates
 * @property {boolean} [fresh] its files were made just now
 * @property {'local' | 'today' | 'utc' | 'stated'} [zone] of its dates: the server's, the server's at today's offset, UTC
 *   without saying so, UTC stated
 * @property {boolean} [hides] names with a leading dot are left out
 * @property {boolean} [mangles] names that are not UTF-8 cannot be told
 *
 * @typedef {object} Site
 * @property {string} option
 * @property {string} base URL of the tree
 * @property {string} [query] appended to a directory's URL
 * @property {Record<string, string>} [headers] with which a page is fetched; then the command reads it from a file only
 * @property {string} [holds] what its pages must hold, for the option to be proved
 * @property {Shows} shows
 */

/** Starts a program that serves until it is stopped; what it writes goes to `log` in its folder. */
export async function serve({ program, args, work, urls, env = {} }) {
  const log = openSync(join(work, 'log'), 'a');
  const server = start(program, args, { cwd: work, stdio: ['ignore', 'pipe', log], env: { ...process.env, TZ: ZONE, ...env } });
  closeSync(log);
  try {
    for (const url of urls) await waitForHttp(url, server.ended);
  } catch (error) {
    await server.stop();
    throw new Error(`see ${join(work, 'log')} (kept with KEEP=1)`, { cause: error });
  }
  return server;
}

// One port for each option.
async function withPorts(options) {
  const sites = [];
  for (const [option, rest] of Object.entries(options)) sites.push({ option, port: await freePort(), ...rest });
  return sites.map((site) => ({ ...site, base: `http://127.0.0.1:${site.port}/` }));
}

const DECOY = 'decoy.vcf.gz';
const DECOYS = `<p>See <a href="/elsewhere/file.vcf.gz">file.vcf.gz</a> of 2019-01-01 10:00, 1.2G, <a href="../up.txt">up</a>,
<a href="deep/path/file.bam">deep</a>, <a href="https://other.example/names/file.bam">other</a>, <a href="#top">top</a>.</p>
<table><tr><th>Name</th><th>Last modified</th><th>Size</th></tr><tr><td><a href="/decoy/${DECOY}">${DECOY}</a></td><td
>2019-01-01 10:00</td><td>1.2G</td></tr></table><ul><li><a href="gone/older"> older</a></li></ul>
<!-- <a href="comment.txt">comment.txt</a> --><script>const a = '<a href="script.txt">script.txt</a>';</script>
`;
// Where the server leaves the beginning and the end of the page to its operator.
const HEAD = `<!DOCTYPE html><html><head><title>Our mirror</title></head><body><h1>Welcome</h1>${DECOYS}`;
const TAIL = `${DECOYS}</body></html>`;

const DESCRIPTIONS = [
  'AddDescription "<b>1.2G</b> 2019-01-01 10:00" *.txt',
  `AddDescription "12M <a href='/other/desc.html'>see</a> 5.5K" *.gz`,
  'AddDescription "- 4.0K" dir*',
];

const fancy = (options, ...more) => [`IndexOptions FancyIndexing ${options}`, ...more];
const apacheSays = { size: 'apache', precision: 'minute', zone: 'local' };
const namesOnly = { size: 'none', precision: 'none' };

const APACHE = {
  ul: { lines: ['IndexOptions Charset=UTF-8'], shows: namesOnly },
  'XHTML ul': { lines: ['IndexOptions XHTML'], shows: namesOnly },
  pre: { lines: fancy('Charset=UTF-8'), shows: apacheSays },
  'HTMLTable, as EBI': { lines: fancy('HTMLTable NameWidth=* DescriptionWidth=* Charset=UTF-8'), shows: apacheSays },
  'as NCBI': {
    lines: fancy('SuppressIcon SuppressColumnSorting SuppressDescription NameWidth=*', 'ReadmeName /footer.html'),
    shows: apacheSays,
  },
  'XHTML HTMLTable': { lines: fancy('XHTML HTMLTable'), shows: apacheSays },
  'NameWidth=40': { lines: fancy('NameWidth=40'), shows: apacheSays },
  IconsAreLinks: { lines: fancy('IconsAreLinks IconWidth=20 IconHeight=22'), shows: apacheSays },
  'IconsAreLinks HTMLTable': { lines: fancy('IconsAreLinks HTMLTable FoldersFirst'), shows: apacheSays },
  UseOldDateFormat: { lines: fancy('UseOldDateFormat'), shows: apacheSays },
  SuppressSize: { lines: fancy('SuppressSize HTMLTable'), shows: { ...apacheSays, size: 'none' } },
  SuppressLastModified: { lines: fancy('SuppressLastModified SuppressRules'), shows: { size: 'apache', precision: 'none' } },
  'descriptions, HTMLTable': { lines: fancy('HTMLTable DescriptionWidth=*', ...DESCRIPTIONS), holds: '5.5K', shows: apacheSays },
  'descriptions, pre': { lines: fancy('DescriptionWidth=*', ...DESCRIPTIONS), holds: '5.5K', shows: apacheSays },
  'header and readme': {
    lines: fancy('HTMLTable', 'HeaderName /inserts/decoys.html', 'ReadmeName /inserts/decoys.html'),
    holds: DECOY,
    shows: apacheSays,
  },
  'SuppressHTMLPreamble, pre': {
    lines: fancy('SuppressHTMLPreamble', 'HeaderName /inserts/head.html', 'ReadmeName /inserts/tail.html'),
    holds: DECOY,
    shows: apacheSays,
  },
  'AddAltClass, IndexStyleSheet': { lines: fancy('AddAltClass HTMLTable', 'IndexStyleSheet /style.css'), shows: apacheSays },
  'sorted by size': { lines: fancy('HTMLTable'), query: '?C=S;O=D', shows: apacheSays },
  'sorted by date': { lines: fancy('VersionSort'), query: '?C=M;O=A', shows: apacheSays },
};

async function apache() {
  const work = await freshFolder('apache');
  const inserts = { 'decoys.html': DECOYS, 'head.html': HEAD, 'tail.html': TAIL };
  const sites = Object.entries(APACHE).map(([name, { lines }]) => ({ name, lines }));
  const server = await startApache({ work, tree: INDEX_TREE, sites, zone: ZONE, inserts });
  const each = Object.entries(APACHE).map(([option, rest]) => ({ option, ...rest, base: server.urls[option] }));
  return { sites: each, stop: server.stop };
}

const nginxSays = { size: 'exact', precision: 'minute', zone: 'utc', hides: true };
const nginxStates = { size: 'exact', precision: 'second', zone: 'stated', hides: true };
const INSERTS = 'fancyindex_header /inserts/head.html; fancyindex_footer /inserts/tail.html;';
const NGINX = {
  html: { lines: 'autoindex on;', shows: nginxSays },
  'html, rounded': { lines: 'autoindex on; autoindex_exact_size off;', shows: { ...nginxSays, size: 'nginx' } },
  'html, local time': { lines: 'autoindex on; autoindex_localtime on;', shows: { ...nginxSays, zone: 'today' } },
  json: { lines: 'autoindex on; autoindex_format json;', shows: nginxStates },
  jsonp: { lines: 'autoindex on; autoindex_format jsonp;', query: '?callback=show', shows: nginxStates },
  xml: { lines: 'autoindex on; autoindex_format xml;', shows: nginxStates },
  fancyindex: { lines: 'fancyindex on;', shows: nginxSays },
  'fancyindex, rounded': { lines: 'fancyindex on; fancyindex_exact_size off;', shows: { ...nginxSays, size: 'fancyindex' } },
  'fancyindex, local time': { lines: 'fancyindex on; fancyindex_localtime on;', shows: { ...nginxSays, zone: 'today' } },
  'fancyindex, own dates': {
    lines: 'fancyindex on; fancyindex_time_format "%F %T"; fancyindex_hide_parent_dir on;',
    shows: { ...nginxSays, precision: 'second' },
  },
  'fancyindex, header and footer': { lines: `fancyindex on; ${INSERTS}`, holds: DECOY, shows: nginxSays },
  'fancyindex, sorted by size': { lines: 'fancyindex on;', query: '?C=S&O=D', shows: nginxSays },
};

async function nginx() {
  const work = await freshFolder('nginx');
  const sites = await withPorts(NGINX);
  await mkdir(join(work, 'inserts'));
  await writeFile(join(work, 'inserts/head.html'), HEAD);
  await writeFile(join(work, 'inserts/tail.html'), TAIL);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${work}/${name};`);
  const blocks = sites.map(
    ({ port, lines }) =>
      `server { listen 127.0.0.1:${port}; root ${INDEX_TREE}; index none; location / { ${lines} } location /inserts/ { root ${work}; } }`,
  );
  await writeFile(
    join(work, 'nginx.conf'),
    `load_module ${SERVERS}/usr/lib/nginx/modules/ngx_http_fancyindex_module.so;
${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; worker_processes 1; pid ${work}/pid; error_log ${work}/error.log;
events { worker_connections 64; }
http { types { text/html html; text/plain txt; } access_log off; ${temporary.join(' ')}
${blocks.join('\n')} }
`,
  );
  const args = ['-p', work, '-c', join(work, 'nginx.conf'), '-e', join(work, 'error.log')];
  const server = await serve({ program: PROGRAM.nginx, args, work, urls: sites.map(({ base }) => base), env: unpacked() });
  return { sites, stop: server.stop };
}

// Libraries that the machine does not have lie beside the programs.
const unpacked = () => ({ LD_LIBRARY_PATH: join(SERVERS, 'libraries') });

const lighttpdSays = { size: 'lighttpd', precision: 'second', zone: 'local', hides: true };
const LIGHTTPD = {
  plain: { lines: '', shows: lighttpdSays },
  'encoding, dot files shown': {
    lines: 'dir-listing.encoding = "utf-8"\ndir-listing.hide-dotfiles = "disable"',
    shows: { ...lighttpdSays, hides: false },
  },
  'header and readme': {
    lines: `dir-listing.show-header = "/inserts/decoys.html"
dir-listing.show-readme = "/inserts/decoys.html"
dir-listing.encode-header = "disable"
dir-listing.encode-readme = "disable"`,
    holds: DECOY,
    shows: lighttpdSays,
  },
};

async function lighttpd() {
  const started = [];
  const stop = async () => {
    for (const server of started) await server.stop();
  };
  const sites = await withPorts(LIGHTTPD);
  for (const { port, lines, base } of sites) {
    const work = await freshFolder('lighttpd');
    await writeFile(join(work, 'decoys.html'), DECOYS);
    await writeFile(
      join(work, 'lighttpd.conf'),
      `server.modules = ("mod_dirlisting")
server.document-root = "${INDEX_TREE}"
server.bind = "127.0.0.1"
server.port = ${port}
dir-listing.activate = "enable"
${lines.replaceAll('/inserts', work)}
`,
    );
    const args = ['-D', '-m', join(SERVERS, 'usr/lib/lighttpd'), '-f', join(work, 'lighttpd.conf')];
    started.push(await serve({ program: PROGRAM.lighttpd, args, work, urls: [base], env: unpacked() }));
  }
  return { sites, stop };
}

const caddyStates = { size: 'exact', precision: 'second', zone: 'stated' };
const CADDY = {
  html: { shows: caddyStates },
  'html, sorted': { query: '?sort=size&order=desc', shows: caddyStates },
  json: { headers: { accept: 'application/json' }, shows: { ...caddyStates, mangles: true } },
};

async function caddy(program) {
  const work = await freshFolder('caddy');
  const port = await freePort();
  const base = `http://127.0.0.1:${port}/`;
  await writeFile(
    join(work, 'Caddyfile'),
    `{\n admin off\n auto_https off\n}\nhttp://:${port} {\n bind 127.0.0.1\n root * ${INDEX_TREE}\n file_server browse\n}\n`,
  );
  const args = ['run', '--adapter', 'caddyfile', '--config', join(work, 'Caddyfile')];
  const env = { HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work, ...unpacked() };
  const server = await serve({ program, args, work, urls: [base], env });
  return { sites: Object.entries(CADDY).map(([option, rest]) => ({ option, base, ...rest })), stop: server.stop };
}

async function python() {
  const work = await freshFolder('python');
  const port = await freePort();
  const base = `http://127.0.0.1:${port}/`;
  const args = ['-m', 'http.server', '--bind', '127.0.0.1', '--directory', INDEX_TREE, String(port)];
  const server = await serve({ program: PYTHON, args, work, urls: [base], env: { LC_ALL: 'C.UTF-8' } });
  return { sites: [{ option: 'http.server', base, shows: { ...namesOnly, mangles: true } }], stop: server.stop };
}

/**
 * How each server is started; every one of its sites serves the tree.
 *
 * @type {Record<string, () => Promise<{sites: Site[], stop: () => Promise<void>}>>}
 */
export const START = {
  apache,
  nginx,
  lighttpd,
  caddy: () => caddy(PROGRAM.caddy),
  'newest caddy': () => caddy(join(TOOLS, 'python/bin/caddy')),
  python,
};

/** The options of each server, as `START` will serve them. */
export const OPTIONS = {
  apache: Object.keys(APACHE),
  nginx: Object.keys(NGINX),
  lighttpd: Object.keys(LIGHTTPD),
  caddy: Object.keys(CADDY),
  'newest caddy': Object.keys(CADDY),
  python: ['http.server'],
};
