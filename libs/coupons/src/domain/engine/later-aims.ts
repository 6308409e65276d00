import type { CampaignEffect } from '@loyalty/contracts';
import { matcherOf } from '../basket/selection';
import type { WorkingBasket } from '../basket/working-basket';
import type { AskedCampaign } from './presented-codes';

/** How many of the later campaigns aim at some goods only, and at this line among them. */
export function laterAims({ lines, currency }: WorkingBasket, later: readonly AskedCampaign[]): (line: number) => number {
  if (later.length === 0) return none;
  return (at) => {
    const { goods } = lines[at]!;
    if (goods === undefined) return 0;
    return later.filter(({ ready }) => ready.campaign.effects.some((effect) => aimsAt(effect)?.(goods, currency))).length;
  };
}

const none = () => 0;

function aimsAt(effect: CampaignEffect) {
  const items = 'target' in effect ? effect.target.items : undefined;
  return items === undefined ? undefined : matcherOf(items);
}
