import type { Campaign, CountedPer, EvaluationRequest } from '@loyalty/contracts';
import { localDate, type Instant } from '@loyalty/kernel';
import type { AnyStream } from '@loyalty/ledger';
import type { CatalogueState } from '../../domain/catalogue/catalogue';
import { compiledCatalogue } from '../../domain/catalogue/compiled-catalogue';
import type { CompiledCampaigns } from '../../domain/engine/compiled';
import { usedAt } from '../../domain/limits/counter';
import type { CounterState } from '../../domain/limits/counter-state';
import { counterOf, type AnyCounter } from '../../domain/redemption/use-counters';
import type { JudgedCodes } from './judge-codes';
import type { States } from './states';

/** A campaign with limits that a request brings into question, with the code that brought it. */
interface Limited {
  readonly campaign: Campaign;
  readonly code: string | undefined;
}

const automatic = new WeakMap<CompiledCampaigns, boolean>();

/** Whether any campaign that needs no code is limited; else nobody has to look for one. */
function limitsAutomatic(compiled: CompiledCampaigns): boolean {
  let found = automatic.get(compiled);
  if (found === undefined) automatic.set(compiled, (found = compiled.ready.some(({ campaign }) => campaign.trigger === 'automatic' && campaign.limits !== undefined)));
  return found;
}

function limitedIn(catalogue: CatalogueState, request: EvaluationRequest, byCode: Iterable<readonly [campaignId: string, canonical: string]>): Limited[] {
  const limited: Limited[] = [];
  for (const [campaignId, code] of byCode) {
    const campaign = Object.hasOwn(catalogue.campaigns, campaignId) ? catalogue.campaigns[campaignId]! : undefined;
    if (campaign?.limits !== undefined && !limited.some((one) => one.campaign === campaign)) limited.push({ campaign, code });
  }
  const compiled = compiledCatalogue(catalogue);
  if (!limitsAutomatic(compiled)) return limited;
  const seen = new Set(limited.map(({ campaign }) => campaign.campaignId));
  for (const { campaign } of compiled.index.find(request)) {
    if (campaign.limits === undefined || seen.has(campaign.campaignId)) continue;
    seen.add(campaign.campaignId);
    limited.push({ campaign, code: undefined });
  }
  return limited;
}

/** The counters of all limits that a request may meet, as far as they can be told before. */
export function streamsOfLimits(catalogue: CatalogueState, request: EvaluationRequest, byCode: Iterable<readonly [campaignId: string, canonical: string]>): AnyStream[] {
  return limitedIn(catalogue, request, byCode).flatMap(({ campaign, code }) => [...new Set(campaign.limits!.map(({ per }) => per))].flatMap((per) => counterOf(campaign.campaignId, per, request, code) ?? []));
}

/** What is used of every limit in question, as the engine wants to know it: in the periods of the request's instant, and what is held now. */
export function usedSoFar(catalogue: CatalogueState, request: EvaluationRequest, { usable }: JudgedCodes, states: States, now: Instant): EvaluationRequest['used'] {
  const limited = limitedIn(catalogue, request, [...usable.values()].map(({ campaignId, canonical }) => [campaignId, canonical] as const));
  if (limited.length === 0) return undefined;
  const used: Record<string, readonly number[]> = {};
  states.need(limited.flatMap(({ campaign, code }) => campaign.limits!.flatMap(({ per }) => counterOf(campaign.campaignId, per, request, code) ?? [])));
  for (const { campaign, code } of limited) {
    const day = localDate(request.at, campaign.zone ?? 'UTC');
    used[campaign.campaignId] = campaign.limits!.map((limit) => {
      const stream = counterOf(campaign.campaignId, limit.per, request, code);
      return stream === undefined ? 0 : usedAt(counterIn(states, stream), limit, now, day);
    });
  }
  return used;
}

/** The counter of a stream, which for a code is a part of what is known of it. */
export function counterIn(states: States, stream: AnyCounter): CounterState {
  const state = states.state(stream as AnyStream) as CounterState | { readonly uses: CounterState };
  return 'uses' in state ? state.uses : state;
}

/** The day that a use counts in: of the campaign's zone, and never before one that its counters have seen. */
export function dayOf({ campaignId, zone }: Campaign, counted: readonly CountedPer[], request: EvaluationRequest, code: string | undefined, states: States): string {
  let day = localDate(request.at, zone ?? 'UTC');
  for (const per of counted) {
    const newest = counterIn(states, counterOf(campaignId, per, request, code)!).day.key;
    if (newest > day) day = newest;
  }
  return day;
}
