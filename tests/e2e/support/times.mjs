// A reporter of node's test runner: says at the end how long each file took, the longest first.

import { basename } from 'node:path';

const minutes = (seconds) => (seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`);

export default async function* times(events) {
  const files = new Map();
  for await (const { type, data } of events) {
    // All files are put into the queue at the start.
    if (!data?.file || type === 'test:enqueue') continue;
    const now = performance.now();
    const { began = now } = files.get(data.file) ?? {};
    files.set(data.file, { began, took: now - began });
  }
  const longest = [...files].sort(([, a], [, b]) => b.took - a.took);
  yield `\nHow long each file took:\n`;
  for (const [file, { took }] of longest) yield `  ${basename(file).padEnd(28)} ${minutes(Math.round(took / 1000))}\n`;
}
