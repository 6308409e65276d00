import { canonicalJson } from '@loyalty/kernel';
import { account, accountDecider, balanceInLog, commandOf, ledgerInMemory, move, type Account } from '@loyalty/testing';
import { foldStream } from './fold';
import { Ledger } from './ledger';

describe('a snapshot', () => {
  it('is written when a stream has grown by 256 events, of what is durable', async () => {
    const { ledger, store } = await ledgerInMemory();
    await Promise.all(Array.from({ length: 255 }, (_, i) => move(ledger, `c${i}`, 'a', 1)));
    expect(await store.readSnapshot('account-a')).toBeUndefined();
    await Promise.all(Array.from({ length: 10 }, (_, i) => move(ledger, `d${i}`, 'a', 1)));
    expect(await store.readSnapshot('account-a')).toEqual({ stream: 'account-a', revision: 265, stateVersion: 1, state: '{"balance":265,"movements":265}' });
    await Promise.all(Array.from({ length: 256 }, (_, i) => move(ledger, `e${i}`, 'a', 1)));
    expect(await store.readSnapshot('account-a')).toMatchObject({ revision: 521 });
    expect(ledger.stats.snapshots).toBe(2);
  });

  it('and the tail fold to what folding from zero gives, at every revision, byte for byte', async () => {
    const { ledger, store } = await ledgerInMemory();
    for (let i = 0; i < 12; i += 1) await Promise.all(Array.from({ length: 50 }, (_, j) => move(ledger, `c${i}.${j}`, 'a', (j % 7) + 1)));
    expect((await store.readSnapshot('account-a'))?.revision).toBe(600);
    const stream = account('a');
    const events = await store.readStream('account-a', { after: 0, limit: 10_000 });
    let state = accountDecider.initial;
    for (const event of events) {
      state = accountDecider.evolve(state, event as never);
      await store.writeSnapshots([{ stream: 'account-a', revision: event.revision, stateVersion: 1, state: JSON.stringify(state) }]);
      const folded = await foldStream(store, stream);
      expect(folded.latest.revision).toBe(600);
      if (event.revision % 37 === 0) expect(canonicalJson(folded.latest.state)).toBe(canonicalJson((await ledger.peek(stream)).state));
    }
    expect(canonicalJson(state)).toBe(canonicalJson((await ledger.peek(stream)).state));
  });

  it('of another shape of state is not used, and is replaced by one of the new shape', async () => {
    const { ledger, store, clock } = await ledgerInMemory();
    await Promise.all(Array.from({ length: 300 }, (_, i) => move(ledger, `c${i}`, 'a', 2)));
    await ledger.close();
    const wider = { ...account('a'), decider: { ...accountDecider, stateVersion: 2, initial: { ...accountDecider.initial, largest: 0 }, evolve: (state: Account & { largest?: number }, event: never) => ({ ...accountDecider.evolve(state, event), largest: Math.max(state.largest!, (event as { data: { points: number } }).data.points) }) } };
    const next = await Ledger.open(store, { clock });
    expect((await next.peek(wider)).state).toEqual({ balance: 600, movements: 300, largest: 2 });
    await next.transact(commandOf('d', 1), { streams: [wider], decide: (tx) => (tx.execute(wider, 5), null) });
    expect(await store.readSnapshot('account-a')).toEqual({ stream: 'account-a', revision: 301, stateVersion: 2, state: '{"balance":605,"movements":301,"largest":5}' });
  });

  it('is used: only the tail is read', async () => {
    const { ledger, store, clock } = await ledgerInMemory();
    await Promise.all(Array.from({ length: 256 }, (_, i) => move(ledger, `c${i}`, 'a', 1)));
    for (let i = 0; i < 3; i += 1) await move(ledger, `d${i}`, 'a', 1);
    const afters: number[] = [];
    const read = store.readStream.bind(store);
    store.readStream = (stream, options) => (afters.push(options.after), read(stream, options));
    const next = await Ledger.open(store, { clock });
    expect([(await next.peek(account('a'))).state.balance, await balanceInLog(store, 'a')]).toEqual([259, 259]);
    expect(afters[0]).toBe(256);
  });

  it('of a large state must be earned by more events: 40,000 characters wait for 100 events, 400,000 for 1,000', async () => {
    const { ledger, store } = await ledgerInMemory();
    const large = { ...account('a'), decider: { ...accountDecider, evolve: (state: Account, event: never) => ({ ...accountDecider.evolve(state, event), text: 'x'.repeat(400_000) }) } };
    const give = (id: string) => ledger.transact(commandOf(id, id), { streams: [large], decide: (tx) => (tx.execute(large, 1), null) });
    await Promise.all(Array.from({ length: 256 }, (_, i) => give(`c${i}`)));
    expect(await store.readSnapshot('account-a')).toMatchObject({ revision: 256 });
    await Promise.all(Array.from({ length: 999 }, (_, i) => give(`d${i}`)));
    expect(await store.readSnapshot('account-a')).toMatchObject({ revision: 256 });
    await Promise.all(Array.from({ length: 2 }, (_, i) => give(`e${i}`)));
    expect(await store.readSnapshot('account-a')).toMatchObject({ revision: 1_257 });
  });
});

describe('folding', () => {
  it('reads a long stream in pages', async () => {
    const { ledger, store } = await ledgerInMemory();
    await Promise.all(Array.from({ length: 2_500 }, (_, i) => move(ledger, `c${i}`, 'a', 1)));
    store.disk.snapshots.clear();
    const folded = await foldStream(store, account('a'));
    expect(folded.durable).toEqual({ state: { balance: 2_500, movements: 2_500 }, revision: 2_500 });
  });

  it('refuses a stream with a hole: revision_gap', async () => {
    const { ledger, store } = await ledgerInMemory();
    for (let i = 0; i < 5; i += 1) await move(ledger, `c${i}`, 'a', 1);
    store.disk.streams.get('account-a')!.splice(2, 1);
    await expect(foldStream(store, account('a'))).rejects.toMatchObject({ code: 'revision_gap', category: 'corruption', facts: { stream: 'account-a', after: 2, found: 4 } });
  });
});
