// Run by trunk when all files are there: makes the program's two files smaller, and names what it touches after its content,
// so that a page never meets files of another build, and browsers may keep them for ever.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const read = (name, encoding) => readFileSync(join(staging, name), encoding);
const digest = (kind, bytes, form) => createHash(kind).update(bytes).digest(form);
let page = read("index.html", "utf8");

/** Replaces a text that the page must hold. */
function replaceInPage(before, after) {
  if (!page.includes(before)) throw new Error(`index.html does not hold ${before}`);
  page = page.replaceAll(before, after);
}

/** Returns the number at `at` and where it ends (LEB128, as in all of WebAssembly). */
function number(bytes, at) {
  let [value, shift] = [0, 0];
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
    shift += 7;
  }
}

function numberBytes(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}

/**
 * Gives what a program imports short names: those of wasm-bindgen hold 16 digits each that no compression makes smaller.
 * (Measured in November 2026: 2 kB gzip in each of the two files.)
 *
 * @returns {[Buffer, Map<string, string>]} the program, and the new names by the old ones
 */
function shortenImports(wasm) {
  const names = new Map();
  const text = (at) => {
    const [length, begin] = number(wasm, at);
    return [wasm.toString("utf8", begin, begin + length), begin + length];
  };
  for (let at = 8; at < wasm.length; ) {
    const [size, begin] = number(wasm, at + 1);
    const end = begin + size;
    if (wasm[at] !== 2) {
      at = end;
      continue;
    }
    let [count, from] = number(wasm, begin);
    const section = [Buffer.from(numberBytes(count))];
    for (; count > 0; count -= 1) {
      const [, field] = text(from);
      const [name, type] = text(field);
      if (wasm[type] !== 0) throw new Error(`${name} is no function, which this script does not know`);
      const [, next] = number(wasm, type + 1);
      if (!names.has(name)) names.set(name, names.size.toString(36));
      const short = Buffer.from(names.get(name));
      section.push(wasm.subarray(from, field), Buffer.from([short.length]), short, wasm.subarray(type, next));
      from = next;
    }
    if (from !== end) throw new Error("the imports do not end where they should");
    const body = Buffer.concat(section);
    const head = Buffer.from([2, ...numberBytes(body.length)]);
    return [Buffer.concat([wasm.subarray(0, at), head, body, wasm.subarray(end)]), names];
  }
  throw new Error("the program imports nothing");
}

/** Uses the short names, and leaves out comments and indentation. */
function shortenScript(script, names) {
  const found = new Set();
  const renamed = script.replace(/^( +)(\w+): function\(/gm, (whole, indent, name) => {
    if (!names.has(name)) return whole;
    found.add(name);
    return `"${names.get(name)}": function(`;
  });
  for (const name of names.keys()) if (!found.has(name)) throw new Error(`${name} is imported but not in the script`);
  return renamed.replace(/^\s*\/\*\*[^]*?\*\/\n/gm, "").replace(/^\s*(\/\/.*)?\n?/gm, "");
}

/** Puts a file in the place of another, under the name of its content. */
function put(before, after, bytes) {
  const name = after(digest("sha256", bytes, "hex").slice(0, 16));
  const integrity = (bytes) => `sha384-${digest("sha384", bytes, "base64")}`;
  replaceInPage(integrity(read(before)), integrity(bytes));
  replaceInPage(before, name);
  rmSync(join(staging, before));
  writeFileSync(join(staging, name), bytes);
}

function shortenProgram() {
  const [wasmName] = /app-\w+_bg\.wasm/.exec(page);
  const scriptName = wasmName.replace("_bg.wasm", ".js");
  const [wasm, names] = shortenImports(read(wasmName));
  const script = shortenScript(read(scriptName, "utf8"), names);
  put(wasmName, (hash) => `app-${hash}.wasm`, wasm);
  put(scriptName, (hash) => `app-${hash}.js`, Buffer.from(script));
}

function nameWorker() {
  const hash = createHash("sha256");
  for (const name of readdirSync(join(staging, "worker")).sort()) hash.update(`${name}\0`).update(read(join("worker", name)));
  const named = `worker-${hash.digest("hex").slice(0, 16)}`;
  replaceInPage("worker/worker-start.js", `${named}/worker-start.js`);
  renameSync(join(staging, "worker"), join(staging, named));
}

shortenProgram();
nameWorker();
writeFileSync(join(staging, "index.html"), page);
