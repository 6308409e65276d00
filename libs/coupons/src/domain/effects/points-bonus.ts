import type { PointsBonus } from '@loyalty/contracts';
import { name, whole } from '../arguments/plain';
import type { EffectKind } from './effect-kind';

export const pointsBonus: EffectKind<PointsBonus> = {
  kind: 'pointsBonus',
  text: { en: 'Bonus points', he: 'נקודות בונוס' },
  phase: 'payment',
  fields: { wallet: name('Wallet', 'ארנק'), points: whole('Points', 'נקודות', 1) },
  give: ({ wallet, points }) => ({ points: { wallet, points } }),
  needs: () => undefined,
};
