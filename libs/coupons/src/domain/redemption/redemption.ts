import { streamPart, type CampaignGiven, type RedeemedOrder, type RedemptionContent, type RedemptionEvent, type RedemptionReleased, type RedemptionReversed } from '@loyalty/contracts';
import { conflict, memoized, notFound, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { evolveRedemption } from './evolve-redemption';
import { assertOwn, type Owner } from './ownership';
import { isLapsed, NO_REDEMPTION, type RedemptionState } from './redemption-state';

export type RedemptionCommand =
  | { readonly kind: 'hold'; readonly content: RedemptionContent; readonly until: Instant; readonly at: Instant }
  | { readonly kind: 'redeem'; readonly content: RedemptionContent; readonly order?: RedeemedOrder; readonly at: Instant }
  | { readonly kind: 'commit'; readonly order?: RedeemedOrder; readonly days?: Readonly<Record<string, string>>; readonly at: Instant }
  | { readonly kind: 'release'; readonly reason: RedemptionReleased['data']['reason']; readonly at: Instant }
  | { readonly kind: 'lapse'; readonly at: Instant }
  | { readonly kind: 'reverse'; readonly reversal: Omit<RedemptionReversed['data'], 'redemptionId' | 'memberId' | 'currency'>; readonly at: Instant };

/**
 * Held, then committed, released or lapsed; what was committed is reversed, whole or in parts. What counts against limits
 * stands on the counters and is written in the same commit. What is redeemed at once takes effect at the instant of its
 * request, which may be before the one at which it is told.
 * @throws conflict `redemption_of_another`, `redemption_of_another_order`; state `redemption_committed`, `redemption_not_held`,
 * `redemption_not_committed`
 */
export const redemption: Decider<RedemptionState, RedemptionCommand, RedemptionEvent> = {
  initial: NO_REDEMPTION,
  stateVersion: 1,
  evolve: evolveRedemption,
  atRest: ({ status }) => status !== 'none' && status !== 'held',
  decide(command, state) {
    const { at } = command;
    switch (command.kind) {
      case 'hold':
        return [...closing(state, command.content, at), { type: 'redemption.held.v1', effectiveAt: at, data: { ...command.content, until: command.until } }];
      case 'redeem':
        return [...closing(state, command.content, at), { type: 'redemption.redeemed.v1', effectiveAt: command.content.request.at, data: { ...command.content, ...(command.order === undefined ? {} : { order: command.order }) } }];
      case 'commit':
        if (state.status === 'committed') return sameOrder(state, command.order);
        if (state.status !== 'lapsed') assertStatus(state, 'held');
        return [{ type: 'redemption.committed.v1', effectiveAt: at, data: { ...told(state), ...(command.order === undefined ? {} : { order: command.order }), ...(command.days === undefined ? {} : { days: command.days }), ...(state.status === 'lapsed' ? { late: true } : {}) } }];
      case 'release':
        if (state.status === 'released' || state.status === 'lapsed') return [];
        assertStatus(state, 'held');
        return isLapsed(state, at) ? [lapsed(state)] : [released(state, command.reason, at)];
      case 'lapse':
        return isLapsed(state, at) ? [lapsed(state)] : [];
      case 'reverse': {
        assertStatus(state, 'committed');
        const { given: _given, ...about } = told(state);
        return [{ type: 'redemption.reversed.v1', effectiveAt: at, data: { ...about, ...command.reversal } }];
      }
    }
  },
};

export type RedemptionStream = StreamOf<RedemptionState, RedemptionCommand, RedemptionEvent>;

/** `redemption-<redemptionId>`. */
export const redemptionStream = memoized((redemptionId): RedemptionStream => ({ name: streamName('redemption', streamPart(redemptionId)), decider: redemption }));

/** @throws not_found `redemption_unknown` */
export function knownContent({ content }: RedemptionState, redemptionId: string): RedemptionContent {
  if (content === undefined) throw notFound('redemption_unknown', `There is no redemption ${redemptionId}`, { redemptionId });
  return content;
}

/**
 * Whether a redemption may be held (anew): it is one's own, and was not committed.
 * @throws conflict `redemption_of_another`; state `redemption_committed`
 */
export function assertMayHold({ content, status }: RedemptionState, owner: Owner): void {
  if (content === undefined) return;
  assertOwn(content, owner);
  if (status === 'committed' || status === 'reversed') throw rejected('redemption_committed', 'This redemption was committed: its cart became an order', { redemptionId: content.redemptionId });
}

/** What a new hold ends: the one before. */
function closing(state: RedemptionState, { request, shop }: RedemptionContent, at: Instant): RedemptionEvent[] {
  if (state.content === undefined) return [];
  assertMayHold(state, { ...request, ...(shop === undefined ? {} : { shop }) });
  if (state.status !== 'held') return [];
  return isLapsed(state, at) ? [lapsed(state)] : [released(state, 'replaced', at)];
}

function released(state: RedemptionState, reason: RedemptionReleased['data']['reason'], at: Instant): RedemptionEvent {
  return { type: 'redemption.released.v1', effectiveAt: at, data: { ...told(state), reason } };
}

function lapsed(state: RedemptionState): RedemptionEvent {
  return { type: 'redemption.lapsed.v1', effectiveAt: state.until!, data: told(state) };
}

function told({ content }: RedemptionState) {
  const { redemptionId, request: { member, basket }, uses } = content!;
  const given = uses.map(({ campaignId, version, variant, amountMinor }): CampaignGiven => (variant === undefined ? { campaignId, version, amountMinor } : { campaignId, version, variant, amountMinor }));
  return member === undefined ? { redemptionId, currency: basket.currency, given } : { redemptionId, memberId: member.memberId, currency: basket.currency, given };
}

function sameOrder({ order, content }: RedemptionState, asked: RedeemedOrder | undefined): [] {
  if (asked === undefined || order === undefined || (order.shop === asked.shop && order.orderId === asked.orderId)) return [];
  throw conflict('redemption_of_another_order', 'This redemption was committed for another order', { redemptionId: content!.redemptionId });
}

function assertStatus({ status, content }: RedemptionState, needed: 'held' | 'committed'): void {
  if (status !== needed) throw rejected(`redemption_not_${needed}`, `The redemption is not ${needed}`, { redemptionId: content?.redemptionId, status });
}
