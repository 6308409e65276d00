import type { Finding } from '@loyalty/ledger';

/** Each finding on a line: what, where, how. Then how many there were that are not shown. */
export function findingsText(findings: readonly Finding[], counts: Readonly<Record<string, number>>): string {
  const lines = findings.map(({ code, position, commit, stream, detail }) => {
    const where = [position === undefined ? '' : `position ${position}`, commit === undefined ? '' : `commit ${commit}`, stream ?? ''].filter((part) => part !== '');
    return `  ${code}${where.length === 0 ? '' : ` at ${where.join(', ')}`}\n    ${detail}`;
  });
  const hidden = Object.entries(counts)
    .map(([code, count]) => [code, count - findings.filter((finding) => finding.code === code).length] as const)
    .filter(([, count]) => count > 0)
    .map(([code, count]) => `  and ${count} more of ${code}`);
  return [...lines, ...hidden].join('\n');
}
