export interface Column {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

/** Columns that stand under each other for people; separated by tabs, with the same titles, for programs. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], forPeople: boolean): string {
  const titles = columns.map(({ title }) => title);
  const all = [titles, ...rows];
  if (!forPeople) return all.map((row) => row.join('\t')).join('\n');
  const widths = columns.map((_, i) => Math.max(...all.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (columns[i]!.right ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ').trimEnd();
  return [line(titles), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** Points of the smallest unit as the wallet's people read them: with a scale of 2, 150 is 1.50. */
export function shownPoints(points: number | bigint, scale: number): string {
  const digits = String(points < 0 ? -points : points).padStart(scale + 1, '0');
  const sign = points < 0 ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
