// Prints a table of facts in whose column "sources" each MD5 has its tables, with the names that people know.
//
// node scripts/node/name-tables.mjs TABLE

import { rows, tableWords } from './tables.mjs';

const [header, ...rest] = rows(process.argv[2]);
const at = header.indexOf('sources');
const named = ([md5, sources]) => [md5, [...new Set(sources.map(tableWords))]];
const row = (fields) => fields.with(at, JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(fields[at])).map(named))));
console.log([header.with(at, 'md5_tables'), ...rest.map(row)].map((fields) => fields.join('\t')).join('\n'));
