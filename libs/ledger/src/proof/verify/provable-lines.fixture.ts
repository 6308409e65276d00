import type { EventToAppend } from '../../log/event-store';
import { eventLine } from '../../log/leaf';
import { Frontier } from '../frontier';
import { leafHash, nodeHash, type Hash } from '../hash';
import { rangeRoot } from '../proofs';
import type { ProvableLog, StoredCommit, StoredLeaf } from '../provable-log';
import { corrupt } from '../../log/errors';
import type { Instant } from '@loyalty/kernel';

export const LOG_ID = '0123456789abcdef0123456789abcdef';

/** A log in memory whose rows a test may spoil. */
export interface OpenRows extends ProvableLog {
  readonly rows: { -readonly [K in keyof StoredLeaf]: StoredLeaf[K] }[];
  readonly commitRows: { -readonly [K in keyof StoredCommit]: StoredCommit[K] }[];
  readonly nodes: Map<string, Hash>;
}

export function timeOf(second: number): Instant {
  return `2026-01-01T00:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000Z` as Instant;
}

/** Events for streams, given as the streams' names in order; so many go in one commit. */
export function provableLines(streams: readonly string[], perCommit = 3): OpenRows {
  const revisions = new Map<string, number>();
  const rows: OpenRows['rows'] = [];
  const commitRows: OpenRows['commitRows'] = [];
  const nodes = new Map<string, Hash>();
  const frontier = new Frontier();
  streams.forEach((stream, i) => {
    const revision = (revisions.get(stream) ?? 0) + 1;
    revisions.set(stream, revision);
    const recordedAt = timeOf(commitRows.length);
    const event: EventToAppend = { stream, revision, type: 'seen.v1', data: { n: i }, effectiveAt: recordedAt, command: `c${i}`, actor: 'test' };
    const line = eventLine(i + 1, recordedAt, event);
    const leaf = leafHash(line);
    rows.push({ position: i + 1, stream, revision, line, leaf });
    nodes.set(`0/${i}`, leaf);
    frontier.append(leaf, ({ level, index, hash }) => nodes.set(`${level}/${index}`, hash));
    if ((i + 1) % perCommit === 0 || i + 1 === streams.length) commitRows.push({ number: commitRows.length + 1, position: i + 1, root: frontier.root(), recordedAt });
  });
  return {
    logId: LOG_ID, rows, commitRows, nodes,
    leaves: (after, limit) => rows.filter(({ position }) => position > after).slice(0, limit),
    commits: (after, limit) => commitRows.filter(({ number }) => number > after).slice(0, limit),
    node(level, index) {
      const hash = nodes.get(`${level}/${index}`);
      if (hash === undefined) throw corrupt('tree_incomplete', 'no such node', { level, index });
      return hash;
    },
    size: () => rows.at(-1)?.position ?? 0,
    close: () => undefined,
  };
}

/** The root that a log of this size has by its definition, without a frontier. */
export function rootByDefinition(log: OpenRows, size: number): Hash {
  const node = (level: number, index: number): Hash => (level === 0 ? leafHash(log.rows[index]!.line) : nodeHash(node(level - 1, index * 2), node(level - 1, index * 2 + 1)));
  return rangeRoot(0, size, node);
}
