// Fails when a part of the page is larger than budget.json allows. Prints each file's size.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = process.argv[2] ?? "target/site";
const budget = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));
const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

/** Measures the files of a folder, or some of them, and says whether they keep to their limit. */
function measure(folder, { what, limit_kb: limit }, kinds, counts = () => true) {
  const rows = readdirSync(join(dist, folder))
    .filter((name) => /\.(wasm|m?js|css)$/.test(name) && counts(name))
    .map((name) => {
      const bytes = readFileSync(join(dist, folder, name));
      return { name: join(folder, name), plain: bytes.length, zipped: gzipSync(bytes, { level: 9 }).length };
    });
  for (const kind of kinds) {
    if (!rows.some(({ name }) => name.endsWith(kind))) throw new Error(`${join(dist, folder)} has no .${kind} file: build the page first`);
  }
  const total = rows.reduce((sum, row) => sum + row.zipped, 0);
  for (const { name, plain, zipped } of rows) console.log(`${kB(plain)} ${kB(zipped)} gzip  ${name}`);
  const part = what.split(":")[0];
  console.log(`${part}: ${(total / 1000).toFixed(1)} of ${limit} kB gzip`);
  if (total > limit * 1000) {
    console.error(`${part} is over its budget by ${((total - limit * 1000) / 1000).toFixed(1)} kB (tests/budget/budget.json).`);
    process.exitCode = 1;
  }
}

/** Returns the folder of a web worker, which is named after what is in it. */
function workerFolder(plain) {
  const folders = readdirSync(dist).filter((name) => name.startsWith(`${plain}-`) && /^[0-9a-f]{16}$/.test(name.slice(plain.length + 1)));
  if (folders.length !== 1) throw new Error(`${dist} has ${folders.length} folders ${plain}-… in place of one: build the page first`);
  return folders[0];
}

const isOfOtherPages = (name) => name.startsWith("pages-");
measure("", budget.first_load, ["wasm", "js", "css"], (name) => !isOfOtherPages(name));
measure("", budget.other_pages, ["wasm"], isOfOtherPages);
measure(workerFolder("worker"), budget.worker, ["wasm", "js"]);
measure(workerFolder("worker-search"), budget.search_worker, ["wasm", "js"]);
measure(workerFolder("worker-import"), budget.import_worker, ["wasm", "js"]);
measure(workerFolder("worker-plan"), budget.plan_worker, ["wasm", "js"]);
measure(workerFolder("worker-transfer"), budget.transfer_worker, ["wasm", "js"]);
