import { VARIANTS_PER_CAMPAIGN_MAX, type Campaign, type CampaignEffect, type CampaignVariant } from '@loyalty/contracts';
import { checkFields, type Fault } from '../arguments/field';
import { name, whole } from '../arguments/plain';

export const VARIANT_FIELDS = { variant: name('Variant', 'גרסה'), weight: whole('Weight', 'משקל', 1, 1_000_000) };

/** What a campaign gives stands in its variants or beside them, never both; each variant has a name of its own. */
export function checkVariants({ variants, effects }: Pick<Campaign, 'variants' | 'effects'>, fault: Fault, checkEffects: (effects: readonly CampaignEffect[], path: string, fault: Fault) => void): void {
  if (!Array.isArray(effects) || effects.length > 0) fault('/effects', 'effects stand in the variants, none beside them');
  if (!Array.isArray(variants) || variants.length < 2 || variants.length > VARIANTS_PER_CAMPAIGN_MAX) return fault('/variants', `2 to ${VARIANTS_PER_CAMPAIGN_MAX} are expected`);
  variants.forEach((one: CampaignVariant, i) => {
    checkFields(VARIANT_FIELDS, one, `/variants/${i}`, fault, ['effects']);
    checkEffects(one?.effects, `/variants/${i}/effects`, fault);
  });
  if (new Set(variants.map((one: CampaignVariant) => one?.variant)).size < variants.length) fault('/variants', 'a variant is repeated');
}
