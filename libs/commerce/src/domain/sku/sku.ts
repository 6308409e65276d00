import { canonicalJson, rejected, type Instant } from '@loyalty/kernel';
import { STORES_PER_SKU_MAX, type ParkingEvent, type Product, type ProductChangedFact, type SkuEvent, type SkuFact, type StockChangedFact } from '@loyalty/contracts';
import { factDecider } from '../facts/fact-decider';
import type { Told } from '../facts/told';
import { effect, KNOWN, SUPERSEDED, type Verdict } from '../facts/verdict';

interface StoreStock {
  readonly store?: string;
  readonly at: Instant;
  readonly availableQuantity: number;
}

export interface SkuState {
  readonly product?: { readonly at: Instant; readonly told: Product };
  /** One for each store that has told of it. */
  readonly stock: readonly StoreStock[];
}

/** A product and what there is of it: stream `sku-<shop>.<sku>`. The latest telling is the truth, for each store by itself. */
export const sku = factDecider<SkuState, SkuFact, SkuEvent>({ initial: { stock: [] }, stateVersion: 1, judge, evolve });

function judge(told: Told<SkuFact>, state: SkuState): Verdict<SkuEvent> {
  return told.fact.type === 'stock.changed' ? stock(told as Told<StockChangedFact>, state) : product(told as Told<ProductChangedFact>, state);
}

function stock({ fact, at }: Told<StockChangedFact>, state: SkuState): Verdict<SkuEvent> {
  const known = state.stock.find(({ store }) => store === fact.data.store);
  if (known !== undefined && at < known.at) return SUPERSEDED;
  if (known?.at === at && known.availableQuantity === fact.data.availableQuantity) return KNOWN;
  if (known === undefined && state.stock.length >= STORES_PER_SKU_MAX) throw rejected('store_limit', `A sku is in at most ${STORES_PER_SKU_MAX} stores`, { limit: STORES_PER_SKU_MAX });
  return effect({ type: 'stock.changed.v1', effectiveAt: at, data: { factId: fact.factId, ...fact.data } });
}

function product({ fact, at }: Told<ProductChangedFact>, { product: known }: SkuState): Verdict<SkuEvent> {
  if (known !== undefined && at < known.at) return SUPERSEDED;
  if (known?.at === at && canonicalJson(known.told) === canonicalJson(fact.data)) return KNOWN;
  return effect({ type: 'product.changed.v1', effectiveAt: at, data: { factId: fact.factId, ...fact.data } });
}

function evolve(state: SkuState, event: SkuEvent | ParkingEvent): SkuState {
  switch (event.type) {
    case 'product.changed.v1': {
      const { factId: _factId, ...told } = event.data;
      return { ...state, product: { at: event.effectiveAt, told } };
    }
    case 'stock.changed.v1': {
      const { store, availableQuantity } = event.data;
      const entry = { ...(store === undefined ? {} : { store }), at: event.effectiveAt, availableQuantity };
      const index = state.stock.findIndex((other) => other.store === store);
      return { ...state, stock: index < 0 ? [...state.stock, entry] : state.stock.with(index, entry) };
    }
    default: return state;
  }
}
