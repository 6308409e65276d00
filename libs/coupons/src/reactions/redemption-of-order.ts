import type { OrderHeader } from '@loyalty/contracts';
import { sha256Hex } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { redemptionOfCart } from '../doors/asked-of';
import { redemptionStream } from '../domain/redemption/redemption';
import type { RedemptionState } from '../domain/redemption/redemption-state';

export interface FoundRedemption {
  readonly redemptionId: string;
  readonly state: RedemptionState;
}

/** The redemption that is made of an order's own codes. */
export function redemptionMadeOf({ shop, orderId }: Pick<OrderHeader, 'shop' | 'orderId'>): string {
  return `O${sha256Hex(`${shop}/${orderId}`).slice(0, 24)}`;
}

/**
 * The redemption that belongs to an order: the one that it names, that was made of it, or that its cart has. `hadCodes`: whether
 * one may have been made of it; most orders have no code, and looking for what is not there costs as much as any other look.
 */
export async function redemptionOf(ledger: Ledger, order: OrderHeader, hadCodes = true): Promise<FoundRedemption | undefined> {
  const candidates = [order.redemptionId, hadCodes ? redemptionMadeOf(order) : undefined, order.cartId === undefined ? undefined : redemptionOfCart({ shop: order.shop, cartId: order.cartId })];
  for (const redemptionId of candidates) {
    if (redemptionId === undefined) continue;
    const { state } = await ledger.peek(redemptionStream(redemptionId));
    if (state.content !== undefined && isOf(state, order)) return { redemptionId, state };
  }
  return undefined;
}

function isOf({ order }: RedemptionState, { shop, orderId }: OrderHeader): boolean {
  return order === undefined || (order.shop === shop && order.orderId === orderId);
}
