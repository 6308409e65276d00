import type { SeededRandom } from '@loyalty/kernel';
import { openDatabase } from '@loyalty/sqlite';
import { armDuringCheckpoint } from './checkpoint-crash';
import type { CrashPoint } from './orders';

type Statement = ReturnType<ReturnType<typeof openDatabase>['prepare']>;
type Database = ReturnType<typeof openDatabase>;

/** Nothing of this process goes on after this line. */
export function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

/** What a point looks at: the text of a statement that is about to run or has run, and how often such a one has. */
interface Point {
  readonly matches: RegExp;
  readonly when: 'before' | 'after';
  /** Dies at the n-th match, n below this bound. */
  readonly below: number;
}

const POINTS: Readonly<Partial<Record<CrashPoint, Point>>> = {
  before_commit: { matches: /^INSERT INTO commits\b/, when: 'after', below: 60 },
  in_transaction: { matches: /^INSERT INTO events\b/, when: 'after', below: 1_500 },
  during_index_move: { matches: /\bINTO (stream_events|command_ids|stream_names)\b/, when: 'after', below: 1_500 },
  during_snapshot: { matches: /\bINTO snapshots\b/, when: 'after', below: 20 },
  during_view_batch: { matches: /^INSERT INTO "points_\w+" VALUES/, when: 'after', below: 1_500 },
};

/**
 * Has this process die at a named point, from outside of the product: every statement that SQLite runs passes here,
 * told by its text. The parent finds out when a point is never reached.
 */
export function installCrashPoint(point: CrashPoint, random: SeededRandom, note: (text: string) => void): void {
  if (point === 'random') return;
  const seen = prototypes();
  if (point === 'during_checkpoint') return onCommit(seen, 5 + random.int(40), (db) => armDuringCheckpoint(db, random, () => note('after the checkpoint')));
  if (point === 'after_commit_before_answer') return onCommit(seen, 1 + random.int(60), die);
  const { matches, when, below } = POINTS[point]!;
  let left = 1 + random.int(below);
  watch(seen.statement, (sql, run) => {
    if (!matches.test(sql)) return run();
    left -= 1;
    if (left === 0 && when === 'before') die();
    const result = run();
    if (left === 0) die();
    return result;
  });
}

/** Calls back after the n-th commit of events is on the disk, before anyone is told. */
function onCommit({ statement, database }: Prototypes, n: number, then: (db: Database) => void): void {
  let events = false;
  let left = n;
  let db: Database | undefined;
  const prepared = (by: Database, sql: string) => {
    if (sql.startsWith('INSERT INTO events')) db = by;
  };
  const prepare = database.prepare;
  database.prepare = function (this: Database, ...args: Parameters<typeof prepare>) {
    prepared(this, args[0]);
    return prepare.apply(this, args);
  };
  watch(statement, (sql, run) => {
    if (sql.startsWith('INSERT INTO events')) events = true;
    const result = run();
    if (sql !== 'COMMIT' || !events) return result;
    events = false;
    left -= 1;
    if (left === 0) then(db!);
    return result;
  });
}

function watch(statement: Statement, around: (sql: string, run: () => unknown) => unknown): void {
  const run = statement.run as (this: Statement, ...args: unknown[]) => unknown;
  statement.run = function (this: Statement, ...args: unknown[]) {
    return around(this.sourceSQL, () => run.apply(this, args));
  } as Statement['run'];
}

interface Prototypes {
  readonly statement: Statement;
  readonly database: Database;
}

function prototypes(): Prototypes {
  const db = openDatabase(':memory:', { synchronous: 'FULL' });
  try {
    return { statement: Object.getPrototypeOf(db.prepare('SELECT 1')), database: Object.getPrototypeOf(db) };
  } finally {
    db.close();
  }
}
