import type { EvaluationRequest, PresentedCode, PromotionRefused } from '@loyalty/contracts';
import { isFor } from './assignment';
import type { CompiledCampaigns, ReadyCampaign } from './compiled';

/** A campaign that is asked, with the code that brought it up. */
export interface AskedCampaign {
  readonly ready: ReadyCampaign;
  readonly code?: PresentedCode;
}

/**
 * The campaigns behind the codes. A code presented twice counts once; so does a campaign by two of its codes. What has no
 * campaign is refused as `code_unknown`, which is no error: the rest is evaluated without it.
 */
export function askedByCode(request: EvaluationRequest, { byId }: CompiledCampaigns): { asked: AskedCampaign[]; refused: PromotionRefused[] } {
  const asked = new Map<string, AskedCampaign>();
  const refused = new Map<string, PromotionRefused>();
  for (const code of request.codes ?? []) {
    const parts = code.campaignId === undefined ? undefined : byId.get(code.campaignId);
    const ready = parts?.find(({ campaign, share }) => isFor(campaign.campaignId, share, request));
    if (ready === undefined) refused.set(code.code, { code: code.code, reason: 'code_unknown', facts: {} });
    else if (!asked.has(ready.campaign.campaignId)) asked.set(ready.campaign.campaignId, { ready, code });
  }
  return { asked: [...asked.values()], refused: [...refused.values()] };
}
