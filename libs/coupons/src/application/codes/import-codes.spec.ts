import { MemoryEventStore, type Commit } from '@loyalty/ledger';
import { bookAfter, codeOf, entering, KEYS } from '../../domain/codes/codes.fixture';
import { codesDesk, inPieces } from './codes-desk.fixture';
import { findCode } from './find-code';
import { importCodes } from './import-codes';

const FILE = Array.from({ length: 30_000 }, (_, i) => `OLD-${i + 100_000}`).join('\n');
const COUNTED = { lines: 30_000, added: 30_000, duplicates: 0, taken: 0, malformed: 0 };

/** A store that dies before the commit of that number. */
class MortalStore extends MemoryEventStore {
  private commits = 0;
  dieAt = Infinity;

  override append(commit: Commit) {
    this.commits += 1;
    if (this.commits >= this.dieAt) return Promise.reject(new Error('the machine is off'));
    return super.append(commit);
  }

  revive(): void {
    this.dieAt = Infinity;
  }
}

describe('an import', () => {
  it('takes each code once, with one event for each shelf', async () => {
    const desk = await codesDesk();
    const batchId = await desk.opened();
    const before = await desk.store.head();
    const { answer } = await desk.imported(batchId, FILE);
    expect(answer).toMatchObject({ batchId, ...COUNTED, told: [] });
    const events = (await desk.store.readAll({ after: before, limit: 100_000 })).events;
    const shelves = events.filter(({ type }) => type === 'coupon.shelf.filled.v1');
    expect(new Set(shelves.map(({ stream }) => stream)).size).toBe(shelves.length);
    expect(events.length).toBe(shelves.length + 2);
    expect(await findCode(desk.ledger, KEYS, 'old 129999')).toMatchObject({ kind: 'imported', batchId, campaignId: 'autumn' });
    expect(await findCode(desk.ledger, KEYS, 'old 130000')).toBeUndefined();
  });

  it('changes nothing when it is repeated, under the same key or another one', async () => {
    const desk = await codesDesk();
    const batchId = await desk.opened();
    const first = await desk.imported(batchId, FILE, 'file');
    const head = await desk.store.head();
    expect(await desk.imported(batchId, FILE, 'file')).toEqual({ ...first, repeated: true });
    expect(await desk.store.head()).toBe(head);
    expect((await desk.imported(batchId, FILE)).answer).toMatchObject({ added: 0, duplicates: 30_000 });
    expect(await desk.store.head()).toBe(head + 1);
    await expect(desk.imported(batchId, 'OLD-1', 'file')).rejects.toMatchObject({ code: 'command_id_reused' });
  });

  it.each([3, 5, 20])('goes on where it was cut off: the machine dies at commit %i', async (dieAt) => {
    const store = new MortalStore();
    const desk = await codesDesk(store);
    const batchId = await desk.opened();
    store.dieAt = dieAt;
    await expect(desk.imported(batchId, FILE, 'file')).rejects.toMatchObject({ code: 'store_unavailable' });
    const written = await store.head();
    store.revive();
    const again = await codesDesk(store);
    const { answer, repeated } = await again.imported(batchId, FILE, 'file');
    expect([answer, repeated]).toMatchObject([{ batchId, ...COUNTED }, false]);
    const { events } = await store.readAll({ after: 0, limit: 100_000 });
    const codes = events.flatMap(({ type, data }) => (type === 'coupon.shelf.filled.v1' ? (data as { codes: string[] }).codes : []));
    expect([codes.length, new Set(codes).size]).toEqual([30_000, 30_000]);
    expect(events.length).toBeGreaterThan(written);
  });

  it('says of each line why it was not taken, the first hundred', async () => {
    const desk = await codesDesk();
    const mine = await desk.opened();
    const other = await desk.opened('winter');
    await desk.imported(other, 'THEIRS-1\nTHEIRS-2');
    const { answer } = await desk.imported(mine, 'MINE-1\r\nmine1\n"THEIRS-1"\n\n!!\nMINE-2;10%\n');
    expect(answer).toMatchObject({ lines: 6, added: 2, duplicates: 1, taken: 1, malformed: 1, told: [{ line: 2, problem: 'duplicate' }, { line: 3, problem: 'taken' }, { line: 5, problem: 'malformed' }] });
    const many = await desk.imported(mine, Array.from({ length: 500 }, () => 'MINE-1').join('\n'));
    expect([many.answer.duplicates, many.answer.told.length, many.answer.told.at(-1)]).toEqual([500, 100, { line: 100, problem: 'duplicate' }]);
  });

  it('leaves codes alone that are generated or shared', async () => {
    const desk = await codesDesk();
    await desk.generated(10);
    const made = codeOf(bookAfter(entering('x', 10)), 3);
    const never = codeOf(bookAfter(entering('x', 10)), 5_000);
    expect((await desk.imported(await desk.opened(), `${made}\n${never}\nFREE-ONE`)).answer).toMatchObject({ added: 1, taken: 2 });
  });

  it('is refused in whole where it cannot be', async () => {
    const desk = await codesDesk();
    await expect(desk.imported('nothing', 'A-1-B')).rejects.toMatchObject({ code: 'batch_unknown' });
    await expect(desk.imported(await desk.generated(5), 'A-1-B')).rejects.toMatchObject({ code: 'batch_not_imported' });
    const batchId = await desk.opened();
    const latin = (async function* () { yield Buffer.from('caf\xe9', 'latin1'); })();
    await expect(importCodes(desk.ledger, { id: 'latin', actor: 'test' }, batchId, latin)).rejects.toMatchObject({ code: 'not_utf8' });
    await expect(desk.imported(batchId, 'ABC\n'.repeat(1_000_001))).rejects.toMatchObject({ code: 'too_many_lines' });
    const both = await Promise.allSettled([desk.imported(batchId, FILE), importCodes(desk.ledger, { id: 'second', actor: 'test' }, batchId, inPieces('ONE'))]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { code: 'import_running', retryable: true } });
  });
});
