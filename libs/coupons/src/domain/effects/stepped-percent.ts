import type { Step, SteppedPercent } from '@loyalty/contracts';
import { optional } from '../arguments/field';
import { items, target } from '../arguments/goods-fields';
import { currency, steps } from '../arguments/money-fields';
import { oneOf, percent } from '../arguments/plain';
import { refused, type EffectKind } from './effect-kind';
import { percentOfPieces } from './percent-off';
import { meant, measure } from './taking';

export const steppedPercent: EffectKind<SteppedPercent> = {
  kind: 'steppedPercent',
  text: { en: 'Percentage by steps', he: 'אחוז הנחה מדורג' },
  phase: 'order',
  fields: {
    by: oneOf('Measured by', 'לפי', ['quantity', 'amount']),
    currency: optional(currency),
    steps: steps(percent('Percentage', 'אחוז')),
    target,
    measured: optional(items),
  },
  give(effect, view) {
    if (effect.by === 'amount' && effect.currency !== view.basket.currency) return refused('other_currency', { currency: view.basket.currency });
    const pieces = meant(effect.target, view);
    const reached = measure(effect.by, effect.measured === undefined ? pieces : meant({ over: 'items', items: effect.measured }, view), view);
    const step = highestStep(effect.steps, reached);
    return step === undefined ? belowFirst(effect, reached) : percentOfPieces(pieces, step.value, undefined, view);
  },
  needs: ({ target: { over, items } }) => (over === 'items' ? items : undefined),
};

/** The last step whose bound is reached; bounds are included. */
export function highestStep<Value>(steps: readonly Step<Value>[], reached: number): Step<Value> | undefined {
  return steps.findLast(({ from }) => reached >= from);
}

export function belowFirst({ by, steps: given, currency: of }: Pick<SteppedPercent, 'by' | 'steps' | 'currency'>, reached: number) {
  const missing = given[0]!.from - reached;
  const needed = given[0]!.from;
  return by === 'quantity' ? refused('quantity_too_low', { needed, missing }) : refused('amount_too_low', { needed, missing, currency: of! });
}
