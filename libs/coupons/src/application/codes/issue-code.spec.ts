import { MemoryEventStore } from '@loyalty/ledger';
import { bookAfter, codeOf, entering, KEYS } from '../../domain/codes/codes.fixture';
import { assignCode, switchCode } from './code-commands';
import { by, codesDesk } from './codes-desk.fixture';
import { printedCode } from './printed-code';
import { findBatch } from './batches';

const members = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);

describe('codes of a batch are issued', () => {
  it('each once, to thousand who ask at once', async () => {
    const desk = await codesDesk();
    const batchId = await desk.generated(1_000);
    const given = await Promise.all(members(1_000).map((memberId) => desk.issue(batchId, memberId)));
    expect(new Set(given.map(({ answer }) => answer.code)).size).toBe(1_000);
    await expect(desk.issue(batchId, 'late')).rejects.toMatchObject({ code: 'batch_exhausted' });
    expect((await findBatch(desk.ledger, batchId)).state.issued).toEqual({ count: 1_000, next: 1_001, left: [] });
  });

  it('each once, by three writers of one log', async () => {
    const store = new MemoryEventStore();
    const first = await codesDesk(store);
    const batchId = await first.generated(300);
    const desks = [first, await codesDesk(store), await codesDesk(store)];
    const given = await Promise.all(members(300).map((memberId, i) => desks[i % 3]!.issue(batchId, memberId)));
    expect(new Set(given.map(({ answer }) => answer.code)).size).toBe(300);
  });

  it('the same again to the same command, and nothing is lost by it', async () => {
    const desk = await codesDesk();
    const batchId = await desk.generated(10);
    const command = by('once');
    const first = await desk.issue(batchId, 'anna', command);
    const again = await Promise.all(Array.from({ length: 20 }, () => desk.issue(batchId, 'anna', command)));
    expect(new Set(again.map(({ answer }) => answer.code))).toEqual(new Set([first.answer.code]));
    const rest = await Promise.all(members(9).map((memberId) => desk.issue(batchId, memberId)));
    expect(new Set([first, ...rest].map(({ answer }) => answer.code)).size).toBe(10);
  });

  it('but not those that somebody has already, or that are disabled', async () => {
    const desk = await codesDesk();
    const batchId = await desk.generated(10);
    const { state } = await findBatch(desk.ledger, batchId);
    const code = (serial: number) => printedCode(KEYS, state, serial);
    await assignCode(desk.ledger, KEYS, by(), { code: code(1), memberId: 'anna', reasonCode: 'x', source: { kind: 'operator' } });
    await switchCode(desk.ledger, KEYS, by(), code(2), 'disable', 'leaked');
    const given = await Promise.all(members(8).map((memberId) => desk.issue(batchId, memberId)));
    expect(given.map(({ answer }) => answer.code).sort()).toEqual([3, 4, 5, 6, 7, 8, 9, 10].map(code).sort());
    await expect(desk.issue(batchId, 'late')).rejects.toMatchObject({ code: 'batch_exhausted' });
    expect((await findBatch(desk.ledger, batchId)).state.issued.left).toEqual([]);
  });

  it('and one code is given to one member', async () => {
    const desk = await codesDesk();
    await desk.generated(10);
    const code = codeOf(bookAfter(entering('x', 10)), 4);
    const assign = (raw: string, memberId: string, command = by()) => assignCode(desk.ledger, KEYS, command, { code: raw, memberId, reasonCode: 'x', source: { kind: 'operator' } });
    const both = await Promise.allSettled([assign(code, 'anna'), assign(code.toLowerCase(), 'ben')]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(assign(codeOf(bookAfter(entering('x', 10)), 10), 'anna')).rejects.toMatchObject({ code: 'code_unknown' });
    const refused = by('refused');
    await expect(assign('LATER-1', 'anna', refused)).rejects.toMatchObject({ code: 'code_unknown' });
    await desk.imported(await desk.opened(), 'LATER-1');
    await expect(assign('LATER-1', 'anna', refused)).rejects.toMatchObject({ code: 'code_unknown' });
    expect((await assign('later 1', 'anna')).answer).toMatchObject({ memberId: 'anna', campaignId: 'autumn' });
  });
});
