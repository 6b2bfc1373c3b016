// When all files are there: names the web workers' folders after what is in them, and tells the page.
// So a page never meets the worker of another build, and all may be kept by browsers for ever.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const page = join(staging, "index.html");

for (const plain of ["worker", "worker-search", "worker-import", "worker-plan", "worker-transfer"]) {
  const hash = createHash("sha256");
  for (const name of readdirSync(join(staging, plain)).sort()) {
    hash.update(`${name}\0`).update(readFileSync(join(staging, plain, name)));
  }
  const named = `${plain}-${hash.digest("hex").slice(0, 16)}`;

  const before = readFileSync(page, "utf8");
  const after = before.replace(`"${plain}/`, `"${named}/`).replace(`=${plain}/`, `=${named}/`);
  if (after === before) throw new Error(`${page} does not name ${plain}/`);
  renameSync(join(staging, plain), join(staging, named));
  writeFileSync(page, after);
}
