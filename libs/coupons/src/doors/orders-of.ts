import { streamPart } from '@loyalty/contracts';
import { ViewReader, type ViewStore } from '@loyalty/views';
import { shoppersView, type ShopperDocument } from '../views/shoppers';

/** How many orders a member has that were not cancelled, as far as commerce has told. */
export type OrdersOf = (memberId: string) => Promise<number>;

export function ordersIn(views: ViewStore): OrdersOf {
  const shoppers = new ViewReader<ShopperDocument>(views, shoppersView.name);
  return async (memberId) => (await shoppers.get(streamPart(memberId))).item?.doc.orders ?? 0;
}
