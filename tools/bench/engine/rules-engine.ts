import type { Campaign, EvaluationRequest, ItemSelection } from '@loyalty/contracts';
import { Engine, type ConditionProperties } from 'json-rules-engine';

/**
 * The same campaigns as rules of json-rules-engine, which only says which of them hold: it knows no amounts, so this is
 * less than what ours does. It has no index: every rule is asked.
 */
export function rulesEngineOf(campaigns: readonly Campaign[]): { holding(request: EvaluationRequest): Promise<string[]> } {
  const engine = new Engine();
  for (const campaign of campaigns) engine.addRule({ conditions: { all: conditionsOf(campaign) }, event: { type: campaign.campaignId } });
  return {
    async holding({ basket, member }) {
      const total = basket.lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
      const values = (of: (line: (typeof basket.lines)[number]) => readonly string[]) => [...new Set(basket.lines.flatMap(of))];
      const facts = { total, segments: member?.segments ?? [], skus: values(({ sku }) => [sku]), categories: values(({ categories = [] }) => categories), brands: values(({ brand }) => (brand === undefined ? [] : [brand])) };
      return (await engine.run(facts)).events.map(({ type }) => type);
    },
  };
}

function conditionsOf({ audience, effects, conditions }: Campaign): ConditionProperties[] {
  const [effect] = effects;
  const items: ItemSelection = effect?.kind === 'buyGet' ? effect.buy.items : effect !== undefined && 'target' in effect ? (effect.target.items ?? {}) : {};
  const contains = (fact: string, values: readonly string[] | undefined) => (values ?? []).map((value): ConditionProperties => ({ fact, operator: 'contains', value }));
  const least = conditions.flatMap((one): ConditionProperties[] => (one.kind === 'minimumAmount' ? [{ fact: 'total', operator: 'greaterThanInclusive', value: Object.values(one.amounts)[0] }] : []));
  return [...contains('segments', audience?.segments), ...contains('skus', items.skus), ...contains('categories', items.categories), ...contains('brands', items.brands), ...least];
}
