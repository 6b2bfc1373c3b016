// A web worker that holds one engine and times it. Messages: `{ engine, setting, limit }` builds it, then `{ query }` asks.

import { PEERS } from './peers.mjs';

let engine;

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

async function build({ name, setting, limit }) {
  const paths = (await (await fetch('/paths.txt')).text()).trimEnd().split('\n');
  engine = PEERS[name][setting]();
  const began = performance.now();
  await engine.build(paths, guard(limit));
  return { took: performance.now() - began, settings: engine.settings };
}

async function ask({ query }) {
  const began = performance.now();
  const { count, hits } = await engine.query(query);
  return { took: performance.now() - began, count, shown: hits.length };
}

onmessage = async ({ data }) => {
  try {
    postMessage(data.name ? await build(data) : await ask(data));
  } catch (error) {
    postMessage({ error: `${error.message ?? error}`, settings: engine?.settings });
  }
};
