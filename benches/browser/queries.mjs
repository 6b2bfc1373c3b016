// What people type, in the order in which no engine knows it. Each beginning is a query, as results come while one types.

/** Every beginning of a text, as `n`, `na`, `na1`. */
const typed = (text) => Array.from(text, (_, end) => text.slice(0, end + 1)).filter((part) => part === part.trimEnd());

/** The queries. */
export const QUERIES = [
  ...typed('na12878'),
  ...typed('chr22 phased tbi'),
  ...typed('ceu cram').slice(2),
  // Common, and found in most paths.
  'data',
  'gz',
  'bam',
  'vcf.gz',
  'low_coverage bam',
  'phase3 sequence_read',
  // What the two starts ask for, and the releases.
  '20130502 genotypes',
  'phase3 chr22',
  'vcf.gz.tbi chrx',
  'grch38 exome cram yri',
  'release 20130502 panel',
  '1kgp_high_coverage chr1 vcf',
  'ont vienna hg38 crai',
  'hgdp00001',
  'simons samea3302600',
  // Parts of words, in any order.
  '2878',
  'bai mapped hg0009',
  'err19',
  'srr0626 filt',
  'overage',
  'shapeit2 chry',
  // Long, and rare.
  'ALL.chr22.phase3_shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz',
  'data_collections 1000g_2504_high_coverage working 20220422 filtered snv indel sv phased panel chr7',
  'integrated_call_samples_v3',
  // One letter, and none found.
  'x',
  '7',
  'zzzzz',
  'na99999',
  'phase3 chr23 nothing',
  // Typing errors.
  'na12787x',
  'genotpyes 20130502',
  'exome_alignmnet ceu',
  'hihg_coverage cram',
];
