import type { BasketDto, OrderLine } from '@loyalty/contracts';
import { instant, localDate } from '@loyalty/kernel';
import type { Row } from '../csv';
import { CURRENCY, lineOf, saleOf, ZONE, type Products } from '../sale-of';
import type { Sample } from '../sample';

/** The baskets of the sample as they were before coupons came off, by household and day of the shop. */
export function householdBaskets({ baskets, products }: Sample): (household: string, date: string) => readonly BasketDto[] {
  const byDay = Map.groupBy(baskets, ([row]) => dayKey(row!['household_id']!, localDate(instant(row!['transaction_timestamp']!), ZONE)));
  return (household, date) => (byDay.get(dayKey(household, date)) ?? []).map((rows) => basketOf(rows, products)).filter(({ lines }) => lines.length > 0);
}

function basketOf(rows: readonly Row[], products: Products): BasketDto {
  const lines = rows.flatMap((row, i): OrderLine[] => {
    const sale = saleOf(row);
    return typeof sale === 'string' ? [] : [lineOf(row, i, sale, sale.salesMinor + sale.matchedMinor, products)];
  });
  return { currency: CURRENCY, channel: 'store', store: rows[0]!['store_id']!, lines: lines as BasketDto['lines'] };
}

function dayKey(household: string, date: string): string {
  return `${household}/${date}`;
}
