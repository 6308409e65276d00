import type { BasketLineDto, HoldRedemptionDto } from '@loyalty/contracts';
import { seededRandom } from '@loyalty/kernel';
import { call, Refused, type Door } from '../door/client';
import { exists } from '../door/exists';
import { whyRefused } from '../door/why-refused';
import { CATALOGUE, SHOP } from './shop-year';

/** A cart at the check-out, and what becomes of it. */
interface CheckOut {
  readonly redemptionId: string;
  readonly body: HoldRedemptionDto;
  readonly end: 'commit' | 'release' | 'return';
}

const COUNT = 14;
const EACH_SWEET = 3;
const WELCOME_FROM_MINOR = 3_000;

/** One for each of the first members; the same seed gives the same. */
function checkOuts(seed: number): readonly CheckOut[] {
  const random = seededRandom(seed);
  return Array.from({ length: COUNT }, (_, i): CheckOut => {
    const number = String(i + 1).padStart(2, '0');
    const lines: BasketLineDto[] = [random.pick(CATALOGUE), random.pick(CATALOGUE)].map(({ sku, category, brand, priceMinor }, n) => (
      { lineId: String(n + 1), sku, quantity: category === 'sweets' ? EACH_SWEET : 1 + random.int(3), unitPriceMinor: priceMinor, categories: [category], brand }
    ));
    const sweets = lines.some(({ categories }) => categories!.includes('sweets'));
    const enough = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0) >= WELCOME_FROM_MINOR;
    return {
      redemptionId: `demo-${seed}-${number}`,
      body: {
        redemptionId: `demo-${seed}-${number}`, basket: { currency: 'EUR', channel: 'web', lines }, member: { memberId: `member-00${number}` }, cart: { shop: SHOP, cartId: `K-${number}` },
        codes: [...(enough ? ['welcome-5'] : []), ...(sweets ? ['SWEET3FOR2'] : [])],
      },
      end: i === 2 ? 'release' : i === 4 ? 'return' : 'commit',
    };
  });
}

/** Holds, commits, releases and takes back, unless that was begun before; gives back why holds were refused. */
export async function checkOut(door: Door, seed: number): Promise<readonly string[]> {
  const all = checkOuts(seed);
  const refused: string[] = [];
  if (await exists(door, `/v1/coupons/redemptions/${all[0]!.redemptionId}`)) return refused;
  for (const { redemptionId, body, end } of all) {
    try {
      await call(door, 'POST', '/v1/coupons/redemptions', body, `${redemptionId}/hold`);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 422) throw error;
      refused.push(`${body.member!.memberId} ${whyRefused(error)}`);
      continue;
    }
    const act = (what: string, more?: object) => call(door, 'POST', `/v1/coupons/redemptions/${redemptionId}/${what}`, more, `${redemptionId}/${what}`);
    if (end === 'release') await act('release');
    else await act('commit', { order: { shop: SHOP, orderId: redemptionId } });
    if (end === 'return') await act('return', { lines: [{ lineId: '1', quantity: 1 }] });
  }
  return refused;
}
