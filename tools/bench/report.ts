import { readFileSync } from 'node:fs';
import type { Result } from './result';
import { cell, median, numbers } from './table';

/**
 * Markdown for docs/benchmarks.md out of a file of JSON lines: runs of one workload with the same parameters are one
 * row, with the median, the spread and the load they were measured under. Throws when a line has no environment or its
 * check failed: such a run has no figure.
 */
export function report(file: string): string {
  const groups = new Map<string, Result[]>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter((text) => text.startsWith('{'))) {
    const result = JSON.parse(line) as Result;
    if (!result.ok || result.environment === undefined) throw new Error(`A run of ${result.workload} is no figure: its check failed or it has no environment`);
    const key = `${result.workload} ${JSON.stringify(result.parameters)}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const rows = [...groups.values()].map(row);
  return ['| workload | parameters | runs | per second, median (lowest to highest) | p50 ms | p99 ms | p99.9 ms | max ms | load |', '|---|---|---|---|---|---|---|---|---|', ...rows].join('\n');
}

function row(results: Result[]): string {
  const { workload, parameters } = results[0]!;
  const rates = numbers(results, 'perSecond').sort((a, b) => a - b);
  const middle = (name: string) => cell(median(numbers(results, name)));
  const loads = results.map(({ environment }) => environment.loadAverage[0]);
  const told = Object.entries(parameters).map(([name, value]) => `${name} ${cell(value)}`).join(', ');
  const cells = [workload, told, results.length, `${cell(median(rates))} (${cell(rates[0])} to ${cell(rates.at(-1))})`, middle('p50Ms'), middle('p99Ms'), middle('p999Ms'), middle('maxMs'), `${Math.min(...loads)} to ${Math.max(...loads)}`];
  return `| ${cells.join(' | ')} |`;
}
