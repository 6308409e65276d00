import type { PointsMultiplier } from '@loyalty/contracts';
import { items } from '../arguments/goods-fields';
import { name, whole } from '../arguments/plain';
import { matcherOf } from '../basket/selection';
import { NOTHING_LEFT, type EffectKind } from './effect-kind';

export const pointsMultiplier: EffectKind<PointsMultiplier> = {
  kind: 'pointsMultiplier',
  text: { en: 'Points multiplied', he: 'מכפיל נקודות' },
  phase: 'payment',
  fields: { wallet: name('Wallet', 'ארנק'), factorPpm: whole('Factor in parts per million', 'מכפיל במיליוניות', 1_000_001, 1_000_000_000), items },
  give({ wallet, factorPpm, items: which }, { basket }) {
    const matches = matcherOf(which);
    const lineIds = basket.lines.flatMap(({ goods }) => (goods !== undefined && matches(goods, basket.currency) ? [goods.lineId] : []));
    return lineIds.length === 0 ? NOTHING_LEFT : { points: { wallet, factorPpm, lineIds } };
  },
  needs: ({ items: which }) => which,
};
