// Stands in the place of the page before the worker of the file search (static/worker-start.js), beside which it is served: puts its
// questions to it, and times them here, where no message has to travel. `{ open }` opens a snapshot, `{ query }` asks.

importScripts("worker-start.js");

/* global wasm_bindgen, started -- of worker-start.js */

/** Numbers of requests and responses (src/worker/search/protocol.rs). */
const REQUESTS = { open: 0, find: 1, rows: 2 };
const RESPONSES = { progress: 0, opened: 1, found: 2, rows: 3 };
/** Where a response stands in its message (src/worker/message.rs), after the format version and the job; then its body. */
const [KIND, BODY] = [2, 3];
const ORDERS = ["rank", "path", "size", "date"];
const FIRST = 50;
const letters = new TextEncoder();
const reading = new TextDecoder();

const number = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)]);
const text = (words) => {
  const bytes = letters.encode(words);
  return [...number(bytes.length), ...bytes];
};
const request = (kind, ...body) => Uint8Array.from([2, 1, 0, kind, ...body.flat()]);
const view = (query, order = "rank", descending = false) => [...text(query), ORDERS.indexOf(order), Number(descending)];

let reply;
// The answer comes while the question is taken, but for that of the opening.
let heard = (message) => {
  reply = message;
};
const postToPage = postMessage.bind(self);
self.postMessage = (message) => heard(message);

/** Reads the first number of an answer's body, and where it ends. */
function numberAt(bytes, at) {
  let [value, shift] = [0, 0];
  for (; bytes[at] > 127; at += 1, shift += 7) value |= (bytes[at] & 127) << shift;
  return [value | (bytes[at] << shift), at + 1];
}

/** The paths of a window of rows as text: all of a row is passed over but its path. */
function pathsOf(bytes) {
  let [count, at] = numberAt(bytes, BODY);
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
    option(skipNumber);
    option(skipNumber);
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
  if (reply[KIND] !== kind) throw new Error(`the worker answered with a message of kind ${reply[KIND]}, not ${kind}`);
  return { took, result };
}

const steps = {
  /** Opens a snapshot; the time runs from the last byte of it, which the worker asks for itself. */
  async open({ open }) {
    await started;
    const opened = new Promise((resolve, reject) => {
      heard = (message) => {
        if (message[KIND] === RESPONSES.opened) resolve(message);
        else if (message[KIND] !== RESPONSES.progress) reject(new Error(`the snapshot did not open: ${reading.decode(message.subarray(BODY))}`));
      };
    });
    wasm_bindgen.take(request(REQUESTS.open, 0, text(open)));
    await opened;
    heard = (message) => (reply = message);
    const loaded = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".bin"));
    return { ready: performance.now() - Math.max(...loaded.map(({ responseEnd }) => responseEnd)), settings: "the worker of the page" };
  },

  /** The first 50 hits; then, of the same query, the counts and the facets, which a page shows when they come. */
  query({ query }) {
    const window = [...number(0), ...number(0), ...number(FIRST)];
    const hits = timed(request(REQUESTS.rows, view(query), window), RESPONSES.rows, pathsOf);
    const facets = timed(request(REQUESTS.find, view(query), window), RESPONSES.found);
    return { took: hits.took, facets: facets.took, count: numberAt(reply, BODY)[0], shown: hits.result.length };
  },

  /** The first rows of all files in an order. */
  sort({ sort, descending }) {
    // Another query first, so that nothing of the last order is left.
    timed(request(REQUESTS.rows, view("readme"), [0, 0, 1]), RESPONSES.rows);
    return { took: timed(request(REQUESTS.rows, view("", sort, descending), [0, 0, FIRST]), RESPONSES.rows, pathsOf).took };
  },

  collect() {
    gc();
    return {};
  },
};

onmessage = async ({ data }) => {
  try {
    const step = Object.keys(steps).find((step) => Object.hasOwn(data, step));
    postToPage(await steps[step](data));
  } catch (error) {
    postToPage({ error: `${error.message ?? error}` });
  }
};
