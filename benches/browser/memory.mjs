// The memory that a page of Chromium holds, its workers and their WebAssembly with it, as the system counts it: Linux only. What the browser
// itself tells (performance.measureUserAgentSpecificMemory) leaves the memory of WebAssembly in a worker out.

import { existsSync, readFileSync, readdirSync } from 'node:fs';

let marks = 0;

/** Returns a switch that Chromium does not know, by which `memoryOf` finds the browser again. */
export const newMark = () => `--igsr-fetch-bench=${process.pid}-${(marks += 1)}`;

/** Returns what /proc tells of a process; nothing if it has just ended. */
function processOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
    const number = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { pid, words, parent: number('PPid'), bytes: 1024 * (number('RssAnon') + number('RssShmem')) };
  } catch {
    return null;
  }
}

/**
 * Returns the bytes of the largest page of the browser that was started with a mark: what is its own, without the program's code. Nothing where
 * the system does not tell.
 */
export function memoryOf(mark) {
  if (!existsSync('/proc/self/status')) return null;
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(processOf).filter(Boolean);
  const browser = all.find(({ words }) => words.includes(mark) && !words.includes('--type='));
  const parents = new Map(all.map(({ pid, parent }) => [Number(pid), parent]));
  const isBelow = (pid) => pid === Number(browser?.pid) || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  const pages = all.filter(({ pid, words }) => words.includes('--type=renderer') && isBelow(Number(pid)));
  return pages.length > 0 ? Math.max(...pages.map(({ bytes }) => bytes)) : null;
}
