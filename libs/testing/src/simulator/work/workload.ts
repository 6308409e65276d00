import { instantFromMs, type SeededRandom } from '@loyalty/kernel';
import type { Swarm } from '../swarm';
import { Known } from './known';
import { Orders } from './orders';
import type { Body, Reply, Request } from './request';

/** Draws what clients ask next. */
export class Workload {
  private readonly known = new Known();
  private readonly orders: Orders;
  private drawn = 0;

  constructor(private readonly random: SeededRandom, private readonly swarm: Swarm, private readonly nowMs: () => number) {
    this.orders = new Orders(random, swarm, this.known, nowMs);
  }

  next(): Request {
    this.drawn += 1;
    if (this.random.chance(this.swarm.factShare)) return this.orders.next();
    return { id: `c${this.drawn}`, body: this.body() };
  }

  /** The same id in front of another body: a client's mistake that must be refused. */
  mistaken(request: Request): Request | undefined {
    const { body } = request;
    if (body.kind !== 'earn' && body.kind !== 'redeem' && body.kind !== 'hold') return undefined;
    return { ...request, body: { ...body, points: body.points + 1 } };
  }

  learn(request: Request, reply: Reply): void {
    this.known.learn(request.body, reply);
  }

  private body(): Body {
    const { random } = this;
    const account = { wallet: this.wallet(), memberId: this.member() };
    const points = 1 + random.int(random.pick([3, 100, 1_000]));
    const roll = random.int(100);
    if (roll < 28) return { kind: 'earn', ...account, points: points * 2, ...this.dates() };
    if (roll < 42) return { kind: 'redeem', ...account, points };
    if (roll < 55) return { kind: 'hold', ...account, points, ...(random.chance(500) ? { seconds: 1 + random.int(7_200) } : {}) };
    if (roll < 65) return this.onHold(account, points);
    if (roll < 71) return { kind: 'transfer', wallet: account.wallet, from: account.memberId, to: this.member(), points };
    if (roll < 80) return this.reversal(account, points);
    if (roll < 85) return { kind: 'adjust', ...account, points: random.chance(500) ? points : -points };
    if (roll < 87) return { kind: random.chance(300) ? 'freeze' : 'unfreeze', ...account, scope: random.pick(['spending', 'earning', 'both'] as const) };
    return { kind: 'earn', ...account, points };
  }

  /** About what was held lately, and now and then about what never was. */
  private onHold(account: { wallet: string; memberId: string }, points: number): Body {
    const { random } = this;
    const held = this.known.hold(random);
    const named = held === undefined || random.chance(50) ? { ...account, holdId: `H${1 + random.int(50)}` } : { wallet: held.wallet, memberId: held.memberId, holdId: held.id };
    if (random.chance(350)) return { kind: 'release', ...named };
    return { kind: 'capture', ...named, ...(random.chance(400) ? { points } : {}) };
  }

  private reversal(account: { wallet: string; memberId: string }, points: number): Body {
    const { random } = this;
    const part = random.chance(700) ? { points } : {};
    if (random.chance(60)) return { kind: 'clawBack', ...account, awardId: `L${1 + random.int(60)}`, ...part };
    if (random.chance(500)) {
      const award = this.known.award(random);
      return award === undefined ? { kind: 'earn', ...account, points } : { kind: 'clawBack', wallet: award.wallet, memberId: award.memberId, awardId: award.id, ...part };
    }
    const redemption = this.known.redemption(random);
    if (redemption === undefined) return { kind: 'earn', ...account, points };
    return { kind: 'reinstate', wallet: redemption.wallet, memberId: redemption.memberId, redemptionId: redemption.id, ...part };
  }

  private dates(): { availableAt?: ReturnType<typeof instantFromMs>; expiresAt?: ReturnType<typeof instantFromMs> } {
    const { random } = this;
    // Two hours of room, because clocks may be an hour off either way.
    const soon = () => instantFromMs(this.nowMs() + 2 * 3_600_000 + random.int(random.pick([60_000, 3_600_000, 40 * 86_400_000])));
    return { ...(random.chance(150) ? { availableAt: soon() } : {}), ...(random.chance(250) ? { expiresAt: soon() } : {}) };
  }

  private wallet(): string {
    return `w${1 + this.random.int(this.swarm.policies.length)}`;
  }

  private member(): string {
    return `m${1 + this.random.int(this.swarm.members)}`;
  }
}
