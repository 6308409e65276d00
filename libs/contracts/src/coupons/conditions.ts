import type { AmountPerCurrency, ItemSelection } from './selection';

/** What an amount is measured on. `remaining`: after the promotions that came before; `initial`: before all. */
export interface AmountBasis {
  readonly of: 'initial' | 'remaining';
  /** Left out: all goods. */
  readonly items?: ItemSelection;
  readonly shipping?: 'with' | 'without';
  /** `without`: net of tax, however the shop states its prices. */
  readonly tax?: 'asPriced' | 'without';
}

/** At least this much is bought. */
export interface MinimumAmount {
  readonly kind: 'minimumAmount';
  readonly amounts: AmountPerCurrency;
  readonly basis: AmountBasis;
}

export interface MaximumAmount {
  readonly kind: 'maximumAmount';
  readonly amounts: AmountPerCurrency;
  readonly basis: AmountBasis;
}

export interface MinimumQuantity {
  readonly kind: 'minimumQuantity';
  readonly items: ItemSelection;
  readonly quantity: number;
}

/** This is the member's n-th order; cancelled ones do not count. */
export interface NthOrder {
  readonly kind: 'nthOrder';
  readonly nth: number;
}

/** The order goes by one of these shipping methods. */
export interface ShippingMethodIs {
  readonly kind: 'shippingMethod';
  readonly anyOf: readonly string[];
}

export interface PaymentMethodIs {
  readonly kind: 'paymentMethod';
  readonly anyOf: readonly string[];
}

/** An attribute of the member has one of these values, or lies within these bounds. */
export interface MemberAttribute {
  readonly kind: 'memberAttribute';
  readonly attribute: string;
  readonly anyOf?: readonly (string | number | boolean)[];
  readonly from?: number;
  readonly to?: number;
}

/** Weekdays (1 Monday to 7 Sunday) and minutes of the day [from, to) in a zone; over midnight when the end is not after the start. */
export interface WithinHours {
  readonly kind: 'hours';
  readonly zone: string;
  readonly weekdays?: readonly number[];
  readonly fromMinute?: number;
  readonly toMinute?: number;
}

export type CampaignCondition =
  | MinimumAmount | MaximumAmount | MinimumQuantity | NthOrder | ShippingMethodIs | PaymentMethodIs | MemberAttribute | WithinHours;
