import { corrupt, Frontier, leafHash, nodeHash, parseEventLine, type Hash, type ProvableLog, type StoredCommit, type StoredLeaf } from '@loyalty/ledger';
import { Connection } from '../connection/connection';
import type { Stored } from '../connection/stored';
import { commitOf } from '../log/commit-record';
import { knownIdentity } from '../log/log-identity';
import { eventOf } from '../log/page-builder';
import { withDefaults, type KurrentOptions } from '../log/parts';
import { COMMITS_STREAM } from '../log/streams';
import { LineFile } from './line-file';
import { storedRecords } from './stored-records';

/** Subtrees of 256 leaves and more are kept; smaller ones are made from their leaves when somebody asks. */
const KEPT_LEVEL = 8;

/**
 * A log in KurrentDB as an auditor reads it: copied once, in the order of the log, into a temporary file that `close`
 * removes. What is appended afterwards is not in it. Lines are the stored bytes; roots are those that the writers stored
 * with their commits; KurrentDB keeps no hashes of lines, so leaves and nodes are made from the lines. What is no event or
 * no commit of a ledger is left out: whoever verifies finds the gap.
 */
export class KurrentProvableLog implements ProvableLog {
  private readonly rows = new LineFile();
  private readonly positions: number[] = [];
  private readonly stored: StoredCommit[] = [];
  private readonly nodes = new Map<string, Hash>();
  private readonly tree = new Frontier();

  private constructor(readonly logId: string) {}

  /** Throws `store_not_found`, `store_unavailable`, `event_store_url_invalid`, `log_unknown`. */
  static async open(url: string, options: KurrentOptions): Promise<KurrentProvableLog> {
    const connection = Connection.to(url);
    let log: KurrentProvableLog | undefined;
    try {
      log = new KurrentProvableLog(await knownIdentity(connection, withDefaults(options)));
      for await (const stored of storedRecords(connection, undefined)) log.take(stored);
      return log;
    } catch (error) {
      log?.close();
      throw error;
    } finally {
      await connection.close();
    }
  }

  leaves(after: number, limit: number): readonly StoredLeaf[] {
    const from = this.indexAfter(after);
    return Array.from({ length: Math.max(0, Math.min(limit, this.positions.length - from)) }, (_, i) => this.leaf(from + i));
  }

  commits(afterNumber: number, limit: number): readonly StoredCommit[] {
    const from = Math.max(0, afterNumber);
    return this.stored.slice(from, from + limit);
  }

  /** Throws `tree_incomplete` for a subtree that the log has not filled. */
  node(level: number, index: number): Hash {
    if ((index + 1) * 2 ** level > this.tree.size) throw corrupt('tree_incomplete', `The tree has no node ${index} at level ${level}`, { level, index });
    if (level === 0) return leafHash(this.line(index));
    return this.nodes.get(`${level}/${index}`) ?? nodeHash(this.node(level - 1, index * 2), this.node(level - 1, index * 2 + 1));
  }

  size(): number {
    return this.positions.at(-1) ?? 0;
  }

  close(): void {
    this.rows.close();
  }

  private take(stored: Stored): void {
    if (stored.stream === COMMITS_STREAM) {
      const commit = commitIn(stored);
      if (commit !== undefined) this.stored.push(commit);
      return;
    }
    const event = eventOf(stored);
    if (event === undefined) return;
    this.positions.push(event.position);
    this.rows.add(stored.text);
    this.tree.append(leafHash(stored.text), ({ level, index, hash }) => {
      if (level >= KEPT_LEVEL) this.nodes.set(`${level}/${index}`, hash);
    });
  }

  private leaf(index: number): StoredLeaf {
    const line = this.line(index);
    const { position, stream, revision } = parseEventLine(line);
    return { position, stream, revision, line, leaf: leafHash(line) };
  }

  private line(index: number): string {
    return this.rows.at(index);
  }

  private indexAfter(position: number): number {
    let low = 0;
    for (let high = this.positions.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (this.positions[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function commitIn(stored: Stored): StoredCommit | undefined {
  try {
    const { number, position, root, recordedAt } = commitOf(stored);
    return { number, position, recordedAt, root: Buffer.from(root, 'hex') };
  } catch {
    return undefined;
  }
}
