// A web worker that holds one engine and times it. Messages: `{ name, setting, limit }` builds it, then `{ query }` asks, `{ sort }` sorts all
// paths, `{ load }` reads a table, and `{ collect }` collects garbage.

import { PEERS } from './peers.mjs';

let engine;
let paths;

/** Ends a build that is over its time, or that will be: how far it is grows more slowly than time, never faster. */
function guard(limit) {
  const began = performance.now();
  return (part) => {
    const took = performance.now() - began;
    if (took > limit) throw new Error(`not built in ${limit / 1000} s: ${(part * 100).toFixed(0)} % done`);
    if (took > limit / 3 && took > part * limit * 1.5) {
      throw new Error(`not built in ${limit / 1000} s: ${(part * 100).toFixed(0)} % done after ${(took / 1000).toFixed(0)} s, and ever slower`);
    }
  };
}

const steps = {
  /** Builds the engine; the time runs from the last byte of the paths. */
  async name({ name, setting, limit }) {
    const bytes = await (await fetch('/paths.txt')).arrayBuffer();
    const began = performance.now();
    paths = new TextDecoder().decode(bytes).trimEnd().split('\n');
    engine = PEERS[name][setting]();
    await engine.build(paths, guard(limit));
    return { ready: performance.now() - began, settings: engine.settings };
  },

  async query({ query }) {
    const began = performance.now();
    const { count, hits } = await engine.query(query);
    return { took: performance.now() - began, count, hits, shown: hits.length };
  },

  /** The first rows of all paths in their order. */
  sort() {
    const began = performance.now();
    const first = paths.toSorted().slice(0, 50);
    return { took: performance.now() - began, shown: first.length };
  },

  /** Fetches a table and divides it into its columns: the least that a page does with it. */
  async load({ load }) {
    const began = performance.now();
    const rows = (await (await fetch(load)).text()).split('\n').map((line) => line.split('\t'));
    const { responseStart, responseEnd } = performance.getEntriesByName(load).at(-1);
    return { took: performance.now() - began, fetched: responseEnd - responseStart, rows: rows.length };
  },

  collect() {
    globalThis.gc();
    return {};
  },
};

onmessage = async ({ data }) => {
  try {
    const step = Object.keys(steps).find((step) => Object.hasOwn(data, step));
    postMessage(await steps[step](data));
  } catch (error) {
    postMessage({ error: `${error.message ?? error}`, settings: engine?.settings });
  }
};
