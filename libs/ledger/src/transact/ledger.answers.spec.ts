import { rejected, type Instant } from '@loyalty/kernel';
import { COMMAND_ID_LENGTH_MAX } from '../log/limits';
import { Ledger } from './ledger';
import { account, balanceInLog, coded, commandOf, ledgerInMemory, move } from '@loyalty/testing';

describe('a command that is given twice', () => {
  it('has one effect and gets the same answer later, marked as repeated', async () => {
    const { ledger, store } = await ledgerInMemory();
    const first = await move(ledger, 'c1', 'a', 100);
    await move(ledger, 'c2', 'a', 50);
    expect(first).toEqual({ answer: 100, position: 1, recordedAt: '2026-01-01T10:00:00.000Z', repeated: false });
    expect(await move(ledger, 'c1', 'a', 100)).toEqual({ ...first, repeated: true });
    expect([await balanceInLog(store, 'a'), ledger.stats]).toEqual([150, expect.objectContaining({ applied: 2, repeated: 1 })]);
  });

  it('joins the first while that is in flight', async () => {
    const { ledger, store } = await ledgerInMemory();
    const results = await Promise.all(Array.from({ length: 50 }, () => move(ledger, 'c1', 'a', 100)));
    expect(results.map(({ answer, position }) => [answer, position])).toEqual(Array.from({ length: 50 }, () => [100, 1]));
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await balanceInLog(store, 'a')).toBe(100);
  });

  it('is refused again in the same words, in flight and later, though it could now be granted', async () => {
    const { ledger, clock } = await ledgerInMemory();
    const refusal = expect.objectContaining({ code: 'balance_too_low', message: '10 points are missing', facts: { balance: 0, wanted: 10 }, category: 'state' });
    for (const result of await Promise.allSettled([move(ledger, 'c1', 'a', -10), move(ledger, 'c1', 'a', -10)])) expect(result).toEqual({ status: 'rejected', reason: refusal });
    await move(ledger, 'c2', 'a', 100);
    clock.advanceMs(60_000);
    await expect(move(ledger, 'c1', 'a', -10)).rejects.toEqual(refusal);
    expect((await move(ledger, 'c3', 'a', -10)).answer).toBe(90);
    expect(ledger.stats).toMatchObject({ applied: 2, rejected: 1, repeated: 1 });
  });

  it('is known to the next ledger on the same store', async () => {
    const { ledger, store, clock } = await ledgerInMemory();
    const first = await move(ledger, 'c1', 'a', 100);
    await expect(move(ledger, 'c2', 'a', -101)).rejects.toEqual(coded('balance_too_low'));
    await ledger.close();
    const next = await Ledger.open(store, { clock });
    expect(await move(next, 'c1', 'a', 100)).toEqual({ ...first, repeated: true });
    await expect(move(next, 'c2', 'a', -101)).rejects.toEqual(coded('balance_too_low', { balance: 100 }));
  });

  it('gets the time at which the store took it, when another writer of the log was ahead in time', async () => {
    const { store, clock } = await ledgerInMemory();
    const later = '2026-01-01T10:00:09.000Z' as Instant;
    const append = store.append.bind(store);
    store.append = async (commit) => ({ ...(await append({ ...commit, recordedAt: later })), recordedAt: later });
    const ledger = await Ledger.open(store, { clock });
    const first = await move(ledger, 'c1', 'a', 100);
    expect(first.recordedAt).toBe(later);
    expect(await move(ledger, 'c1', 'a', 100)).toEqual({ ...first, repeated: true });
    store.append = append;
    expect((await move(ledger, 'c2', 'a', 1)).recordedAt).toBe(later);
  });

  it('with another body is refused: command_id_reused, in flight and later, and the first is not disturbed', async () => {
    const { ledger, store } = await ledgerInMemory();
    const [first, second] = await Promise.allSettled([move(ledger, 'c1', 'a', 100), move(ledger, 'c1', 'a', 200)]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { answer: 100 } });
    expect(second).toEqual({ status: 'rejected', reason: coded('command_id_reused', { commandId: 'c1' }) });
    await expect(move(ledger, 'c1', 'b', 100)).rejects.toEqual(coded('command_id_reused'));
    await expect(move(ledger, 'c1', 'a', 100)).resolves.toMatchObject({ answer: 100, repeated: true });
    expect([await balanceInLog(store, 'a'), await balanceInLog(store, 'b')]).toEqual([100, 0]);
  });
});

describe('an answer', () => {
  const stream = account('a');

  it('may be nothing, and a command may change nothing', async () => {
    const { ledger } = await ledgerInMemory();
    const nothing = () => ledger.transact(commandOf('c1', {}), { streams: [stream], decide: () => undefined });
    expect(await nothing()).toMatchObject({ position: 0, repeated: false });
    expect(await nothing()).toMatchObject({ position: 0, repeated: true });
  });

  it('stands at the position at which its own command ended', async () => {
    const { ledger } = await ledgerInMemory();
    const results = await Promise.allSettled([move(ledger, 'c1', 'a', 5), move(ledger, 'c2', 'a', -9), move(ledger, 'c3', 'a', 5), move(ledger, 'c4', 'b', 1)]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.position : result.reason.code))).toEqual([1, 'balance_too_low', 2, 3]);
    for (const [id, name, points, position] of [['c1', 'a', 5, 1], ['c3', 'a', 5, 2], ['c4', 'b', 1, 3]] as const) expect((await move(ledger, id, name, points)).position).toBe(position);
  });

  it('that JSON cannot hold fails its own command and leaves nothing behind', async () => {
    const { ledger, store } = await ledgerInMemory();
    const bad = ledger.transact(commandOf('bad', {}), { streams: [stream], decide: (tx) => (tx.execute(stream, 100), { points: 10n }) });
    const [refused, next] = await Promise.allSettled([bad, move(ledger, 'c2', 'a', 1)]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'TypeError' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: { answer: 1, position: 1 } });
    expect([await balanceInLog(store, 'a'), (await ledger.peek(stream)).state.balance, await store.outcomes(['bad'])]).toEqual([1, 1, [undefined]]);
  });

  it('that is a refusal with facts that JSON cannot hold fails its own command only', async () => {
    const { ledger } = await ledgerInMemory();
    const bad = ledger.transact(commandOf('bad', {}), {
      streams: [],
      decide: () => {
        throw rejected('no', 'no', { points: 10n });
      },
    });
    const [first, refused, last] = await Promise.allSettled([move(ledger, 'c1', 'a', 7), bad, move(ledger, 'c2', 'a', 1)]);
    expect([first.status, refused.status, last]).toEqual(['fulfilled', 'rejected', expect.objectContaining({ value: expect.objectContaining({ answer: 8 }) })]);
    expect((await move(ledger, 'c3', 'a', 1)).answer).toBe(9);
  });
});

describe('a command id', () => {
  it.each([['empty', ''], ['of 257 characters', 'x'.repeat(COMMAND_ID_LENGTH_MAX + 1)], ['with half a character', 'x\ud800']])('%s is refused: command_id_invalid', async (_, id) => {
    const { ledger } = await ledgerInMemory();
    await expect(move(ledger, id, 'a', 1)).rejects.toEqual(coded('command_id_invalid'));
    expect(ledger.depth).toBe(0);
  });
});
