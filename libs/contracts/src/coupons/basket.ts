/** A tax on a line or a shipping charge: a rate, contained in the price or on top of it, or an amount for each unit. */
export type BasketTax =
  | { readonly kind: 'rate'; readonly ratePpm: number; readonly included: boolean }
  | { readonly kind: 'perUnit'; readonly amountMinor: number };

/** A line as promotions see it. Amounts are in the minor unit of the basket's currency. */
export interface BasketLine {
  readonly lineId: string;
  readonly sku: string;
  /** At least 1, whole. */
  readonly quantity: number;
  /** Below 0: something given in return; it lowers what is left of the order and is never discounted. */
  readonly unitPriceMinor: number;
  /** Already taken off the whole line by the shop itself. */
  readonly discountMinor?: number;
  readonly categories?: readonly string[];
  readonly brand?: string;
  readonly onSale?: boolean;
  /** No promotion takes a unit below this price. */
  readonly floorUnitPriceMinor?: number;
  readonly taxes?: readonly BasketTax[];
}

export interface BasketShipping {
  readonly method: string;
  readonly amountMinor: number;
  readonly taxes?: readonly BasketTax[];
}

export interface Basket {
  /** ISO 4217. */
  readonly currency: string;
  readonly lines: readonly BasketLine[];
  readonly shipping?: readonly BasketShipping[];
  readonly channel?: string;
  readonly store?: string;
  readonly paymentMethod?: string;
}
