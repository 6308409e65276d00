import type { CompatibilityProfile } from '@loyalty/contracts';

/** How one system reckons and what its words mean, beside the arithmetic. */
export interface GroupProfile {
  readonly engine: Partial<CompatibilityProfile>;
  /** Whether a higher or a lower `p` comes first. */
  readonly priority: 'higher' | 'lower';
  /** What a fixed amount without a word for it is taken off. */
  readonly fixed: 'order' | 'line';
  /** The discount of a basket is that of goods and shipping together. */
  readonly discountOfAll?: true;
  /** Whether `ship` of an expectation is what is left of a charge or what was taken off it. */
  readonly ship: 'left' | 'discount';
  /** What a minimum without a word for it is measured on. */
  readonly minimum: 'initial' | 'remaining';
  /** Of several percentages on the whole order only the best counts. */
  readonly oneForOrder?: true;
  /** Rules of one lane compete: on each line only the best of them counts. */
  readonly compete?: true;
  /** Codes are what they are to the letter, capitals and all. */
  readonly exactCodes?: true;
  /** Weights that an amount is shared out by are prices: no share is above its own. */
  readonly pricesAsWeights?: true;
  readonly buyGet: { readonly once?: true; readonly incomplete?: true; readonly overlap?: true };
  /** Categories that an article's name does not tell. */
  readonly categories?: Readonly<Record<string, readonly string[]>>;
  /** The order that cases without one are about: `[line, quantity, price]`. */
  readonly order?: readonly (readonly [string, number, number])[];
  /** Of that order, the lines that promotions select. */
  readonly eligible?: readonly string[];
  /** Taxes of that order. */
  readonly tax?: unknown;
  /** Fraction digits that expectations have at least. */
  readonly leastDecimals?: number;
  /** By how much the source's own figures differ from the exact ones, because it adds up rounded prices. */
  readonly tolerance?: number;
}

const OURS: GroupProfile = { engine: {}, priority: 'higher', fixed: 'order', ship: 'left', minimum: 'remaining', buyGet: {} };

const GROUPS: Readonly<Record<string, Partial<GroupProfile>>> = {
  MED: { ship: 'discount', buyGet: { once: true } },
  SYL: { engine: { remainder: 'nearest' }, pricesAsWeights: true, categories: { bowtie: ['formal'] } },
  VEN: { order: [['item', 1, 6000]], tax: { rate: 20, mode: 'inclusive' }, exactCodes: true },
  SOL: { engine: { remainder: 'first', bestOf: 'line', limitOrder: 'mostUnits' }, compete: true, discountOfAll: true },
  SPR: { engine: { bestOf: 'line' }, compete: true },
  // Saleor rounds the unit price of a catalogue promotion, and reaches whole amounts by a running remainder.
  SAL: { engine: { remainder: 'running' }, minimum: 'initial' },
  // WooCommerce rounds halves of a discount down, and gives the rest to the first items.
  WOO: { engine: { base: 'initial', rounding: 'half_down', remainder: 'first' }, minimum: 'initial' },
  MAG: { engine: { remainder: 'running' }, priority: 'lower', buyGet: { incomplete: true } },
  // Odoo takes fixed amounts with tax, tax group by tax group, and rounds net and tax of each line.
  ODO: { engine: { amounts: 'gross', taxes: 'netAndTaxRounded', spread: 'leavingRoom' }, oneForOrder: true, buyGet: { incomplete: true } },
  PRE: { priority: 'lower', leastDecimals: 2, tolerance: 0.005 },
  OSC: { engine: { rounding: 'down', remainder: 'last', limitOrder: 'cheapest', units: 'consumed' } },
  LUN: { engine: { overLarge: 'skip', remainder: 'fillFirst', bestOf: 'line' }, compete: true, buyGet: { incomplete: true, overlap: true } },
  VF: { order: [['A', 2, 10], ['B', 3, 15], ['C', 3, 20], ['D', 2, 25]], eligible: ['A', 'B', 'C'] },
};

/** The profile of a group; a group that is not known reckons as we do. */
export function profileOf(group: string): GroupProfile {
  return { ...OURS, ...GROUPS[group] };
}

export const KNOWN_GROUPS: readonly string[] = [...Object.keys(GROUPS), 'NOP', 'SET', 'PTS', 'OUR'];
