import type { AmountPerCurrency, ItemSelection, Target, UnitOrder } from './selection';

/** A share of the price, in parts per million; at most `cap` in all. */
export interface PercentOff {
  readonly kind: 'percentOff';
  readonly ppm: number;
  readonly target: Target;
  readonly cap?: AmountPerCurrency;
}

/**
 * An amount off: once in all, once for each line that is meant, for each unit, or for each complete group of units
 * (`target.units.multipleOf`). `inOrder` fills the first lines first; `byQuantity` shares out by units instead of prices.
 * `ofCoupon`: a coupon that has a value of its own takes that off instead; the amounts are for all others.
 */
export interface AmountOff {
  readonly kind: 'amountOff';
  readonly amounts: AmountPerCurrency;
  readonly per: 'order' | 'line' | 'unit' | 'group';
  readonly target: Target;
  readonly spread?: 'proportional' | 'inOrder';
  readonly byQuantity?: boolean;
  readonly ofCoupon?: boolean;
}

/** Each unit (of shipping: each charge) for this price; a lower price stays. */
export interface FixedPrice {
  readonly kind: 'fixedPrice';
  readonly amounts: AmountPerCurrency;
  readonly target: Target;
}

/** One amount off the first unit and another off each further one, on at most `mostUnits`. */
export interface FirstAndNext {
  readonly kind: 'firstAndNext';
  readonly first: AmountPerCurrency;
  readonly next: AmountPerCurrency;
  readonly mostUnits?: number;
  readonly target: Target;
}

/**
 * For each `buy.quantity` units bought, `get.quantity` units at `ppm` off. Units bought and units got are different ones,
 * and no other offer of this kind uses them again.
 */
export interface BuyGet {
  readonly kind: 'buyGet';
  readonly buy: { readonly items: ItemSelection; readonly quantity: number };
  readonly get: { readonly items: ItemSelection; readonly quantity: number };
  /** 1,000,000: free. */
  readonly ppm: number;
  readonly take: UnitOrder;
  readonly mostApplications?: number;
  readonly mostUnits?: number;
  /** What is got may be fewer than `get.quantity` in the last application. */
  readonly incomplete?: boolean;
  /** A unit that is bought may be the one that is got. */
  readonly overlap?: boolean;
  /** Units of one line only count together with each other. */
  readonly sameLine?: boolean;
}

/** Every `quantity` units together for one price; dearest units first, and never dearer than before. */
export interface BundlePrice {
  readonly kind: 'bundlePrice';
  readonly quantity: number;
  readonly amounts: AmountPerCurrency;
  readonly target: Target;
  readonly mostApplications?: number;
}

export interface Step<Value> {
  readonly from: number;
  readonly value: Value;
}

/** The percentage of the highest step that is reached, by units or by the amount (minor units) of what is meant, or of the `measured` goods. */
export interface SteppedPercent {
  readonly kind: 'steppedPercent';
  readonly by: 'quantity' | 'amount';
  /** Currency of steps by amount. */
  readonly currency?: string;
  readonly steps: readonly Step<number>[];
  readonly target: Target;
  readonly measured?: ItemSelection;
}

/** The amount of the highest step that is reached, once in all. */
export interface SteppedAmount {
  readonly kind: 'steppedAmount';
  readonly by: 'quantity' | 'amount';
  readonly currency: string;
  readonly steps: readonly Step<number>[];
  readonly target: Target;
}

/** Goods added to the basket without charge, if there is stock; once, or for every `per.quantity` units of something. */
export interface Gift {
  readonly kind: 'gift';
  readonly sku: string;
  readonly quantity: number;
  readonly per?: { readonly items: ItemSelection; readonly quantity: number };
  /** What one would cost. */
  readonly value?: AmountPerCurrency;
}

/** Points on top, in a wallet. Points are no discount. */
export interface PointsBonus {
  readonly kind: 'pointsBonus';
  readonly wallet: string;
  readonly points: number;
}

/** What the goods that are meant earn in a wallet, multiplied; 1,500,000 is one and a half times. */
export interface PointsMultiplier {
  readonly kind: 'pointsMultiplier';
  readonly wallet: string;
  readonly factorPpm: number;
  readonly items: ItemSelection;
}

/** A coupon of another campaign for the next order. */
export interface IssueCoupon {
  readonly kind: 'issueCoupon';
  readonly campaignId: string;
  readonly quantity: number;
}

export type CampaignEffect =
  | PercentOff | AmountOff | FixedPrice | FirstAndNext | BuyGet | BundlePrice | SteppedPercent | SteppedAmount | Gift | PointsBonus | PointsMultiplier | IssueCoupon;
