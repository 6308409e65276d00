import type { CampaignCondition } from '@loyalty/contracts';
import { maximumAmount, minimumAmount } from './amounts';
import type { ConditionKind } from './condition-kind';
import { memberAttribute } from './member-attribute';
import { paymentMethod, shippingMethod } from './methods';
import { minimumQuantity } from './minimum-quantity';
import { nthOrder } from './nth-order';
import { hours } from './within-hours';

type KindOf = { readonly [Kind in CampaignCondition['kind']]: ConditionKind<Extract<CampaignCondition, { kind: Kind }>> };

/** Every kind of condition there is. */
export const CONDITIONS: KindOf = { minimumAmount, maximumAmount, minimumQuantity, nthOrder, shippingMethod, paymentMethod, memberAttribute, hours };

/** The kind of a condition, which takes that condition. */
export function conditionKind(condition: CampaignCondition): ConditionKind<CampaignCondition> {
  return CONDITIONS[condition.kind] as unknown as ConditionKind<CampaignCondition>;
}
