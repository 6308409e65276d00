import type { CommerceEvent, EarningProgram, OrderHeader, PricedLine, PricedOrder, WalletPolicy } from '@loyalty/contracts';
import { instant, manualClock, type Instant } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, streamName, type Decider, type RecordedEvent } from '@loyalty/ledger';
import type { Outcome } from '@loyalty/messaging';
import { defineWallet, publishProgram } from '../application/definitions';
import { balanceNow } from '../queries/balance';
import { pointsReaction } from './points-reaction';

/** Records what it is given: stands for commerce, which this room does not know. */
const teller: Decider<number, CommerceEvent, CommerceEvent> = { initial: 0, stateVersion: 1, decide: (event) => [event], evolve: (count) => count + 1 };

export const WALLET: WalletPolicy = {
  name: { en: 'Beans' }, scale: 0, zone: 'UTC', spendable: true, debt: 'allowed', expiry: { kind: 'none' }, spending: {},
  holds: { defaultSeconds: 600, maximumSeconds: 3_600, openMaximum: 10 }, reinstatementGraceDays: 0, warningDays: [],
};

export const PROGRAM: Omit<EarningProgram, 'version'> = {
  programId: 'p', name: { en: 'A point a euro' }, zone: 'UTC', from: instant('2025-01-01T00:00:00Z'), pending: { kind: 'none' },
  rules: [{
    ruleId: 'euro', name: { en: 'A point a euro' }, on: 'order', wallet: 'main', effect: { kind: 'perAmount', points: 1, perMinor: 100, currency: 'EUR' },
    base: { tax: 'with', shipping: 'without' }, conditions: [], stacking: 'stackable', priority: 0,
  }],
};

export const NOON = instant('2025-03-01T12:00:00Z');

/** A ledger with a wallet and a programme, told of orders one event at a time. */
export async function aShop(changes: { wallet?: Partial<WalletPolicy>; program?: Partial<EarningProgram> } = {}) {
  const clock = manualClock(NOON);
  const store = new MemoryEventStore();
  const ledger = await Ledger.open(store, { clock });
  const by = (id: string) => ({ id, fingerprint: id, actor: 'test' });
  await defineWallet(ledger, by('wallet'), 'main', { ...WALLET, ...changes.wallet });
  await publishProgram(ledger, by('program'), { ...PROGRAM, ...changes.program });
  const reaction = pointsReaction(ledger);
  let told = 0;

  /** Writes an event down as commerce would, and lets points react. */
  async function tell(stream: string, type: CommerceEvent['type'], data: unknown, effectiveAt: Instant = clock.now()): Promise<{ outcome: Outcome; event: RecordedEvent }> {
    const target = { name: stream, decider: teller };
    const { position } = await ledger.transact(by(`told ${told += 1}`), { streams: [target], decide: (tx) => void tx.execute(target, { type, data, effectiveAt } as CommerceEvent) });
    const [event] = (await store.readAll({ after: position - 1, limit: 1 })).events;
    return { outcome: await reaction.handle(event!), event: event! };
  }

  const balance = async (memberId = 'anna') => {
    const { available, pending, held, debt } = await balanceNow(ledger, { wallet: 'main', memberId }, clock.now());
    return { available, pending, held, debt };
  };
  return { clock, store, ledger, by, tell, reaction, balance };
}

const ORDER_STREAM = streamName('order', 'shop', 'o1');
export const orderStream = ORDER_STREAM;

/** An order of Anna's: two teas at 10.00 and a pot at 30.00, unless stated otherwise. */
export function order(changes: Partial<PricedOrder> = {}): PricedOrder {
  const lines = [line('tea', 2, 1_000), line('pot', 1, 3_000)];
  return {
    shop: 'shop', orderId: 'o1', memberId: 'anna', currency: 'EUR', taxMode: 'gross', channel: 'web', placedAt: NOON,
    lines, shipping: [], shippingMinor: 0, totalMinor: 5_000, ...changes,
  };
}

export function header(changes: Partial<PricedOrder> = {}): OrderHeader {
  const { lines: _lines, shipping: _shipping, shippingMinor: _shippingMinor, ...rest } = order(changes);
  return rest;
}

export function line(lineId: string, quantity: number, unitPriceMinor: number): PricedLine {
  const amountMinor = quantity * unitPriceMinor;
  return { lineId, sku: lineId, quantity, unitPriceMinor, discountMinor: 0, amountMinor, payableMinor: amountMinor };
}

/** A refund of units of one line; `soFar` counts all units of the line and all money of the order that came back. */
export function refund(refundId: string, of: PricedLine, quantity: number, soFar: { units: number; moneyMinor: number; complete?: boolean }) {
  const amountMinor = (of.payableMinor / of.quantity) * quantity;
  return {
    factId: refundId, refundId, order: header(),
    lines: [{ line: of, quantity, amountMinor, byShare: true, refundedQuantity: soFar.units, refundedMinor: (of.payableMinor / of.quantity) * soFar.units }],
    shippingMinor: 0, wholeOrderMinor: 0, amountMinor, refundedMinor: soFar.moneyMinor, complete: soFar.complete ?? false,
  };
}
