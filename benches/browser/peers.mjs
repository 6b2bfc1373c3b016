// Search libraries as engines, each in the setting of its documentation that comes nearest to "every word, any order, anywhere in the path".
// They run in a web worker (engine-worker.mjs), with all paths as an array of strings.
//
// An engine has a name, words on its setting, `build(paths, progress)`, which may call `progress` with the part that is done, and
// `query(text)`, which returns the number of hits, if the library can tell it, and the first 50 paths.

import uFuzzy from '/node_modules/@leeoniya/ufuzzy/dist/uFuzzy.mjs';
import { Index } from '/node_modules/flexsearch/dist/flexsearch.bundle.module.min.mjs';
import { Fzf, extendedMatch } from '/node_modules/fzf/dist/fzf.es.js';
import MiniSearch from '/node_modules/minisearch/dist/es/index.js';

const FIRST = 50;
const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
const tokens = (text) => text.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);

/** No library: every path is looked at, word by word. Not a peer; it shows what a plain loop takes. */
function loop() {
  let paths;
  let lower;
  return {
    settings: 'a plain loop with String.includes, for comparison only',
    build(all) {
      paths = all;
      lower = all.map((path) => path.toLowerCase());
    },
    query(text) {
      const asked = words(text);
      const hits = [];
      let count = 0;
      for (let at = 0; at < lower.length; at += 1) {
        if (!asked.every((word) => lower[at].includes(word))) continue;
        if (count < FIRST) hits.push(paths[at]);
        count += 1;
      }
      return { count, hits };
    },
  };
}

// One filter for each word, the longest first, over what the one before left: that is quicker than its own permutations (`outOfOrder`). A
// word in quotation marks is taken as it is. It ranks up to 1000 hits, as its `search` does.
function ufuzzy() {
  const library = new uFuzzy({ intraMode: 0 });
  let paths;
  return {
    settings: 'intraMode 0, a filter for each word, longest first; ranks up to 1000 hits',
    build(all) {
      paths = all;
    },
    query(text) {
      const asked = words(text).toSorted((a, b) => b.length - a.length).map((word) => `"${word}"`);
      let found;
      for (const word of asked) found = found?.length === 0 ? found : library.filter(paths, word, found);
      if (!found) return { count: 0, hits: [] };
      let best = found;
      if (asked.length === 1 && found.length > 0 && found.length <= 1000) {
        const info = library.info(found, paths, asked[0]);
        best = library.sort(info, paths, asked[0]).map((place) => info.idx[place]);
      }
      return { count: found.length, hits: best.slice(0, FIRST).map((at) => paths[at]) };
    },
  };
}

// Words as the path's marks divide it; `limit`, as its documentation advises, so it cannot tell how many there are.
function flexsearch(tokenize) {
  const index = new Index({ tokenize, encode: tokens, resolution: 1, context: false, fastupdate: false });
  let paths;
  return {
    settings: `tokenize ${tokenize}, resolution 1, no context, limit 50`,
    build(all, progress) {
      paths = all;
      for (let at = 0; at < all.length; at += 1) {
        index.add(at, all[at]);
        if (at % 5000 === 0) progress(at / all.length);
      }
    },
    query(text) {
      return { count: null, hits: index.search(text, { limit: FIRST }).map((at) => paths[at]) };
    },
  };
}

function minisearch() {
  const searchOptions = { prefix: true, combineWith: 'AND' };
  const index = new MiniSearch({ fields: ['path'], tokenize: tokens, processTerm: (term) => term, searchOptions });
  let paths;
  return {
    settings: 'prefix, all words',
    build(all, progress) {
      paths = all;
      for (let at = 0; at < all.length; at += 1) {
        index.add({ id: at, path: all[at] });
        if (at % 5000 === 0) progress(at / all.length);
      }
    },
    query(text) {
      const found = index.search(text);
      return { count: found.length, hits: found.slice(0, FIRST).map(({ id }) => paths[id]) };
    },
  };
}

function fzf() {
  let library;
  return {
    settings: 'extendedMatch, not fuzzy, limit 50',
    build(paths) {
      library = new Fzf(paths, { match: extendedMatch, fuzzy: false, limit: FIRST, casing: 'case-insensitive' });
    },
    query(text) {
      return { count: null, hits: library.find(text).map(({ item }) => item) };
    },
  };
}

/** Engines by name. Where a library has several settings, the fullest that can be built is taken. */
export const PEERS = {
  loop: [loop],
  uFuzzy: [ufuzzy],
  FlexSearch: [() => flexsearch('full'), () => flexsearch('bidirectional'), () => flexsearch('forward')],
  MiniSearch: [minisearch],
  'fzf-for-js': [fzf],
};
