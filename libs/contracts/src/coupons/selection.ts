/** One amount for each currency (ISO 4217), in its minor unit. Amounts are never converted: another currency has none. */
export type AmountPerCurrency = Readonly<Record<string, number>>;

/** Goods by what they are. Of each list that is given, one must match; all that is given must match. */
export interface GoodsNamed {
  readonly skus?: readonly string[];
  readonly categories?: readonly string[];
  readonly brands?: readonly string[];
}

/** Which lines of a basket are meant. Nothing given: all. */
export interface ItemSelection extends GoodsNamed {
  /** Lines that match one of these lists are not meant. */
  readonly except?: GoodsNamed;
  /** The price of one unit before promotions lies within these bounds, both included. */
  readonly unitPrice?: { readonly from?: AmountPerCurrency; readonly to?: AmountPerCurrency };
  readonly onSale?: boolean;
}

/** Which end of the prices a limited number of units is taken from. Equal prices go by line id. */
export type UnitOrder = 'cheapest' | 'dearest';

/** How many of the units that are meant. */
export interface UnitLimit {
  readonly most?: number;
  readonly mostPerLine?: number;
  /** Only complete groups of so many: of 7 units in groups of 3, 6. */
  readonly multipleOf?: number;
  /** Left out: as the profile says. */
  readonly take?: UnitOrder;
}

/** What an effect works on. `all`: goods and shipping together. */
export interface Target {
  readonly over: 'items' | 'shipping' | 'all';
  readonly items?: ItemSelection;
  /** Shipping methods; left out: every one. */
  readonly methods?: readonly string[];
  readonly units?: UnitLimit;
}
