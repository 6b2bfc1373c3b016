// When all files are there: cuts the page's program in parts, at the functions marked in src/ui/page/other_pages.rs.
// The first part shows the catalogue and loads the others, which have the other pages. Trunk has no place for this between the
// compiler and wasm-bindgen, so what it wrote of the program is written anew.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const staging = process.env.TRUNK_STAGING_DIR;
const compiled = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown/page/app.wasm");
const folder = mkdtempSync(join(tmpdir(), "igsr-fetch-page-"));
const made = (name) => join(folder, name);
const read = (name) => readFileSync(made(name));

/** Replaces what must be there. */
function replace(text, before, after) {
  if (text.search(before) < 0) throw new Error(`${before} is missing: this version of trunk, wasm-bindgen or wasm-split writes something else`);
  return text.replace(before, after);
}

await run("wasm-split-cli", [compiled, folder, "--target", "web", "--out-name", "app"]);
const others = readdirSync(folder).filter((name) => /^(split|chunk)_.*\.wasm$/.test(name));
await run("wasm-bindgen", [made("app.wasm"), "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", folder, "--out-name", "app"]);

// Only the compiler's own file says what its code needs.
const needed = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext", "simd"];
const smaller = ["-Oz", "--low-memory-unused", "--zero-filled-memory", "--reorder-functions-by-name", ...needed.map((name) => `--enable-${name}`)];
await Promise.all(["app_bg.wasm", ...others].map((name) => run("wasm-opt", [made(name), "-o", made(name), ...smaller])));

// The names hold a digest of all parts, so that those of two builds never meet.
const parts = ["app.js", "__wasm_split.js", "app_bg.wasm", ...others].map(read);
const hash = parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex").slice(0, 16);

// What loads the other parts goes into the module that it is for. It takes a file as a program, whatever type the server calls it.
const named = (part) => `pages-${part.replace(/^split_|\.wasm$/g, "").replaceAll("_", "-")}-${hash}.wasm`;
let link = replace(read("__wasm_split.js").toString(), /import \{ initSync \} from ".\/app.js";\n/, () => "");
for (const part of others) {
  link = replace(link, new RegExp(`fetch\\(new URL\\("./${part}", import.meta.url\\)\\)`), () =>
    `fetch(new URL("./${named(part)}", import.meta.url)).then(({ body, status }) => new Response(body, { status, headers: { "content-type": "application/wasm" } }))`);
}
const loaders = [...link.matchAll(/export const (\w+)/g)].map(([, loader]) => loader);
// One import for each loader.
const module = link + replace(read("app.js").toString(), /import \* as (\w+) from ".\/__wasm_split.js"/g, (_, linked) => `const ${linked} = { ${loaders.join(", ")} };`);

const page = join(staging, "index.html");
let html = readFileSync(page, "utf8");
for (const [end, bytes] of [[".js", Buffer.from(module)], ["_bg.wasm", read("app_bg.wasm")]]) {
  const digest = createHash("sha384").update(bytes).digest("base64");
  html = replace(html, new RegExp(`href="?./(app-[0-9a-f]+${end})"? integrity="?sha384-[^" >]+`), (_, former) => {
    rmSync(join(staging, former));
    return `href="./app-${hash}${end}" integrity="sha384-${digest}"`;
  });
  writeFileSync(join(staging, `app-${hash}${end}`), bytes);
}
for (const part of others) writeFileSync(join(staging, named(part)), read(part));
// Its names for the loader, too.
writeFileSync(page, html.replaceAll(/app-[0-9a-f]{16}/g, `app-${hash}`));
rmSync(folder, { recursive: true });
