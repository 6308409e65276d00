import { manualClock, type Instant } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, type Decider, type DomainEvent } from '@loyalty/ledger';
import { given } from '../decider-specification';
import { watchLedgers } from './watched-ledger';

type Stock = DomainEvent<'stock.changed.v1', object>;

/** Says whatever it is told to say. */
const parrot: Decider<null, object, Stock> = {
  initial: null, stateVersion: 1,
  decide: (data) => [{ type: 'stock.changed.v1', data, effectiveAt: '2026-03-01T12:00:00.000Z' as Instant }],
  evolve: () => null,
};
const good = { factId: 'f1', shop: 'main', sku: 'tea', availableQuantity: 5 };

describe('what a test has written', () => {
  const told: unknown[] = [];
  let ledger: Ledger;
  const write = (id: string, data: object) =>
    ledger.transact({ id, fingerprint: id, actor: 'spec' }, { streams: [{ name: 'sku-main.tea', decider: parrot }], decide: (tx) => void tx.execute({ name: 'sku-main.tea', decider: parrot }, data) });

  beforeAll(async () => {
    watchLedgers((error) => told.push(error));
    ledger = await Ledger.open(new MemoryEventStore(), { clock: manualClock('2026-03-01T12:00:00Z') });
  });
  afterAll(() => ledger.close());

  it('by a ledger is told when it is not as docs/contracts says, and nothing is told of what is', async () => {
    await write('c1', good);
    expect(told).toEqual([]);
    await write('c2', { ...good, availableQuantity: '5' });
    expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining('stock.changed.v1 on loyalty.commerce.events.v1 is not as docs/contracts says: /availableQuantity must be integer') })]);
  });

  it('by a decider alone fails at once', () => {
    given(parrot).when(good).then({ type: 'stock.changed.v1', data: good, effectiveAt: '2026-03-01T12:00:00.000Z' as Instant });
    expect(() => given(parrot).when({ ...good, shelf: 7 }).events).toThrow('"additionalProperty":"shelf"');
  });
});
