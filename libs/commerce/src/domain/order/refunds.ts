import { mulDivFloor } from '@loyalty/kernel';
import type { OrderRefund, PricedLine, PricedOrder, Refund, RefundedLine, RefundLine } from '@loyalty/contracts';
import { contradiction, type Contradiction } from '../facts/verdict';
import { headerOf } from './header';

/** What all refunds so far took from one line. */
export interface LineRefunds {
  readonly quantity: number;
  /** Of these, the units that were refunded by their share of the line. */
  readonly quantityByShare: number;
  readonly minor: number;
}

export interface Refunds {
  readonly told: readonly OrderRefund[];
  /** One for each line of the order, in its order; empty before the first refund of a line. */
  readonly lines: readonly LineRefunds[];
  readonly shippingMinor: number;
  readonly minor: number;
}

export const NO_REFUNDS: Refunds = { told: [], lines: [], shippingMinor: 0, minor: 0 };
const UNTOUCHED: LineRefunds = { quantity: 0, quantityByShare: 0, minor: 0 };

/**
 * What a refund does to a paid order. Contradicts when it names an unknown line, more units than are left, or more money
 * than is left of a line, of the shipping or of the whole.
 */
export function refund(factId: string, told: Refund, order: PricedOrder, before: Refunds): OrderRefund | Contradiction {
  if (told.currency !== order.currency) return contradiction('currency_differs', { told: told.currency, known: order.currency });
  const indexOf = lineFinder(order.lines);
  const lines: RefundedLine[] = [];
  let amountMinor = 0;
  for (const each of told.lines ?? []) {
    const index = indexOf(each.lineId);
    if (index === undefined) return contradiction('refund_line_unknown', { lineId: each.lineId });
    const line = refundLine(each, order.lines[index]!, before.lines[index] ?? UNTOUCHED);
    if ('kind' in line) return line;
    lines.push(line);
    amountMinor += line.amountMinor;
  }
  const { shippingMinor = 0, amountMinor: wholeOrderMinor = 0 } = told;
  if (before.shippingMinor + shippingMinor > order.shippingMinor) {
    return contradiction('refund_above_shipping', { told: shippingMinor, refunded: before.shippingMinor, paid: order.shippingMinor });
  }
  amountMinor += shippingMinor + wholeOrderMinor;
  const refundedMinor = before.minor + amountMinor;
  if (refundedMinor > order.totalMinor) return contradiction('refund_above_total', { told: amountMinor, refunded: before.minor, paid: order.totalMinor });
  const complete = (refundedMinor === order.totalMinor && refundedMinor > 0) || unitsLeft(order, before) === sum(lines);
  const { refundId, reasonCode } = told;
  return { factId, refundId, order: headerOf(order), lines, shippingMinor, wholeOrderMinor, amountMinor, refundedMinor, complete, ...(reasonCode === undefined ? {} : { reasonCode }) };
}

function refundLine({ lineId, quantity = 0, amountMinor }: RefundLine, line: PricedLine, before: LineRefunds): RefundedLine | Contradiction {
  const refundedQuantity = before.quantity + quantity;
  if (refundedQuantity > line.quantity) return contradiction('refund_above_quantity', { lineId, told: quantity, refunded: before.quantity, ordered: line.quantity });
  const amount = amountMinor ?? shareOf(line, before.quantityByShare + quantity) - shareOf(line, before.quantityByShare);
  const refundedMinor = before.minor + amount;
  if (refundedMinor > line.payableMinor) return contradiction('refund_above_line', { lineId, told: amount, refunded: before.minor, paid: line.payableMinor });
  return { line, quantity, amountMinor: amount, byShare: amountMinor === undefined, refundedQuantity, refundedMinor };
}

/** What so many units are of the line, rounded down; all of them are the whole, so the last one takes the rest. */
function shareOf({ payableMinor, quantity }: PricedLine, units: number): number {
  return units === quantity ? payableMinor : mulDivFloor(payableMinor, units, quantity);
}

function unitsLeft(order: PricedOrder, before: Refunds): number {
  let left = 0;
  for (const line of order.lines) left += line.quantity;
  for (const line of before.lines) left -= line.quantity;
  return left;
}

const sum = (lines: readonly RefundedLine[]) => lines.reduce((units, { quantity }) => units + quantity, 0);

/** What is refunded once this refund is. */
export function afterRefund(before: Refunds, told: OrderRefund, order: PricedOrder): Refunds {
  const lines = before.lines.length > 0 ? [...before.lines] : told.lines.length > 0 ? order.lines.map(() => UNTOUCHED) : [];
  const indexOf = lineFinder(order.lines);
  for (const { line, quantity, byShare, refundedQuantity, refundedMinor } of told.lines) {
    const index = indexOf(line.lineId)!;
    lines[index] = { quantity: refundedQuantity, quantityByShare: lines[index]!.quantityByShare + (byShare ? quantity : 0), minor: refundedMinor };
  }
  return { told: [...before.told, told], lines, shippingMinor: before.shippingMinor + told.shippingMinor, minor: told.refundedMinor };
}

/** Whether the shop tells a refund that is known, as it is known. */
export function sameRefund(told: Refund, known: OrderRefund): boolean {
  const { lines = [], shippingMinor = 0, amountMinor = 0 } = told;
  if (told.currency !== known.order.currency || shippingMinor !== known.shippingMinor || amountMinor !== known.wholeOrderMinor || lines.length !== known.lines.length) return false;
  const byId = new Map(known.lines.map((each) => [each.line.lineId, each]));
  return lines.every(({ lineId, quantity = 0, amountMinor: amount }) => {
    const line = byId.get(lineId);
    return line !== undefined && line.quantity === quantity && (amount === undefined ? line.byShare : !line.byShare && line.amountMinor === amount);
  });
}

const SHORT = 8;

/** Finds lines by id: by looking in a short order, by a map that is made once in a long one. */
function lineFinder(lines: readonly PricedLine[]): (lineId: string) => number | undefined {
  let byId: Map<string, number> | undefined;
  return (lineId) => {
    if (lines.length > SHORT) return (byId ??= new Map(lines.map((line, index) => [line.lineId, index]))).get(lineId);
    const index = lines.findIndex((line) => line.lineId === lineId);
    return index < 0 ? undefined : index;
  };
}
