// Stands in the place of the page before the worker of the file search (static/search-worker-start.js), beside which it is served: puts its
// questions to it, and times them here, where no message has to travel. `{ open }` opens a snapshot, `{ query }` asks.

importScripts("search-worker-start.js");

/* global wasm_bindgen, tellPage:writable, started -- of search-worker-start.js */

/** What a message begins with (src/search/wire/message.rs): its form, its kind, its job. */
const KINDS = { open: 0, find: 2, rows: 3, opened: 33, found: 34, foundRows: 35, progress: 32 };
const ORDERS = ["rank", "path", "size", "date"];
const FIRST = 50;
const letters = new TextEncoder();
const reading = new TextDecoder();

const number = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)]);
const text = (words) => {
  const bytes = letters.encode(words);
  return [...number(bytes.length), ...bytes];
};
const question = (kind, ...body) => Uint8Array.from([1, kind, 1, 0, 0, 0, ...body.flat()]);
const view = (query, order = "rank", descending = false) => [...text(query), ORDERS.indexOf(order), Number(descending)];

let reply;
// The answer comes while the question is taken, but for that of the opening.
let heard = (message) => {
  reply = message;
};
tellPage = (message) => heard(message);

/** Reads the first number of an answer's body, and where it ends. */
function numberAt(bytes, at) {
  let [value, shift] = [0, 0];
  for (; bytes[at] > 127; at += 1, shift += 7) value |= (bytes[at] & 127) << shift;
  return [value | (bytes[at] << shift), at + 1];
}

/** The paths of a window of rows as text: all of a row is passed over but its path. */
function pathsOf(bytes) {
  let [count, at] = numberAt(bytes, 6);
  const paths = [];
  const skipNumber = () => ([, at] = numberAt(bytes, at));
  const takeText = () => {
    const [length, from] = numberAt(bytes, at);
    at = from + length;
    return bytes.subarray(from, at);
  };
  const option = (skip) => {
    at += 1;
    if (bytes[at - 1] === 1) skip();
  };
  for (; count > 0; count -= 1) {
    skipNumber();
    takeText();
    paths.push(reading.decode(takeText()));
    option(() => {
      while (bytes[at] > 127) at += 1;
      at += 1;
    });
    option(() => (at += 8));
    for (let field = 0; field < 3; field += 1) option(takeText);
    const [covered, from] = numberAt(bytes, at);
    at = from;
    for (let place = 0; place < covered; place += 1) skipNumber();
  }
  return paths;
}

/** Asks and returns the answer, and how long it took. */
function timed(message, kind, read = () => null) {
  const began = performance.now();
  wasm_bindgen.take(message);
  const result = read(reply);
  const took = performance.now() - began;
  if (reply[1] !== kind) throw new Error(`the worker answered with a message of kind ${reply[1]}, not ${kind}`);
  return { took, result };
}

const steps = {
  /** Opens a snapshot; the time runs from the last byte of it, which the worker asks for itself. */
  async open({ open }) {
    await started;
    const opened = new Promise((resolve, reject) => {
      heard = (message) => {
        if (message[1] === KINDS.opened) resolve(message);
        else if (message[1] !== KINDS.progress) reject(new Error(`the snapshot did not open: ${reading.decode(message.subarray(6))}`));
      };
    });
    wasm_bindgen.take(question(KINDS.open, 0, text(open)));
    await opened;
    heard = (message) => (reply = message);
    const loaded = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".bin"));
    return { ready: performance.now() - Math.max(...loaded.map(({ responseEnd }) => responseEnd)), settings: "the worker of the page" };
  },

  /** The first 50 hits; then, of the same query, the counts and the facets, which a page shows when they come. */
  query({ query }) {
    const window = [...number(0), ...number(0), ...number(FIRST)];
    const hits = timed(question(KINDS.rows, view(query), window), KINDS.foundRows, pathsOf);
    const facets = timed(question(KINDS.find, view(query), window), KINDS.found);
    return { took: hits.took, facets: facets.took, count: numberAt(reply, 6)[0], shown: hits.result.length };
  },

  /** The first rows of all files in an order. */
  sort({ sort, descending }) {
    // Another query first, so that nothing of the last order is left.
    timed(question(KINDS.rows, view("readme"), [0, 0, 1]), KINDS.foundRows);
    return { took: timed(question(KINDS.rows, view("", sort, descending), [0, 0, FIRST]), KINDS.foundRows, pathsOf).took };
  },

  collect() {
    gc();
    return {};
  },
};

onmessage = async ({ data }) => {
  try {
    const step = Object.keys(steps).find((step) => Object.hasOwn(data, step));
    postMessage(await steps[step](data));
  } catch (error) {
    postMessage({ error: `${error.message ?? error}` });
  }
};
