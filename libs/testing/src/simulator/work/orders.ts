import type { Fact, Order } from '@loyalty/contracts';
import { instantFromMs, type SeededRandom } from '@loyalty/kernel';
import type { Swarm } from '../swarm';
import type { Known } from './known';
import type { Request } from './request';

/** Points are one for each whole so much of an order. */
export const MINOR_PER_POINT = 100;
/** What an activity earns. */
export const POINTS_PER_REVIEW = 7;

const LATELY = 40;

/**
 * Facts of a shop's orders. In order they would be placed, paid, then fulfilled, cancelled or refunded; with disorder a
 * later one is told first, an earlier one again under another id, or none of the earlier ones at all.
 */
export class Orders {
  private readonly open: { order: Order; told: number; refunds: number }[] = [];
  private orders = 0;
  private facts = 0;
  private activities = 0;

  constructor(private readonly random: SeededRandom, private readonly swarm: Swarm, private readonly known: Known, private readonly nowMs: () => number) {}

  next(): Request {
    const fact = this.fact();
    return { id: `fact:${fact.factId}`, body: { kind: 'fact', fact } };
  }

  private fact(): Fact {
    const { random } = this;
    if (random.chance(150)) return this.activity();
    const sale = this.open.length === 0 || random.chance(300) ? this.begin() : random.pick(this.open);
    const stage = random.chance(this.swarm.disorder) ? random.int(5) : sale.told;
    sale.told = Math.max(sale.told, Math.min(stage + 1, 2 + random.int(3)));
    const { order } = sale;
    const { shop, orderId } = order;
    switch (stage) {
      case 0: return this.of('order.placed', { order });
      case 1: return this.of('order.paid', { order });
      case 2: return this.of('order.fulfilled', { shop, orderId });
      case 3: return this.refund(sale);
      default: return this.of('order.cancelled', { shop, orderId });
    }
  }

  private refund(sale: { order: Order; refunds: number }): Fact {
    const { random } = this;
    const { shop, orderId, currency, lines } = sale.order;
    // Now and then the shop tells a refund again under another fact id.
    if (sale.refunds === 0 || !random.chance(100)) sale.refunds += 1;
    const refundId = `r${sale.refunds}`;
    if (sale.refunds % 3 === 0) return this.of('order.refunded', { shop, orderId, refundId, currency, amountMinor: 1 + ((sale.refunds * 997) % 3_000) });
    const line = lines[sale.refunds % lines.length]!;
    return this.of('order.refunded', { shop, orderId, refundId, currency, lines: [{ lineId: line.lineId, quantity: 1 + (sale.refunds % line.quantity) }] });
  }

  /** Now and then one that was told before, under another fact id. */
  private activity(): Fact {
    const { random } = this;
    if (this.activities === 0 || !random.chance(this.swarm.disorder)) this.activities += 1;
    const { activities } = this;
    return this.of('activity.recorded', { shop: 's1', memberId: `m${1 + (activities % this.swarm.members)}`, activityId: `a${activities}`, activity: 'review' });
  }

  private begin(): { order: Order; told: number; refunds: number } {
    const { random } = this;
    this.orders += 1;
    const held = random.chance(200) ? this.known.hold(random) : undefined;
    const order: Order = {
      shop: 's1',
      orderId: `o${this.orders}`,
      ...(held === undefined ? this.someone() : { memberId: held.memberId, pointsHoldId: `${held.wallet}:${held.id}` }),
      currency: 'EUR',
      taxMode: 'gross',
      channel: 'web',
      placedAt: this.at(),
      lines: Array.from({ length: 1 + random.int(3) }, (_, i) => ({ lineId: `l${i + 1}`, sku: `sku${random.int(5)}`, quantity: 1 + random.int(3), unitPriceMinor: random.int(20_000) })),
    };
    const sale = { order, told: 0, refunds: 0 };
    this.open.push(sale);
    if (this.open.length > LATELY) this.open.shift();
    return sale;
  }

  /** Mostly a member, else a guest. */
  private someone(): { memberId?: string } {
    return this.random.chance(950) ? { memberId: `m${1 + this.random.int(this.swarm.members)}` } : {};
  }

  private of<T extends Fact['type']>(type: T, data: Extract<Fact, { type: T }>['data']): Fact {
    this.facts += 1;
    return { factId: `f${this.facts}`, type, occurredAt: this.at(), data } as Fact;
  }

  /** Told some time after it happened; late ones long after. */
  private at(): string {
    const late = this.random.chance(this.swarm.disorder) ? this.random.int(10 * 86_400_000) : 0;
    return instantFromMs(this.nowMs() - 1_000 - late);
  }
}
