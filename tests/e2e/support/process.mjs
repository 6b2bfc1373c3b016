// Programs: run to the end, or started and stopped.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs a program to its end.
 *
 * @returns {Promise<{code: number, out: string, err: string}>}
 */
export function run(program, args, { cwd, env, seconds = 120, input = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, timeout: seconds * 1000 });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (piece) => (out += piece));
    child.stderr.setEncoding('utf8').on('data', (piece) => (err += piece));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? `signal ${signal}`, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

// Programs that would outlive a test run that is cut short.
const running = new Set();
const killAll = () => running.forEach((child) => child.kill('SIGTERM'));
process.once('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Ends a program with this process, at the latest. */
export function keep(child) {
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/**
 * Starts a program that goes on running.
 *
 * `line(pattern)` waits for a line of its output and returns the match; it fails if the program ends first.
 */
export function start(program, args, options = {}) {
  const child = keep(spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options }));
  const lines = [];
  const waiting = new Set();
  const tell = () => waiting.forEach((look) => look());
  let over = false;
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(text);
    tell();
  });
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  }).then(() => {
    over = true;
    tell();
  });
  const line = (pattern, seconds = 60) =>
    new Promise((resolve, reject) => {
      const stop = (finish, value) => {
        clearTimeout(timer);
        waiting.delete(look);
        finish(value);
      };
      const look = () => {
        const found = lines.map((text) => pattern.exec(text)).find(Boolean);
        if (found) stop(resolve, found);
        else if (over) stop(reject, new Error(`${program} ended before it wrote ${pattern}`));
      };
      const timer = setTimeout(() => stop(reject, new Error(`${program} did not write ${pattern} in ${seconds} s`)), seconds * 1000);
      waiting.add(look);
      look();
    });
  const stop = async () => {
    if (!over) child.kill('SIGTERM');
    await ended;
  };
  return { line, ended, stop };
}
