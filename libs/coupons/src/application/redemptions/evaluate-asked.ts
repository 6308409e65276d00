import type { Campaign, CampaignCondition, CountedPer, Evaluation, EvaluationRequest, PromotionApplied, RedemptionUse } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { AnyStream } from '@loyalty/ledger';
import { catalogueStream, type CatalogueState } from '../../domain/catalogue/catalogue';
import { compiledCatalogue } from '../../domain/catalogue/compiled-catalogue';
import { codeBookStream } from '../../domain/codes/code-book';
import { evaluate } from '../../domain/engine/evaluate';
import { isThreshold } from '../../domain/publishing/check-policies';
import { counterOf } from '../../domain/redemption/use-counters';
import type { Asked, AskedAt, Desk } from './asked';
import { judgeCodes, locateAll, streamsOfCodes, type JudgedCodes, type LocatedCodes } from './judge-codes';
import type { States } from './states';
import { dayOf, streamsOfLimits, usedSoFar } from './used-so-far';

/** What is known before a decision begins. */
export interface Prepared {
  readonly located: LocatedCodes;
  readonly streams: readonly AnyStream[];
}

/** Finds the codes and names the streams that the decision will need, from what is durable now. */
export async function prepare({ ledger, keys }: Desk, asked: Asked): Promise<Prepared> {
  const [{ state: catalogue }, { state: book }] = await Promise.all([ledger.peek(catalogueStream), ledger.peek(codeBookStream)]);
  const located = locateAll(book, keys, asked.codes);
  const byCode = located.codes.flatMap(({ located: one }) => (one === undefined || one.kind === 'imported' ? [] : [[one.campaignId, one.canonical] as const]));
  return { located, streams: [catalogueStream, codeBookStream, ...streamsOfCodes(located), ...streamsOfLimits(catalogue, requestOf(asked, '' as Instant), byCode)] };
}

/** What campaigns give, with everything that it was worked out from. */
export interface EvaluatedAsked {
  readonly request: EvaluationRequest;
  readonly evaluation: Evaluation;
  readonly judged: JudgedCodes;
  readonly catalogue: CatalogueState;
}

/** Evaluates on these states, as of `at`. Throws as `evaluate`. */
export function evaluateAsked({ keys }: Pick<Desk, 'keys'>, asked: Asked, { located }: Prepared, states: States, when: AskedAt): EvaluatedAsked {
  const catalogue = states.state(catalogueStream);
  const judged = judgeCodes(located, keys, states, asked.member?.memberId, when);
  const plain = requestOf(asked, when.at);
  const used = usedSoFar(catalogue, plain, judged, states, when.now);
  const request: EvaluationRequest = { ...plain, ...(judged.presented.length === 0 ? {} : { codes: judged.presented }), ...(used === undefined ? {} : { used }) };
  return { request, evaluation: evaluate(compiledCatalogue(catalogue), request), judged, catalogue };
}

function requestOf({ basket, member, device, cartId, stock }: Asked, at: Instant): EvaluationRequest {
  return { at, basket, ...(member === undefined ? {} : { member }), ...(device === undefined ? {} : { device }), ...(cartId === undefined ? {} : { cartId }), ...(stock === undefined ? {} : { stock }) };
}

/** Every campaign that gave something, as a use of it. */
export function usesOf({ evaluation, request, judged, catalogue }: EvaluatedAsked, states: States): RedemptionUse[] {
  return evaluation.applied.map((applied) => useOf(applied, catalogue.campaigns[applied.campaignId]!, request, judged, states));
}

function useOf({ campaignId, version, variant, code, discountMinor }: PromotionApplied, campaign: Campaign, request: EvaluationRequest, { usable }: JudgedCodes, states: States): RedemptionUse {
  const known = code === undefined ? undefined : usable.get(code);
  const counted = countedPer(campaign, known?.usesPerCode !== undefined).filter((per) => counterOf(campaignId, per, request, known?.canonical) !== undefined);
  const day = dayOf(campaign, counted, request, known?.canonical, states);
  return {
    campaignId, version, ...(variant === undefined ? {} : { variant }), amountMinor: discountMinor, ...(known === undefined ? {} : { code: known.canonical }), day, counted,
    ...(known?.usesPerCode === undefined ? {} : { usesPerCode: known.usesPerCode }),
    ...(campaign.whenCancelled === 'keeps' ? { keepsUse: true } : {}),
    ...(campaign.whenThresholdBreaks === 'deduct' ? { deducts: [...campaign.conditions.filter(({ kind }) => isThreshold(kind)), ...ownMinimum(code, request)] } : {}),
  };
}

/** What a coupon asks for besides its campaign, as a condition. */
function ownMinimum(code: string | undefined, { codes = [] }: EvaluationRequest): CampaignCondition[] {
  const least = code === undefined ? undefined : codes.find((one) => one.code === code)?.minimumAmount;
  return least === undefined ? [] : [{ kind: 'minimumAmount', amounts: { [least.currency]: least.amountMinor }, basis: { of: 'initial' } }];
}

/** What is limited of a campaign, and so has to be counted. */
function countedPer({ limits }: Campaign, hasOwnUses: boolean): CountedPer[] {
  if (limits === undefined) return hasOwnUses ? ['code'] : [];
  const pers = new Set<CountedPer>(limits.map(({ per }) => per));
  if (hasOwnUses) pers.add('code');
  return [...pers];
}
