import { plusMs } from '@loyalty/kernel';
import type { IntakeContext } from '@loyalty/kafka';
import { MemoryViewStore } from '@loyalty/views';
import { aDesk, basket, byCode, KEYS, refusal } from '../application/redemptions/a-desk.fixture';
import { NOON } from '../domain/engine/engine.fixture';
import { RedemptionCommandMessages } from './redemption-commands.controller';

const YESTERDAY = plusMs(NOON, -86_400_000);

describe('redeeming by message', () => {
  const message = (id: string): IntakeContext => ({ id, key: 'r1', type: 'redemption.redeem.v1', topic: 'loyalty.coupons.commands.v1', headers: { ce_source: '/till/4' } });
  const sold = (redemptionId: string, occurredAt?: string) => ({ redemptionId, basket: basket(), codes: ['WELCOME'], ...(occurredAt === undefined ? {} : { occurredAt }) });

  it('takes a sale that a till tells late, and not one that is still to come', async () => {
    const { ledger } = await aDesk([byCode({ schedule: { until: NOON } })]);
    const messages = new RedemptionCommandMessages(ledger, KEYS, new MemoryViewStore());
    expect((await messages.take(sold('r1', YESTERDAY), message('m1'))).answer).toMatchObject({ redemptionId: 'r1', status: 'committed', discountMinor: 100 });
    expect(await refusal(messages.take(sold('r2'), message('m2')))).toBe('code_not_applied');
    expect(await refusal(messages.take(sold('r3', plusMs(NOON, 1)), message('m3')))).toBe('occurred_in_future');
    expect(await refusal(messages.take(sold('r4', 'yesterday'), message('m4')))).toBe('request_invalid');
    expect((await messages.take(sold('r1', YESTERDAY), message('m1'))).repeated).toBe(true);
  });
});
