import type { Allocation, CouponIssued, GiftGiven, PointsGiven, PromotionApplied, PromotionRefused } from '@loyalty/contracts';
import type { WorkingBasket } from '../basket/working-basket';
import { ownLine, takeOff, type OwnLine } from '../basket/working-line';
import type { Refusal } from '../effects/effect-kind';
import type { AskedCampaign } from './presented-codes';
import type { Promotion } from './promotion';

/** What promotions have done so far in one run over a basket. It belongs to the run, which changes it. */
export interface RunState {
  readonly basket: WorkingBasket;
  /** Copies of the basket's, so that what is left of them may be changed in place. */
  readonly lines: OwnLine[];
  /** What was taken off each line, in order. */
  readonly allocations: Allocation[][];
  readonly applied: PromotionApplied[];
  readonly refused: PromotionRefused[];
  readonly gifts: GiftGiven[];
  readonly points: PointsGiven[];
  readonly coupons: CouponIssued[];
  /** By group: the choice that was taken, where only one is. */
  readonly chosen: Map<string, string>;
}

export function beginRun(basket: WorkingBasket): RunState {
  const lines = basket.lines.map(ownLine);
  return { basket: { ...basket, lines }, lines, allocations: lines.map(() => []), applied: [], refused: [], gifts: [], points: [], coupons: [], chosen: new Map() };
}

export function apply(asked: AskedCampaign, promotion: Promotion, state: RunState): void {
  const { ready } = asked;
  const { takes, given } = promotion;
  const { campaignId } = ready.campaign;
  for (const { line, effect, from, to, amount, uses } of takes) {
    takeOff(state.lines[line]!, from, to, amount, uses);
    if (amount > 0) state.allocations[line]!.push({ campaignId, effect, from, to, amountMinor: amount });
  }
  for (const { gift, points, coupon } of given) {
    if (gift !== undefined) state.gifts.push({ campaignId, ...gift });
    if (points !== undefined) state.points.push({ campaignId, ...points });
    if (coupon !== undefined) state.coupons.push({ campaignId, ...coupon });
  }
  state.applied.push(toldOf(asked, promotion));
  for (const { group, pick, choice } of ready.choices) if (pick !== 'all') state.chosen.set(group, choice);
}

/** Nearly all have neither variant nor code nor a budget that fell short. */
function toldOf({ ready: { campaign, share }, code }: AskedCampaign, { discount: discountMinor, wanted }: Promotion): PromotionApplied {
  const { campaignId, version, phase } = campaign;
  const variant = share?.variant;
  if (variant === undefined && code === undefined && wanted === undefined) return { campaignId, version, phase, discountMinor };
  return {
    campaignId, version, phase, ...(variant === undefined ? {} : { variant }), discountMinor,
    ...(code === undefined ? {} : { code: code.code }), ...(wanted === undefined ? {} : { wantedMinor: wanted }),
  };
}

export function refuse({ ready, code }: AskedCampaign, { reason, facts }: Refusal, state: Pick<RunState, 'refused'>): void {
  const { campaignId } = ready.campaign;
  state.refused.push(code === undefined ? { campaignId, reason, facts } : { campaignId, code: code.code, reason, facts });
}

/** What a run gives the customer: discounts and the value of gifts. */
export function benefitOf({ applied, gifts }: RunState): number {
  let benefit = 0;
  for (const { discountMinor } of applied) benefit += discountMinor;
  for (const { quantity, unitValueMinor = 0 } of gifts) benefit += quantity * unitValueMinor;
  return benefit;
}
