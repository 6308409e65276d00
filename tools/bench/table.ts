import type { Result } from './result';

/** Figures that a table shows, in this order, where a workload has them. */
const COLUMNS = ['perSecond', 'p50Ms', 'p99Ms', 'p999Ms', 'maxMs', 'applied', 'rejected', 'repeated', 'errors'] as const;

/** What people read: a line a run, the median of several, then what the machine was and what the check says. */
export function table(results: readonly Result[]): string {
  const [first] = results;
  if (first === undefined) return 'no runs';
  const shown = COLUMNS.filter((name) => name in first.figures);
  const others = Object.keys(first.figures).filter((name) => !(COLUMNS as readonly string[]).includes(name));
  const rows = results.map((result) => ['run ' + result.run, ...shown.map((name) => cell(result.figures[name])), result.ok ? 'holds' : 'FAILS']);
  const { environment: env } = first;
  return [
    `${first.workload}  ${pairs(first.parameters)}`,
    '',
    ...aligned([['', ...shown, 'check'], ...rows, ...(results.length > 1 ? [['median', ...shown.map((name) => cell(median(numbers(results, name))))]] : [])]),
    '',
    ...results.map((result) => `run ${result.run}: ${pairs(Object.fromEntries(others.map((name) => [name, result.figures[name]])))}`),
    ...results.flatMap(({ run, check }) => (check as { findings: readonly string[] }).findings.map((finding) => `run ${run}: ${finding}`)),
    '',
    `${env.cpu}, ${env.cores} cores, ${env.memoryGiB} GiB; ${env.disk}, fsync ${env.fsync.p50Ms} ms (p99 ${env.fsync.p99Ms}), ${env.fsync.perSecond}/s`,
    `${env.kernel}, Node ${env.node}, SQLite ${env.sqlite}, load ${env.loadAverage.join(' ')}, niceness ${env.niceness}, commit ${env.commit}, ${env.at}`,
  ].join('\n');
}

export function numbers(results: readonly Result[], name: string): number[] {
  return results.map(({ figures }) => figures[name]).filter((value) => typeof value === 'number');
}

/** The middle value; of an even count, the lower of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

export function cell(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 });
  if (typeof value === 'object' && value !== null) return pairs(value as Record<string, unknown>) || '0';
  return String(value);
}

function pairs(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values).map(([name, value]) => `${name} ${cell(value)}`).join(', ');
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('  '));
}
