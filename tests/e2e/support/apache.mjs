// A real Apache httpd on loopback, set up as the main site has it: FancyIndexing with HTMLTable over a directory tree.
// It is a second opinion: the demonstration mirror imitates Apache, this is Apache.

import { spawn } from 'node:child_process';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort, waitForHttp } from './net.mjs';
import { keep } from './process.mjs';

const PROGRAM = process.env.APACHE ?? '/usr/sbin/apache2';
const MODULES = process.env.APACHE_MODULES ?? '/usr/lib/apache2/modules';

/** The directory index styles, as `IndexOptions` lines. `table` is the main site's. */
export const STYLES = {
  table: ['IndexOptions FancyIndexing HTMLTable NameWidth=* DescriptionWidth=* Charset=UTF-8'],
  pre: ['IndexOptions FancyIndexing NameWidth=23 Charset=UTF-8'],
  ncbi: [
    'IndexOptions FancyIndexing SuppressIcon SuppressColumnSorting SuppressDescription NameWidth=* Charset=UTF-8',
    'ReadmeName /footer.html',
  ],
};

// NCBI's pages end with this link, below the list.
const NCBI_FOOTER =
  '<a href="https://www.hhs.gov/vulnerability-disclosure-policy/index.html">HHS Vulnerability Disclosure</a>\n';

const MIME_TYPES = `text/html html
text/plain txt log
text/markdown md
application/gzip gz
`;

// Debian's own choice of icons, cut to the kinds of file that the site has.
const ICONS = `
  AddIconByType (TXT,/icons/text.gif) text/*
  AddIcon /icons/tar.gif .tar
  AddIcon /icons/compressed.gif .Z .z .tgz .gz .zip
  AddIcon /icons/layout.gif .html .shtml .htm .pdf
  AddIcon /icons/text.gif .txt
  AddIcon /icons/back.gif ..
  AddIcon /icons/hand.right.gif README
  AddIcon /icons/folder.gif ^^DIRECTORY^^
  AddIcon /icons/blank.gif ^^BLANKICON^^
  DefaultIcon /icons/unknown.gif
`;

/**
 * Starts Apache.
 *
 * @param {object} options
 * @param {string} options.work folder for its configuration, logs and pid; emptied first
 * @param {string} options.tree folder that is served as /vol1/ftp/
 * @param {{name: string, cors?: boolean, style?: keyof STYLES, lines?: string[]}[]} options.sites one port each; `lines`
 *   of its configuration in the place of a style
 * @param {string} [options.zone] its time zone
 * @param {Record<string, string>} [options.inserts] files by name, for `HeaderName` and `ReadmeName` below /inserts/
 * @returns {Promise<{urls: Record<string, string>, log: string, stop: () => Promise<void>}>} base URLs of the sites
 */
export async function startApache({ work, tree, sites, zone = 'UTC', inserts = {} }) {
  await access(PROGRAM).catch(() => {
    throw new Error(`${PROGRAM} is missing. On Debian: apt-get install apache2-bin`);
  });
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const ports = [];
  for (const site of sites) ports.push({ port: await freePort(), ...site });
  await writeFile(join(work, 'footer.html'), NCBI_FOOTER);
  await mkdir(join(work, 'inserts'));
  for (const [name, text] of Object.entries(inserts)) await writeFile(join(work, 'inserts', name), text);
  await writeFile(join(work, 'mime.types'), MIME_TYPES);
  await writeFile(join(work, 'httpd.conf'), configuration({ work, tree, ports }));

  const child = keep(
    spawn(PROGRAM, ['-f', join(work, 'httpd.conf'), '-D', 'FOREGROUND'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, TZ: zone },
    }),
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  };
  const urls = Object.fromEntries(ports.map(({ name, port }) => [name, `http://127.0.0.1:${port}/vol1/ftp/`]));
  try {
    for (const url of Object.values(urls)) await waitForHttp(url, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls, log: join(work, 'access.log'), stop };
}

function configuration({ work, tree, ports }) {
  const modules = ['mpm_event', 'authz_core', 'alias', 'autoindex', 'dir', 'headers', 'mime'];
  const asRoot = process.getuid?.() === 0;
  return `
ServerName 127.0.0.1
ServerRoot "${work}"
PidFile "${work}/httpd.pid"
ErrorLog "${work}/error.log"
LogFormat "%m %U%q %>s %{Range}i" plain
CustomLog "${work}/access.log" plain
ServerSignature Off
${asRoot ? 'User www-data\nGroup www-data' : ''}
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
TypesConfig "${work}/mime.types"
DocumentRoot "${tree}"
Alias /vol1/ftp "${tree}"
Alias /footer.html "${work}/footer.html"
Alias /inserts "${work}/inserts"
<Directory "/">
  Require all granted
  Options Indexes FollowSymLinks
  ${ICONS.trim()}
</Directory>
${ports.map((site) => virtualHost(site)).join('\n')}
`;
}

function virtualHost({ port, cors = true, style = 'table', lines = STYLES[style] }) {
  return `Listen 127.0.0.1:${port}
<VirtualHost 127.0.0.1:${port}>
  ${cors ? 'Header set Access-Control-Allow-Origin *' : ''}
  <Location "/vol1/ftp">
    ${lines.join('\n    ')}
  </Location>
</VirtualHost>`;
}
