import type { CampaignEffect } from '@loyalty/contracts';
import { amountOff } from './amount-off';
import { bundlePrice } from './bundle-price';
import { buyGet } from './buy-get';
import type { EffectKind } from './effect-kind';
import { firstAndNext } from './first-and-next';
import { fixedPrice } from './fixed-price';
import { gift } from './gift';
import { issueCoupon } from './issue-coupon';
import { percentOff } from './percent-off';
import { pointsBonus } from './points-bonus';
import { pointsMultiplier } from './points-multiplier';
import { steppedAmount } from './stepped-amount';
import { steppedPercent } from './stepped-percent';

type KindOf = { readonly [Kind in CampaignEffect['kind']]: EffectKind<Extract<CampaignEffect, { kind: Kind }>> };

/** Every kind of effect there is. */
export const EFFECTS: KindOf = {
  percentOff, amountOff, fixedPrice, firstAndNext, buyGet, bundlePrice, steppedPercent, steppedAmount, gift, pointsBonus, pointsMultiplier, issueCoupon,
};

/** The kind of an effect, which takes that effect. */
export function effectKind(effect: CampaignEffect): EffectKind<CampaignEffect> {
  return EFFECTS[effect.kind] as unknown as EffectKind<CampaignEffect>;
}
