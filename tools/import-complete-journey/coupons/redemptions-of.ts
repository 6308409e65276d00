import type { BasketDto, RedeemBasketDto } from '@loyalty/contracts';
import { localTime, plusMs, startOfLocalDay, type Instant } from '@loyalty/kernel';
import { categoriesOf, CURRENCY, memberOf, ZONE, type Products } from '../sale-of';
import { campaignIdOf, type CouponCampaign } from './campaigns-of';
import type { Prices } from './prices';
import type { CouponSource, SourceRedemption } from './source';

/** `own`: what the household bought that day. Else one unit, at its price in the sample or at that of its kind. */
export type BasketKind = 'own' | 'unit' | 'unitOfKind';

/** A redemption of the file as it is asked for here. */
export interface AskedRow {
  readonly row: SourceRedemption;
  /** Of the row and nothing else: the same in every run. */
  readonly redemptionId: string;
  readonly basketKind: BasketKind;
  readonly body: RedeemBasketDto;
}

export interface RedemptionFacts {
  readonly segments: CouponSource['segments'];
  readonly campaigns: ReadonlyMap<string, CouponCampaign>;
  readonly basketsOf: (household: string, date: string) => readonly BasketDto[];
  readonly prices: Prices;
  readonly products: Products;
}

const MINUTE_MS = 60_000;
const NOON_MINUTE = 720;

/** Throws for a coupon that the file of coupons does not have. */
export function askedRow(row: SourceRedemption, facts: RedemptionFacts): AskedRow {
  const { household, upc, campaign, date, number } = row;
  const coupon = facts.campaigns.get(campaignIdOf(campaign, upc));
  if (coupon === undefined) throw new Error(`Row ${row.row}: campaign ${campaign} has no coupon ${upc}`);
  const redemptionId = `cj-${campaign}-${upc}-${household}-${date}-${number}`;
  const { basket, basketKind } = basketFor(coupon, row, facts);
  const memberId = memberOf(household);
  return {
    row, redemptionId, basketKind,
    body: {
      redemptionId, basket, member: { memberId, segments: [...(facts.segments.get(memberId) ?? [])] }, codes: [coupon.code],
      occurredAt: noonOf(date),
    },
  };
}

/** Noon at the shop, on days with 23 and 25 hours, too. */
function noonOf(date: string): Instant {
  const about = plusMs(startOfLocalDay(date, ZONE), NOON_MINUTE * MINUTE_MS);
  return plusMs(about, (NOON_MINUTE - localTime(about, ZONE).minuteOfDay) * MINUTE_MS);
}

function basketFor(coupon: CouponCampaign, { household, date }: SourceRedemption, { basketsOf, prices, products }: RedemptionFacts): Pick<AskedRow, 'basketKind'> & { readonly basket: BasketDto } {
  const own = basketsOf(household, date).find(({ lines }) => lines.some(({ sku, quantity, unitPriceMinor, discountMinor = 0 }) => coupon.skus.has(sku) && quantity * unitPriceMinor > discountMinor));
  if (own !== undefined) return { basketKind: 'own', basket: own };
  const sold = [...coupon.skus].flatMap((sku) => ({ sku, ...(prices.of(sku) ?? { priceMinor: 0, lines: 0 }) })).filter(({ lines }) => lines > 0);
  const [often] = sold.sort((a, b) => b.lines - a.lines || (a.sku < b.sku ? -1 : 1));
  const [first] = coupon.skus;
  const sku = often?.sku ?? first!;
  const listed = products.get(sku);
  const line = { lineId: '1', sku, quantity: 1, unitPriceMinor: often?.priceMinor ?? prices.ofKind(sku), ...(listed ? { categories: categoriesOf(listed) } : {}) };
  return { basketKind: often === undefined ? 'unitOfKind' : 'unit', basket: { currency: CURRENCY, channel: 'store', lines: [line] } };
}
