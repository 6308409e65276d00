import { paid, placed, refunded } from '../domain/order/order-facts.fixture';
import { aShop, till } from './a-shop.fixture';
import { recordFacts } from './record-facts';
import { discardParked, retryParked } from './settle-parked';

const parked = { stream: 'order-main.A1', factId: 'R1', reason: 'called the shop' };
const by = (commandId: string) => ({ commandId, actor: 'dana' });
const tooMuch = refunded('R1', { lines: [{ lineId: 'tea', quantity: 4 }] });

async function aShopWithARefundThatIsTooMuch() {
  const shop = await aShop();
  await recordFacts(shop, [paid(), tooMuch], till);
  return shop;
}

describe('a parked fact', () => {
  it('stays parked while it contradicts, and counts once it is corrected', async () => {
    const shop = await aShopWithARefundThatIsTooMuch();
    expect(await retryParked(shop, parked, by('1'))).toEqual({ factId: 'R1', status: 'parked', code: 'refund_above_quantity', position: 2 });
    const corrected = refunded('R1', { lines: [{ lineId: 'tea', quantity: 3 }] });
    expect(await retryParked(shop, { ...parked, corrected }, by('2'))).toEqual({ factId: 'R1', status: 'applied', position: 4 });
    expect((await shop.events()).slice(2).map(({ type, actor }) => [type, actor])).toEqual([['fact.retried.v1', 'dana'], ['order.refunded.v1', 'dana']]);
    await expect(retryParked(shop, parked, by('3'))).rejects.toMatchObject({ code: 'fact_not_parked' });
  });

  it('may only be corrected into the same fact', async () => {
    const shop = await aShopWithARefundThatIsTooMuch();
    const elsewhere = { ...tooMuch, data: { ...tooMuch.data, orderId: 'A2' } };
    await expect(retryParked(shop, { ...parked, corrected: elsewhere }, by('1'))).rejects.toMatchObject({ code: 'correction_elsewhere' });
    await expect(retryParked(shop, { ...parked, corrected: { ...tooMuch, factId: 'R2' } }, by('2'))).rejects.toMatchObject({ code: 'correction_elsewhere' });
    await expect(retryParked(shop, { ...parked, corrected: refunded('R1', { amountMinor: 1, currency: 'XXX' }) }, by('3'))).rejects.toMatchObject({ code: 'currency_invalid' });
  });

  it('is discarded once', async () => {
    const shop = await aShopWithARefundThatIsTooMuch();
    expect(await discardParked(shop, parked, by('1'))).toEqual({ factId: 'R1', position: 3 });
    expect(await discardParked(shop, parked, by('1'))).toEqual({ factId: 'R1', position: 3 });
    await expect(discardParked(shop, parked, by('2'))).rejects.toMatchObject({ code: 'fact_not_parked' });
  });

  it('prevails when an operator says so', async () => {
    const shop = await aShop();
    await recordFacts(shop, [placed(), paid({ shipping: [] })], till);
    expect(await retryParked(shop, { ...parked, factId: 'order.paid', overrule: true }, by('1'))).toMatchObject({ status: 'applied' });
  });

  it('is on a stream of commerce', async () => {
    await expect(discardParked(await aShop(), { ...parked, stream: 'campaign-1' }, by('1'))).rejects.toMatchObject({ code: 'stream_unknown' });
  });
});
