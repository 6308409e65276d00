import type { Allocation, CouponIssued, GiftGiven, PointsGiven, PromotionApplied, PromotionRefused } from '@loyalty/contracts';
import type { WorkingBasket } from '../basket/working-basket';
import { balanceAfter, type LineBalance, type WorkingLine } from '../basket/working-line';
import type { Refusal } from '../effects/effect-kind';
import type { AskedCampaign } from './presented-codes';
import type { Promotion } from './promotion';

/** What promotions have done so far in one run over a basket. It belongs to the run, which changes it. */
export interface RunState {
  basket: WorkingBasket;
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

type OwnLine = Omit<WorkingLine, keyof LineBalance> & { -readonly [Name in keyof LineBalance]: LineBalance[Name] };

export function beginRun(basket: WorkingBasket): RunState {
  const lines = basket.lines.map(({ id, place, goods, shipping, quantity, initial, left, floor, segments }): OwnLine => ({ id, place, goods, shipping, quantity, initial, left, floor, segments }));
  return { basket: { ...basket, lines }, lines, allocations: lines.map(() => []), applied: [], refused: [], gifts: [], points: [], coupons: [], chosen: new Map() };
}

export function apply({ ready, code }: AskedCampaign, { takes, given, discount, wanted }: Promotion, state: RunState): void {
  const { campaignId, version, phase } = ready.campaign;
  for (const { line, from, to, amount, uses, effect } of takes) {
    const own = state.lines[line]!;
    ({ left: own.left, segments: own.segments } = balanceAfter(own, from, to, amount, uses));
    if (amount > 0) state.allocations[line]!.push({ campaignId, effect, from, to, amountMinor: amount });
  }
  for (const { gift, points, coupon } of given) {
    if (gift !== undefined) state.gifts.push({ campaignId, ...gift });
    if (points !== undefined) state.points.push({ campaignId, ...points });
    if (coupon !== undefined) state.coupons.push({ campaignId, ...coupon });
  }
  const told = { campaignId, version, phase, ...(ready.share?.variant === undefined ? {} : { variant: ready.share.variant }), discountMinor: discount };
  state.applied.push(code === undefined && wanted === undefined ? told : { ...told, ...(code === undefined ? {} : { code: code.code }), ...(wanted === undefined ? {} : { wantedMinor: wanted }) });
  for (const { group, pick, choice } of ready.choices) if (pick !== 'all') state.chosen.set(group, choice);
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
