// Run by trunk when all files are there: gives what the program and its script call each other by short names.
// wasm-bindgen ends each of some 170 names with 16 random digits, which no compression makes smaller, and writes them twice.
// Also takes indentation and comments out of the script. Saves 6 kB gzip of the first load.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const hash = (algorithm, form, ...parts) => parts.reduce((sum, part) => sum.update(part), createHash(algorithm)).digest(form);

/** Reads an unsigned number as WebAssembly writes it; returns it and where it ends. */
function readNumber(bytes, at) {
  let [value, shift] = [0, 0];
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    shift += 7;
    if (byte < 128) return [value, at];
  }
}

function number(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(bytes);
}

const IMPORTS = 2;
const EXPORTS = 7;
const LONG = /^\w+[_h][0-9a-f]{16}$/;

/** Renames imports and exports; every other byte stays. */
function renamed(program, shortName) {
  const out = [program.subarray(0, 8)];
  for (let at = 8; at < program.length; ) {
    const id = program[at];
    const [length, start] = readNumber(program, at + 1);
    let section = program.subarray(start, start + length);
    if (id === IMPORTS || id === EXPORTS) section = renamedSection(section, id, shortName);
    out.push(Buffer.from([id]), number(section.length), section);
    at = start + length;
  }
  return Buffer.concat(out);
}

function renamedSection(section, id, shortName) {
  let [count, at] = readNumber(section, 0);
  const out = [section.subarray(0, at)];
  const copy = (to) => {
    out.push(section.subarray(at, to));
    at = to;
  };
  const skipNumber = (from) => readNumber(section, from)[1];
  const skipLimits = (from) => (section[from] & 1 ? skipNumber(skipNumber(from + 1)) : skipNumber(from + 1));
  const name = (change) => {
    const [length, start] = readNumber(section, at);
    const text = section.toString("utf8", start, start + length);
    const now = Buffer.from(change ? shortName(text) : text);
    out.push(number(now.length), now);
    at = start + length;
  };
  for (; count > 0; count -= 1) {
    if (id === IMPORTS) name(false);
    name(true);
    const kind = section[at];
    if (id === EXPORTS || kind === 0) copy(skipNumber(at + 1));
    else if (kind === 1) copy(skipLimits(at + 2));
    else if (kind === 2) copy(skipLimits(at + 1));
    else if (kind === 3) copy(at + 3);
    else throw new Error(`an import of kind ${kind} is not known here`);
  }
  return Buffer.concat(out);
}

/** Takes indentation, empty lines and comments out; leaves text that runs over lines alone. */
function tightened(script) {
  const lines = script.replaceAll(/^\s*\/\*\*[\s\S]*?\*\/$/gm, "").split("\n");
  if (lines.some((line) => line.split("`").length % 2 === 0)) return script;
  return lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("//")).join("\n");
}

const files = readdirSync(staging);
const scriptName = files.find((name) => /^app-[0-9a-f]+\.js$/.test(name));
const old = scriptName.slice(4, -3);
const programName = `app-${old}_bg.wasm`;
const [script, program] = [scriptName, programName].map((name) => readFileSync(join(staging, name)));

const names = new Map();
const shortName = (name) => {
  if (!LONG.test(name)) return name;
  if (!names.has(name)) names.set(name, `$${names.size.toString(36)}`);
  return names.get(name);
};
const newProgram = renamed(program, shortName);
const text = script.toString("utf8");
if (text.includes("$0")) throw new Error(`${scriptName} uses short names of its own`);
const newScript = tightened(text.replaceAll(/\b\w+[_h][0-9a-f]{16}\b/g, (name) => names.get(name) ?? name));
await WebAssembly.compile(newProgram);

const now = hash("sha256", "hex", newScript, newProgram).slice(0, 16);
const integrity = (content) => `sha384-${hash("sha384", "base64", content)}`;
const page = join(staging, "index.html");
const before = readFileSync(page, "utf8");
const after = before
  .replaceAll(integrity(script), integrity(newScript))
  .replaceAll(integrity(program), integrity(newProgram))
  .replaceAll(`app-${old}`, `app-${now}`);
if (after === before) throw new Error(`${page} does not name ${scriptName}`);
writeFileSync(page, after);
for (const name of [scriptName, programName]) rmSync(join(staging, name));
writeFileSync(join(staging, `app-${now}.js`), newScript);
writeFileSync(join(staging, `app-${now}_bg.wasm`), newProgram);
