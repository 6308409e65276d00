import type { BundlePrice } from '@loyalty/contracts';
import { optional } from '../arguments/field';
import { target } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { whole } from '../arguments/plain';
import { countUnits, firstUnits, inOrder, unitsIn, type Piece } from '../basket/pieces';
import { offTogether } from './taking';
import { NOTHING_LEFT, refused, type EffectKind, type Take } from './effect-kind';
import { meant } from './taking';

export const bundlePrice: EffectKind<BundlePrice> = {
  kind: 'bundlePrice',
  text: { en: 'Several units for one price', he: 'מספר יחידות במחיר אחד' },
  phase: 'line',
  fields: {
    quantity: whole('Units', 'יחידות', 2, 1_000),
    amounts: amounts('Price', 'מחיר', 0),
    target,
    mostApplications: optional(whole('Times at most', 'מספר פעמים מרבי', 1)),
  },
  give(effect, view) {
    const price = effect.amounts[view.basket.currency];
    if (price === undefined) return refused('other_currency', { currency: view.basket.currency });
    let rest = inOrder(meant(effect.target, view).filter(({ used }) => !used), 'dearest');
    const missing = effect.quantity - countUnits(rest);
    if (missing > 0) return refused('quantity_too_low', { needed: effect.quantity, missing });
    const takes: Take[] = [];
    for (let bundles = 0; bundles < (effect.mostApplications ?? Infinity) && countUnits(rest) >= effect.quantity; ) {
      const times = Math.max(1, Math.min(Math.floor(unitsIn(rest[0]!) / effect.quantity), (effect.mostApplications ?? Infinity) - bundles));
      const bundle = firstUnits(rest, times * effect.quantity, 'dearest');
      const total = bundle.reduce((sum, { left }) => sum + left, 0) - times * price;
      // Bundles are formed from the dearest units, so the next ones save no more.
      if (total <= 0) break;
      const { takes: some = [] } = offTogether(bundle, total, ({ left }) => left, view);
      takes.push(...some.map((take) => ({ ...take, uses: true })));
      rest = afterBundle(rest, bundle);
      bundles += times;
    }
    return takes.length === 0 ? NOTHING_LEFT : { takes };
  },
  needs: ({ target: { over, items } }) => (over === 'items' ? items : undefined),
};

/** What a bundle leaves: it took whole pieces from the front and the dear end of the last one. */
function afterBundle(ordered: readonly Piece[], bundle: readonly Piece[]): Piece[] {
  const last = bundle.at(-1)!;
  const source = ordered[bundle.length - 1]!;
  const left = unitsIn(source) - unitsIn(last);
  return [...(left > 0 ? firstUnits([source], left, 'cheapest') : []), ...ordered.slice(bundle.length)];
}
