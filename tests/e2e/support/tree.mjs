// The tree that the real Apache serves: vol1/ftp/ in miniature under the site's true names, made on first use and kept in
// `TREE`. One file has 300 MB, so that a download takes a moment; a directory is full of names that bite.

import { createCipheriv, createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';

import { MADE } from './paths.mjs';

/** Where the tree is. */
export const TREE = join(MADE, 'tree');

// Raise it when the tree changes, so that it is made anew.
const VERSION = '6';

const RELEASE = 'release/20130502';

/** The directory of the phase 3 release. */
export { RELEASE };

/** Returns the name of a phase 3 variant file, as the site has it. */
export function variants(chromosome) {
  const middle =
    { X: 'phase3_shapeit2_mvncall_integrated_v1c', Y: 'phase3_integrated_v2b', MT: 'phase3_callmom-v0_4' }[chromosome] ??
    'phase3_shapeit2_mvncall_integrated_v5b';
  return `ALL.chr${chromosome}.${middle}.20130502.genotypes.vcf.gz`;
}

/** The large file. */
export const LARGE = { path: `${RELEASE}/${variants(22)}`, size: 300_000_000 };

/** The directory of names that bite, and the names. */
export const HOSTILE = {
  directory: 'technical/working/hostile',
  names: [
    '<img src=x onerror=globalThis.bitten=1>.vcf.gz',
    '"><script>globalThis.bitten=2<!--.txt',
    "it's.vcf.gz",
    '"quoted".vcf.gz',
    '$(touch bitten).vcf.gz',
    '`touch bitten`.vcf.gz',
    '; touch bitten ;.vcf.gz',
    'a b  c.vcf.gz',
    'part#1.vcf.gz',
    '100%25 %2e%2e.vcf.gz',
    '-rf',
    '--output-document=bitten',
    '~root.vcf.gz',
    '!history!.vcf.gz',
    'back\\slash\\n.vcf.gz',
    'café 日本.vcf.gz',
    '*?[a-z].vcf.gz',
    '{a,b}.vcf.gz',
    '&amp;&lt;.vcf.gz',
    'colon:name.vcf.gz',
    'EOF',
    'IGSR_EOF',
    'no\u200bwidth\u00a0space.vcf.gz',
    'turned\u202ezg.fcv.exe',
  ],
  /** One of them, which is drawn from right to left. */
  turned: 'turned\u202ezg.fcv.exe',
  /** Names that no command can carry. */
  unwritable: ['line\nbreak.vcf.gz', 'tab\there.vcf.gz', 'escape\u001b[31mred.vcf.gz'],
};

/** A directory whose index is not Apache's but an enemy's. */
export const TRAP = {
  directory: 'technical/working/trap',
  good: 'good.vcf.gz',
};

// An index page with every trick at once; one row is honest.
const TRAP_PAGE = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<html>
 <head>
  <title>Index of /vol1/ftp/technical/working/trap</title>
  <script>globalThis.bitten = 3</script>
 </head>
 <body onload="globalThis.bitten = 4">
<h1>Index of /vol1/ftp/technical/working/trap</h1>
  <table>
   <tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th><th><a href="?C=S;O=A">Size</a></th><th><a href="?C=D;O=A">Description</a></th></tr>
   <tr><th colspan="5"><hr></th></tr>
<tr><td valign="top"><img src="/icons/back.gif" alt="[PARENTDIR]"></td><td><a href="/vol1/ftp/technical/working/">Parent Directory</a></td><td>&nbsp;</td><td align="right">  - </td><td>&nbsp;</td></tr>
${[
  ['javascript:globalThis.bitten=5', 'script-link.vcf.gz'],
  ['data:text/html,<script>globalThis.bitten=6</script>', 'data-link.vcf.gz'],
  ['https://evil.example/other-host.vcf.gz', 'other-host.vcf.gz'],
  ['//evil.example/protocol-relative.vcf.gz', 'protocol-relative.vcf.gz'],
  ['\\\\evil.example\\backslash.vcf.gz', 'backslash.vcf.gz'],
  ['../../../../etc/passwd', 'passwd'],
  ['..%2f..%2f..%2fetc%2fpasswd', 'encoded-passwd'],
  ['/etc/shadow', 'shadow'],
  ['sub/../../escape.vcf.gz', 'escape.vcf.gz'],
  ['mailto:evil@evil.example', 'mail.vcf.gz'],
  ['http://user:secret@127.0.0.1/vol1/ftp/secret.vcf.gz', 'secret.vcf.gz'],
  [TRAP.good, TRAP.good],
  ['nul%00byte.vcf.gz', 'nul.vcf.gz'],
  ['onerror.vcf.gz', '<img src="x" onerror="globalThis.bitten=7">onerror.vcf.gz'],
]
  .map(
    ([href, text]) =>
      `<tr><td valign="top"><img src="x" onerror="globalThis.bitten=8" alt="[   ]"></td><td><a href="${href.replaceAll('"', '&quot;')}">${text}</a></td><td align="right">2021-03-16 15:54  </td><td align="right">701M</td><td>&nbsp;</td></tr>`,
  )
  .join('\n')}
   <tr><th colspan="5"><hr></th></tr>
</table>
<iframe src="https://evil.example/frame.html"></iframe>
</body></html>
`;

// Path → size in bytes; contents are made from the path.
function files() {
  const out = new Map();
  const chromosomes = [...Array.from({ length: 22 }, (_, index) => String(index + 1)), 'X', 'Y', 'MT'];
  for (const [index, chromosome] of chromosomes.entries()) {
    out.set(`${RELEASE}/${variants(chromosome)}`, chromosome === '22' ? LARGE.size : 60_000 + 977 * index);
    out.set(`${RELEASE}/${variants(chromosome)}.tbi`, 1_900 + 31 * index);
  }
  const sites = `${RELEASE}/ALL.wgs.phase3_shapeit2_mvncall_integrated_v5c.20130502.sites.vcf.gz`;
  out.set(sites, 140_000).set(`${sites}.tbi`, 2_300);
  for (const name of [
    '20140625_related_individuals.txt',
    'README_chrMT_phase3_callmom.md',
    'README_known_issues_20200731',
    'README_phase3_callset_20150220',
    'README_phase3_chrY_calls_20141104',
    'README_vcf_info_annotation.20141104',
    'integrated_call_samples_v3.20130502.ALL.panel',
    'integrated_call_samples_v3.20250704.ALL.ped',
    'supporting/hd_genotype_chip/ALL.chip.omni_broad_sanger_combined.20140818.snps.genotypes.vcf.gz',
    'supporting/related_samples_vcf/README',
    'supporting/phase1_sites_missing_in_phase3/README',
  ]) {
    out.set(`${RELEASE}/${name}`, 700 + 13 * name.length);
  }
  for (const path of ['CHANGELOG', 'phase3/20131219.populations.tsv', 'pilot_data/README.bas', 'data_collections/README_data_collections.md']) {
    out.set(path, 500 + path.length);
  }
  for (const name of [...HOSTILE.names, ...HOSTILE.unwritable]) out.set(`${HOSTILE.directory}/${name}`, 1_000 + name.length);
  out.set(`${HOSTILE.directory}/a directory; with "quotes"/inner.vcf.gz`, 321);
  out.set(`${TRAP.directory}/${TRAP.good}`, 4_321);
  return out;
}

/**
 * Makes the tree if it is not there.
 *
 * @returns {Promise<Map<string, {size: number, md5: string, sha256: string}>>} every file by path
 */
export async function makeTree() {
  const list = join(MADE, 'tree.json');
  const kept = await readFile(list, 'utf8').then(JSON.parse, () => null);
  if (kept?.version === VERSION) return new Map(Object.entries(kept.files));
  await rm(list, { force: true });
  await rm(TREE, { recursive: true, force: true });
  const made = {};
  for (const [path, size] of files()) made[path] = await makeFile(path, size);
  await writeFile(join(TREE, TRAP.directory, 'index.html'), TRAP_PAGE);
  await writeFile(join(TREE, 'current.tree'), currentTree(made));
  await writeFile(list, JSON.stringify({ version: VERSION, files: made }));
  return new Map(Object.entries(made));
}

// The bytes are a key stream: they look compressed, and are the same on every machine.
async function makeFile(path, size) {
  const at = join(TREE, path);
  await mkdir(dirname(at), { recursive: true });
  const key = createHash('sha256').update(path).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  const out = createWriteStream(at);
  const zeros = Buffer.alloc(1 << 20);
  for (let done = 0; done < size; ) {
    const piece = stream.update(zeros.subarray(0, Math.min(zeros.length, size - done)));
    if (done === 0 && path.endsWith('.gz')) Buffer.from([0x1f, 0x8b, 0x08, 0x04]).copy(piece);
    md5.update(piece);
    sha256.update(piece);
    if (!out.write(piece)) await new Promise((resolve) => out.once('drain', resolve));
    done += piece.length;
  }
  out.end();
  await finished(out);
  const modified = new Date(Date.UTC(2021, 2, 16, 15, 54));
  await utimes(at, modified, modified);
  return { size, md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}

// As the site's own generator writes it: five columns, a tab after each, files only.
function currentTree(made) {
  return Object.entries(made)
    .filter(([path]) => !/[\t\n]/.test(path))
    .map(([path, { size, md5 }]) => `ftp/${path}\tfile\t${size}\t2021-03-16 15:54:00\t${md5}\t\n`)
    .join('');
}
