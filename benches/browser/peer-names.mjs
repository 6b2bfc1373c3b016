// The engines of peers.mjs, which only a browser can load, with the number of their settings.

/** Names and numbers of settings, in the order of the table. */
export const PEERS = { loop: 1, uFuzzy: 1, 'fzf-for-js': 1, MiniSearch: 1, FlexSearch: 3 };
