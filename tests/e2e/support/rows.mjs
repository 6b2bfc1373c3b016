// A mirror whose directories have as many files as their name says, as Apache's pages list them: `rows-100000/`.

import { createServer } from 'node:http';

const SIZES = ['  0 ', '972 ', '1.1K', ' 54K', '205M', '1.4G'];

/** Returns the name of a file: the larger the number, the later in the order by name. */
export const nameOf = (number) => `HG${String(number).padStart(6, '0')}.chr20.bam.bas`;

/** Returns the page of a directory with that many files, about 210 bytes each. */
export function pageOf(rows, path) {
  const row = (number) => {
    const [name, size] = [nameOf(number), SIZES[(number * 7919) % SIZES.length]];
    const day = String(1 + (number % 28)).padStart(2, '0');
    return `<tr><td valign="top"><img src="/icons/unknown.gif" alt="[   ]"></td><td><a href="${name}">${name}</a></td><td align="right">2019-02-${day} 05:46  </td><td align="right">${size}</td><td>&nbsp;</td></tr>\n`;
  };
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<html>
 <head>
  <title>Index of ${path}</title>
 </head>
 <body>
<h1>Index of ${path}</h1>
  <table>
   <tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th><th><a href="?C=S;O=A">Size</a></th><th><a href="?C=D;O=A">Description</a></th></tr>
   <tr><th colspan="5"><hr></th></tr>
<tr><td valign="top"><img src="/icons/back.gif" alt="[PARENTDIR]"></td><td><a href="/vol1/ftp/">Parent Directory</a></td><td>&nbsp;</td><td align="right">  - </td><td>&nbsp;</td></tr>
${Array.from({ length: rows }, (_, number) => row(number)).join('')}   <tr><th colspan="5"><hr></th></tr>
</table>
</body></html>
`;
}

/**
 * Starts the mirror on a free port of 127.0.0.1.
 *
 * @param {{wait?: number}} options milliseconds until an answer begins
 * @returns {Promise<{url: string, stop: () => Promise<void>}>} its site root
 */
export function startRows({ wait = 0 } = {}) {
  const pages = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1/');
    // The site root, by which the page tries the mirror, is empty.
    const rows = pathname === '/vol1/ftp/' ? '0' : /^\/vol1\/ftp\/rows-(\d{1,7})\/$/.exec(pathname)?.[1];
    response.setHeader('access-control-allow-origin', '*');
    if (!rows) return response.writeHead(404).end();
    if (!pages.has(rows)) pages.set(rows, Buffer.from(pageOf(Number(rows), pathname.slice(0, -1))));
    const page = pages.get(rows);
    const answer = () => response.writeHead(200, { 'content-type': 'text/html;charset=UTF-8', 'content-length': page.length }).end(page);
    return wait > 0 ? setTimeout(answer, wait) : answer();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const stop = () => new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      resolve({ url: `http://127.0.0.1:${server.address().port}/vol1/ftp/`, stop });
    });
  });
}
