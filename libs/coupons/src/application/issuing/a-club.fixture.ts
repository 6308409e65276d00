import type { Campaign, CommerceEvent, IssuingRule, PricedOrder } from '@loyalty/contracts';
import { instant, manualClock, type Instant } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, streamName, type Decider, type EventStore, type RecordedEvent } from '@loyalty/ledger';
import { MemoryViewStore, ProjectionRunner, ViewReader } from '@loyalty/views';
import { KEYS, publish, by } from '../redemptions/a-desk.fixture';
import { FORMAT } from '../../domain/codes/codes.fixture';
import { amount, campaign } from '../../domain/engine/engine.fixture';
import { issuanceByRule, issuanceFor } from '../../domain/issuing/issuance';
import { shoppersView, type ShopperDocument } from '../../views/shoppers';
import { generateBatch } from '../codes/create-batch';
import { SerialsInHand } from '../codes/serials-in-hand';
import { idleRounds } from './idle-members';
import { issuingByCampaigns } from '../../reactions/issuing-by-campaigns';
import { issuingByRules } from '../../reactions/issuing-by-rules';
import { defineIssuingRule } from './rules';

/** Records what it is given: stands for commerce, which this room does not know. */
const teller: Decider<number, CommerceEvent, CommerceEvent> = { initial: 0, stateVersion: 1, decide: (event) => [event], evolve: (count) => count + 1 };

export const NOON = instant('2026-03-10T12:00:00.000Z');
export const DAY_MS = 86_400_000;

/** `memberId` undefined: a guest's. */
type OrderChanges = Partial<Omit<PricedOrder, 'memberId'>> & { readonly orderId: string; readonly memberId?: string | undefined };

const timer = { sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };

/** A campaign for personal coupons with a batch of codes, rules, and a view of shoppers that follows the log. */
export async function aClub({ size = 100, campaigns = [], store = new MemoryEventStore() }: { readonly size?: number; readonly campaigns?: readonly Campaign[]; readonly store?: EventStore } = {}) {
  const clock = manualClock(NOON);
  const ledger = await Ledger.open(store, { clock });
  await publish(ledger, [campaign('personal', amount(500, { ofCoupon: true }), { trigger: 'code' }), ...campaigns]);
  const { batchId } = (await generateBatch(ledger, KEYS, by(), { campaignId: 'personal', usesPerCode: 1, format: FORMAT, size })).answer;
  const views = new MemoryViewStore();
  const runner = new ProjectionRunner(store, views, [shoppersView], { clock, timer });
  await runner.start();
  const shoppers = new ViewReader<ShopperDocument>(views, shoppersView.name);
  const desk = { ledger, keys: KEYS, hands: new SerialsInHand() };
  const [byRules, byCampaigns] = [issuingByRules({ ...desk, shoppers }), issuingByCampaigns({ ...desk, clock })];
  const rounds = idleRounds(desk, shoppers, clock);
  const seen = async () => shoppers.waitFor(await store.head(), AbortSignal.timeout(10_000));

  /** Writes an event of an order down as commerce would. */
  async function tell(orderId: string, type: 'order.paid.v1' | 'order.cancelled.v1' | 'order.refunded.v1', data: object): Promise<RecordedEvent> {
    const target = { name: streamName('order', 'main', orderId), decider: teller };
    const { position } = await ledger.transact(by(), { streams: [target], decide: (tx) => void tx.execute(target, { type, data: { factId: orderId, ...data }, effectiveAt: clock.now() } as unknown as CommerceEvent) });
    return (await store.readAll({ after: position - 1, limit: 1 })).events[0]!;
  }

  return {
    clock, store, ledger, desk, shoppers, batchId, byRules, byCampaigns, tell, seen,
    close: () => runner.stop(),
    define: (rule: Partial<IssuingRule>, ruleId = 'rule') => defineIssuingRule(ledger, by(), { ruleId, batchId, when: { kind: 'afterOrder' }, ...rule }),
    /** A paid order, seen by the view, and what came of it. */
    paid: async (changes: OrderChanges) => {
      const event = await tell(changes.orderId, 'order.paid.v1', { order: order({ placedAt: clock.now(), ...changes }) });
      await seen();
      return { event, outcome: await byRules.handle(event) };
    },
    idle: async () => {
      await seen();
      return rounds(new AbortController().signal);
    },
    /** How often a rule gave a member a coupon. */
    times: async (memberId = 'anna', ruleId = 'rule') => (await ledger.peek(issuanceByRule(ruleId, memberId))).state.times,
    codesFor: async (redemptionId: string) => (await ledger.peek(issuanceFor(redemptionId))).state.codes,
  };
}

/** An order of Anna's for 50.00 of tea, unless stated otherwise. */
export function order(changes: OrderChanges & { readonly placedAt: Instant }): PricedOrder {
  const { totalMinor = 5_000 } = changes;
  const line = { lineId: '1', sku: 'tea', quantity: 1, unitPriceMinor: totalMinor, discountMinor: 0, amountMinor: totalMinor, payableMinor: totalMinor, categories: ['Tea'] };
  return { shop: 'main', memberId: 'anna', currency: 'EUR', taxMode: 'gross', channel: 'web', lines: [line], shipping: [], shippingMinor: 0, totalMinor, ...changes } as PricedOrder;
}

/** Money of an order that went back, without goods. */
export function refund(orderId: string, amountMinor: number) {
  const { lines: _lines, shipping: _shipping, shippingMinor: _shippingMinor, ...header } = order({ orderId, placedAt: NOON });
  return { refundId: orderId, order: header, lines: [], shippingMinor: 0, wholeOrderMinor: amountMinor, amountMinor, refundedMinor: amountMinor, complete: false };
}
