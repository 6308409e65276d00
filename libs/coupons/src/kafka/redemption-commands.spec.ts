import type { IntakeContext } from '@loyalty/kafka';
import { MemoryViewStore } from '@loyalty/views';
import { PointsOfAnna } from '../application/payments/a-points-desk.fixture';
import { aDesk, byCode, KEYS, refusal } from '../application/redemptions/a-desk.fixture';
import { BASKET } from '../http/examples';
import { RedemptionCommandMessages } from './redemption-commands.controller';

const context = (type: string, id: string) => ({ type, id, headers: { ce_source: '/shop/checkout' } }) as unknown as IntakeContext;

describe('commands on redemptions over Kafka', () => {
  let messages: RedemptionCommandMessages;
  beforeEach(async () => {
    const { ledger } = await aDesk([byCode({ effects: [{ kind: 'amountOff', amounts: { ILS: 1_000 }, per: 'order', target: { over: 'items' } }], limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 1 }] })]);
    messages = new RedemptionCommandMessages(ledger, KEYS, new MemoryViewStore());
  });

  const take = async (type: string, id: string, data: object) => (await messages.take(data, context(`redemption.${type}.v1`, id))).answer;
  const asked = (redemptionId: string) => ({ redemptionId, basket: BASKET, member: { memberId: 'm1', orders: 1 }, codes: ['WELCOME'] });

  it('do what the HTTP door does', async () => {
    expect(await take('hold', '1', asked('r1'))).toMatchObject({ redemptionId: 'r1', status: 'held', discountMinor: 1_000 });
    expect(await take('commit', '2', { redemptionId: 'r1', order: { shop: 'main', orderId: 'A-1' } })).toMatchObject({ status: 'committed' });
    expect(await take('return', '3', { redemptionId: 'r1', lines: [{ lineId: '1', quantity: 1 }] })).toMatchObject({ status: 'committed' });
    expect(await take('reverse', '4', { redemptionId: 'r1' })).toMatchObject({ status: 'reversed' });
    expect(await take('redeem', '5', asked('r2'))).toMatchObject({ status: 'committed' });
    expect(await take('hold', '6', { ...asked('r3'), codes: [] })).toMatchObject({ status: 'held', discountMinor: 0 });
    expect(await take('release', '7', { redemptionId: 'r3' })).toMatchObject({ status: 'released' });
  });

  it('are the same command under the same id', async () => {
    const first = await messages.take(asked('r1'), context('redemption.hold.v1', 'same'));
    expect(await messages.take(asked('r1'), context('redemption.hold.v1', 'same'))).toEqual({ ...first, repeated: true });
  });

  it('hold points, too, where points are a payment', async () => {
    expect(await refusal(take('hold', '1', { ...asked('r1'), points: { wallet: 'beans', points: 50 } }))).toBe('points_not_available');
    const { ledger, clock } = await aDesk([]);
    const paying = new RedemptionCommandMessages(ledger, KEYS, new MemoryViewStore(), { points: new PointsOfAnna(clock, 50), clock });
    const { answer } = await paying.take({ ...asked('r1'), codes: [], points: { wallet: 'beans', points: 50 } }, context('redemption.hold.v1', '2'));
    expect(answer).toMatchObject({ status: 'held', pointsHoldId: 'beans:H1', payment: { points: 50, amountMinor: 500 } });
  });

  it('are refused for codes as for everything else, and that is their outcome', async () => {
    await take('redeem', '1', asked('r1'));
    expect(await refusal(take('hold', '2', asked('r2')))).toBe('code_not_applied');
    expect(await refusal(take('hold', '3', { ...asked('r2'), codes: ['NEVERWAS'] }))).toBe('code_not_valid');
    expect(await refusal(take('hold', '4', { ...asked('r2'), colour: 'red' }))).toBe('request_invalid');
    expect(await refusal(take('commit', '5', { redemptionId: 'none' }))).toBe('redemption_unknown');
    expect(await refusal(take('release', '6', { redemptionId: 'r1', reason: 'because' }))).toBe('request_invalid');
  });
});
