import type { CompatibilityProfile, EvaluationRequest } from '@loyalty/contracts';
import type { WorkingBasket } from '../basket/working-basket';
import type { Refusal } from '../effects/effect-kind';
import { laterAims } from './later-aims';
import type { AskedCampaign } from './presented-codes';
import { promotionOf, type Promotion } from './promotion';
import type { RunState } from './run-state';

export interface Run {
  readonly request: EvaluationRequest;
  readonly profile: CompatibilityProfile;
  readonly start: WorkingBasket;
  /** Open campaigns in order of application. */
  readonly open: readonly AskedCampaign[];
}

/** By group of which the best is wanted: the choice that may apply. A group that is missing is not bound to one. */
export type Choices = ReadonlyMap<string, string>;

/** What one campaign gives on the basket as the run stands, or why nothing. */
export function promotionIn({ ready, code }: AskedCampaign, { request, profile }: Run, { basket }: RunState, later: readonly AskedCampaign[]): Promotion | Refusal {
  const { campaign } = ready;
  return promotionOf(campaign, { request, profile, basket, base: campaign.base ?? profile.base, stock: request.stock, laterAims: laterAims(basket, later), couponValue: code?.value, consumes: profile.units === 'consumed' && campaign.stackClass !== 'always', effect: 0 });
}
