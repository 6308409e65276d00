import { IMPORT_LINES_TOLD, type CouponBatchImported } from '@loyalty/contracts';
import { DomainError, fingerprint } from '@loyalty/kernel';
import type { Command, Ledger, Result, Transaction } from '@loyalty/ledger';
import { assertImportable, batchStream, knownBatch } from '../../domain/batch/batch';
import { codeBookStream } from '../../domain/codes/code-book';
import { found } from '../../domain/codes/buckets';
import { isWellFormed } from '../../domain/codes/code-space';
import { shelfStream, type ShelfState } from '../../domain/codes/shelf';
import { ImportSpool, type LineTold, type Shelved } from './import-spool';

/** What became of a file, as the log has it, with the first lines that were not taken and why. */
export type CodesImported = CouponBatchImported['data'] & { readonly told: readonly LineTold[] };

type Counts = Pick<CodesImported, 'added' | 'duplicates' | 'taken' | 'told'>;

/** Shelves and codes of one commit: some 10 ms of deciding, a megabyte of events. */
const SHELVES_AT_ONCE = 64;
const CODES_AT_ONCE = 20_000;

const busy = new WeakSet<Ledger>();

/**
 * Takes a file of foreign codes in, one code a line. It goes in several commits, each under an id of its own that follows
 * from the command's: the same file under the same key goes on where it was cut off, and changes nothing once it is in
 * whole. One file at a time in a process, which bounds the memory.
 * @throws not_found `batch_unknown`; state `batch_not_imported`; conflict `command_id_reused`; overloaded
 * `import_running`; validation `too_many_lines`, `not_utf8`
 */
export async function importCodes(ledger: Ledger, command: Pick<Command, 'id' | 'actor'>, batchId: string, file: AsyncIterable<Uint8Array>): Promise<Result<CodesImported>> {
  if (busy.has(ledger)) throw new DomainError('overloaded', 'import_running', 'Another file is being imported', { retryAfterMs: 1_000 });
  busy.add(ledger);
  try {
    return await takeFile(ledger, command, batchId, await ImportSpool.of(file));
  } finally {
    busy.delete(ledger);
  }
}

async function takeFile(ledger: Ledger, { id, actor }: Pick<Command, 'id' | 'actor'>, batchId: string, spool: ImportSpool): Promise<Result<CodesImported>> {
  const sha256 = spool.digest();
  const part = (name: string): Command => ({ id: `${id}#${name}`, actor, fingerprint: fingerprint({ batchId, sha256, part: name }) });
  await begin(ledger, part('begin'), batchId, spool);
  const told: LineTold[] = [...spool.told];
  const sums = { added: 0, duplicates: 0, taken: 0 };
  let number = 0;
  for (const group of spool.groups(SHELVES_AT_ONCE, CODES_AT_ONCE)) {
    const { answer } = await fillShelves(ledger, part(String(number)), batchId, group);
    number += 1;
    sums.added += answer.added;
    sums.duplicates += answer.duplicates;
    sums.taken += answer.taken;
    told.push(...answer.told);
  }
  const counted = { sha256, lines: spool.lineCount, ...sums, malformed: spool.malformed };
  const batch = batchStream(batchId);
  return ledger.transact({ id, actor, fingerprint: fingerprint({ batchId, sha256 }) }, {
    streams: [batch],
    decide(tx) {
      tx.execute(batch, { kind: 'import', told: counted, at: tx.now });
      return { batchId, ...counted, told: firstLines(told) };
    },
  });
}

/** Says what the codes look like before any of them is there, so that from now on no codes are generated that look the same. */
function begin(ledger: Ledger, command: Command, batchId: string, spool: ImportSpool): Promise<Result<undefined>> {
  const batch = batchStream(batchId);
  return ledger.transact(command, {
    streams: [batch, codeBookStream],
    decide(tx) {
      assertImportable(tx.state(batch));
      tx.execute(codeBookStream, { kind: 'takeShapes', batchId, shapes: spool.shapes(), at: tx.now });
      return undefined;
    },
  });
}

function fillShelves(ledger: Ledger, command: Command, batchId: string, group: readonly Shelved[]): Promise<Result<Counts>> {
  const batch = batchStream(batchId);
  return ledger.transact(command, {
    streams: [batch, codeBookStream, ...group.map(({ shelf }) => shelfStream(shelf))],
    decide(tx) {
      const { campaignId } = knownBatch(tx.state(batch));
      const told: LineTold[] = [];
      const sums = { added: 0, duplicates: 0, taken: 0 };
      for (const shelved of group) {
        const codes = newOnShelf(tx, batchId, shelved, (line, problem) => {
          sums[problem === 'duplicate' ? 'duplicates' : 'taken'] += 1;
          told.push({ line, problem });
        });
        sums.added += codes.length;
        if (codes.length > 0) tx.execute(shelfStream(shelved.shelf), { batchId, campaignId, codes, at: tx.now });
      }
      return { ...sums, told: firstLines(told) };
    },
  });
}

/** Those of the codes that nobody has. */
function newOnShelf(tx: Transaction, batchId: string, { shelf, codes, lines }: Shelved, refuse: (line: number, problem: 'duplicate' | 'taken') => void): string[] {
  const book = tx.state(codeBookStream);
  const owners = ownersOn(tx.state(shelfStream(shelf)));
  return codes.filter((code, i) => {
    const owner = owners.get(code);
    const elsewhere = owner === undefined && (found(book.shared, code) !== undefined || book.spaces.some((space) => isWellFormed(space, code)));
    if (owner === undefined && !elsewhere) owners.set(code, batchId);
    else refuse(lines[i]!, owner === batchId ? 'duplicate' : 'taken');
    return owner === undefined && !elsewhere;
  });
}

function ownersOn({ batches }: ShelfState): Map<string, string> {
  return new Map(batches.flatMap(({ batchId, codes }) => codes.split('\n').filter(Boolean).map((code) => [code, batchId] as const)));
}

function firstLines(told: readonly LineTold[]): readonly LineTold[] {
  return [...told].sort((a, b) => a.line - b.line).slice(0, IMPORT_LINES_TOLD);
}
