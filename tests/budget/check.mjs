// Fails when the first load is larger than budget.json allows. Prints each file's size.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = process.argv[2] ?? "dist";
const { limit_kb: limit } = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
const rows = readdirSync(dist)
  .filter((name) => /\.(wasm|m?js|css)$/.test(name))
  .map((name) => {
    const bytes = readFileSync(join(dist, name));
    return { name, plain: bytes.length, zipped: gzipSync(bytes, { level: 9 }).length };
  });

for (const kind of ["wasm", "js", "css"]) {
  if (!rows.some(({ name }) => name.endsWith(kind))) throw new Error(`${dist} has no .${kind} file: build the page first`);
}
const total = rows.reduce((sum, row) => sum + row.zipped, 0);
for (const { name, plain, zipped } of rows) console.log(`${kB(plain)} ${kB(zipped)} gzip  ${name}`);
console.log(`first load: ${(total / 1000).toFixed(1)} of ${limit} kB gzip`);
if (total > limit * 1000) {
  console.error(`The first load is over its budget by ${((total - limit * 1000) / 1000).toFixed(1)} kB (tests/budget/budget.json).`);
  process.exit(1);
}
