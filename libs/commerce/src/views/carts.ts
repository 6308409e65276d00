import type { Instant } from '@loyalty/kernel';
import type { CartEvent, CartLine } from '@loyalty/contracts';
import type { Projection, ViewReader } from '@loyalty/views';
import type { FindIdleCarts } from '../application/abandon-idle-carts';
import { asCommerceEvent } from './commerce-event';

/** Id: its stream. */
export interface CartDocument {
  readonly shop: string;
  readonly cartId: string;
  readonly memberId?: string;
  /** `empty`: nothing lies in it, so that nothing can be abandoned. */
  readonly status: 'open' | 'empty' | 'abandoned' | 'checked_out';
  readonly lastActivityAt: Instant;
  readonly currency?: string;
  readonly lines: readonly CartLine[];
  readonly valueMinor: number;
  readonly abandonedAt?: Instant;
  readonly orderId?: string;
}

export const carts: Projection<CartDocument> = {
  name: 'commerce_carts',
  version: 1,
  categories: ['cart'],
  indexes: [{ fields: ['status', 'lastActivityAt'] }, { fields: ['memberId', 'lastActivityAt'] }],
  keysOf: ({ type, stream }) => (type.startsWith('cart.') ? [stream] : []),
  project: (doc, event) => after(doc, asCommerceEvent(event) as CartEvent),
};

function after(doc: CartDocument | undefined, { type, effectiveAt, data }: CartEvent): CartDocument {
  const { shop, cartId } = data;
  const known = doc ?? { shop, cartId, lastActivityAt: effectiveAt, lines: [], valueMinor: 0 };
  switch (type) {
    case 'cart.updated.v1': {
      const { memberId, currency, lines } = data;
      const valueMinor = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
      return { shop, cartId, ...(memberId === undefined ? {} : { memberId }), status: lines.length > 0 ? 'open' : 'empty', lastActivityAt: effectiveAt, currency, lines, valueMinor };
    }
    case 'cart.abandoned.v1': return { ...(data.memberId === undefined ? {} : { memberId: data.memberId }), ...known, status: 'abandoned', abandonedAt: effectiveAt };
    case 'cart.checked_out.v1': return { ...known, status: 'checked_out', lastActivityAt: effectiveAt, orderId: data.orderId };
  }
}

const CARTS_PER_PAGE = 1_000;

/** The view's answer to "which carts are idle". */
export function findIdleCarts(reader: ViewReader<CartDocument>): FindIdleCarts {
  return async (until, cursor) => {
    const filter = { status: 'open', lastActivityAt: { $lte: until } };
    const { items, next } = await reader.find({ filter, sort: [{ field: 'lastActivityAt' }], limit: CARTS_PER_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    return { carts: items.map(({ doc }) => doc), ...(next === undefined ? {} : { next }) };
  };
}
