import type { PricedLine, PricedOrder } from '@loyalty/contracts';
import { contradiction, type Contradiction } from '../facts/verdict';

/**
 * Whether two tellings of an order are about the same sale: currency, tax mode, what was sold at which price, shipping.
 * How it was paid and through which channel may be told better later and does not count.
 */
export function saleDiffers(told: PricedOrder, known: PricedOrder): Contradiction | undefined {
  if (told.currency !== known.currency) return contradiction('currency_differs', { told: told.currency, known: known.currency });
  if (told.taxMode !== known.taxMode) return contradiction('tax_mode_differs', { told: told.taxMode, known: known.taxMode });
  if (told.lines.length !== known.lines.length) return contradiction('lines_differ', { told: told.lines.length, known: known.lines.length });
  const odd = oddLine(told.lines, known.lines);
  if (odd !== undefined) return contradiction('lines_differ', { lineId: odd });
  return told.shippingMinor === known.shippingMinor ? undefined : contradiction('shipping_differs', { told: told.shippingMinor, known: known.shippingMinor });
}

/** The first line that is not in the other list as it is; lists of one length, in any order. */
function oddLine(told: readonly PricedLine[], known: readonly PricedLine[]): string | undefined {
  let byId: Map<string, PricedLine> | undefined;
  for (let i = 0; i < told.length; i += 1) {
    const line = told[i]!;
    let other = known[i];
    if (other!.lineId !== line.lineId) other = (byId ??= new Map(known.map((each) => [each.lineId, each]))).get(line.lineId);
    if (other === undefined || !sameLine(line, other)) return line.lineId;
  }
  return undefined;
}

function sameLine(a: PricedLine, b: PricedLine): boolean {
  return a.sku === b.sku && a.quantity === b.quantity && a.unitPriceMinor === b.unitPriceMinor && a.discountMinor === b.discountMinor && (a.taxMinor ?? 0) === (b.taxMinor ?? 0);
}
