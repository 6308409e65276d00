import { manualClock } from '@loyalty/kernel';
import { Ledger, memoryDisk, MemoryEventStore } from '@loyalty/ledger';
import { redemptionStream } from '../../domain/redemption/redemption';
import { NOON } from '../../domain/engine/engine.fixture';
import { asked, by, byCode, KEYS, member, publish, refusal, said } from './a-desk.fixture';
import { holdRedemption } from './hold-redemption';
import { commitRedemption } from './settle-redemption';

const ONE = byCode({ limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 1 }, { count: 'uses', per: 'member', every: 'ever', most: 1 }] });

describe('a crash between deciding and answering', () => {
  it.each([['before it was durable', 'beforeSync', 'none'], ['after it was durable', 'afterSync', 'held']] as const)('%s leaves a hold whole or absent, and the same command tells which', async (_, when, status) => {
    const disk = memoryDisk();
    const faults: { beforeSync?: () => void; afterSync?: () => void } = {};
    const clock = manualClock(NOON);
    const ledger = await Ledger.open(new MemoryEventStore(disk, faults), { clock });
    await publish(ledger, [ONE]);
    faults[when] = () => {
      throw new Error('the machine stopped');
    };
    expect(await refusal(holdRedemption({ ledger, keys: KEYS }, by('the hold'), asked('r1', member('anna'))))).toBe('store_unavailable');

    const after = await Ledger.open(new MemoryEventStore(disk), { clock });
    expect((await after.peek(redemptionStream('r1'))).state.status).toBe(status);
    const desk = { ledger: after, keys: KEYS };
    const again = await holdRedemption(desk, by('the hold'), asked('r1', member('anna')));
    expect([said(again.answer), again.repeated]).toEqual(['held', status === 'held']);
    expect(said((await holdRedemption(desk, by('another'), asked('r2', member('ben')))).answer)).toBe('code_not_applied');
    expect((await commitRedemption(after, by('the commit'), { redemptionId: 'r1' })).answer.status).toBe('committed');
  });
});
