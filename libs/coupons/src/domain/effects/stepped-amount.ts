import type { SteppedAmount } from '@loyalty/contracts';
import { target } from '../arguments/goods-fields';
import { currency, steps } from '../arguments/money-fields';
import { oneOf, whole } from '../arguments/plain';
import { offOrder } from './amount-off';
import { refused, type EffectKind } from './effect-kind';
import { belowFirst, highestStep } from './stepped-percent';
import { meant, measure } from './taking';

export const steppedAmount: EffectKind<SteppedAmount> = {
  kind: 'steppedAmount',
  text: { en: 'Amount by steps', he: 'סכום הנחה מדורג' },
  phase: 'order',
  fields: {
    by: oneOf('Measured by', 'לפי', ['quantity', 'amount']),
    currency,
    steps: steps(whole('Amount', 'סכום', 1)),
    target,
  },
  give(effect, view) {
    if (effect.currency !== view.basket.currency) return refused('other_currency', { currency: view.basket.currency });
    const pieces = meant(effect.target, view);
    const reached = measure(effect.by, pieces, view);
    const step = highestStep(effect.steps, reached);
    return step === undefined ? belowFirst(effect, reached) : offOrder(pieces, step.value, {}, view);
  },
  needs: ({ target: { over, items } }) => (over === 'items' ? items : undefined),
};
