// Judges the rows that the steps wrote, prints them as one table, and keeps it as target/bench/table.md.
//
// node benches/report.mjs FOLDER STEP…: FOLDER holds the rows of each step, STEP.jsonl. It ends with 1 where a goal is missed or a step failed.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

import { median } from './rows.mjs';

const HEAD = ['step', 'what', 'ours', 'beside it', 'ratio (min..max)', 'goal', ''];
const [folder, ...steps] = process.argv.slice(2);

/** Three figures are enough for anything that is measured. */
const figures = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : `${Number(value.toPrecision(3))}`);

/** Ratios keep two decimals, so that they stand under each other. */
const ratio = (value) => value.toFixed(2);

/** Returns the cells of a row, and its verdict: pass, MISSED, FAILED, not measured, or nothing where nothing is judged. */
function cells(step, { what, unit, ours, peer, theirs, most, not_measured, failed }) {
  if (failed) return [step, what, failed, '', '', '', 'FAILED'];
  if (not_measured) return [step, what, not_measured, '', '', '', 'not measured'];
  const own = `${figures(median(ours))} ${unit}`;
  if (!peer) return [step, what, own, '', '', '', ''];
  const ratios = ours.map((value, round) => value / theirs[round]);
  const spread = ratios.length > 1 ? ` (${ratio(Math.min(...ratios))}..${ratio(Math.max(...ratios))})` : '';
  const verdict = median(ratios) <= most ? 'pass' : 'MISSED';
  const judged = typeof most === 'number' ? [`≤ ${ratio(most)}`, verdict] : ['', ''];
  return [step, what, own, `${figures(median(theirs))} ${unit}, ${peer}`, `${ratio(median(ratios))}${spread}`, ...judged];
}

/** Returns the rows of a step as cells; a step without any failed before it began. */
function cellsOf(step) {
  const file = join(folder, `${step}.jsonl`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return lines.map((line) => cells(step, JSON.parse(line)));
}

function tableOf(rows) {
  const widths = HEAD.map((_, at) => Math.max(...[HEAD, ...rows].map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const rows = steps.flatMap(cellsOf);
const count = (verdict) => rows.filter((row) => row.at(-1) === verdict).length;
const sums = ['pass', 'MISSED', 'FAILED', 'not measured'].map((verdict) => `${count(verdict)} ${verdict}`).join(', ');
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}; load ${loadavg()[0].toFixed(1)} at the end; Node ${process.version}`;
const text = `${tableOf(rows)}\n\n${sums}\n\n${machine}\n`;
writeFileSync(join(folder, 'table.md'), text);
console.log(`\n${text}`);
process.exitCode = count('MISSED') + count('FAILED') > 0 ? 1 : 0;
