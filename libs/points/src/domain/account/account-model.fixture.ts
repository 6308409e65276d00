import type { LotSlice, PointsAccountEvent, Wallet } from '@loyalty/contracts';
import { addDays, FAR_FUTURE, type Instant } from '@loyalty/kernel';
import { expiryOf } from '../earning/expiry';
import type { AccountCommand } from './commands';

interface Coin {
  readonly lot: string;
  readonly number: number;
  readonly earnedAt: Instant;
  expiresAt: Instant;
  sliding: boolean;
  place: 'pending' | 'available' | 'held' | 'spent' | 'expired' | 'gone';
  opensAt?: Instant;
  awaits: boolean;
  hold?: string;
  redemption?: string;
}

/**
 * The rules of an account said in the plainest way: every single point is a coin that lies somewhere. Slow, without
 * books, slices or order of lots, and written apart from the decider; only the ids are taken from its events.
 */
export class AccountModel {
  readonly #coins: Coin[] = [];
  readonly #holdEnds = new Map<string, Instant>();
  #owed = 0;
  #coinsMade = 0;

  constructor(readonly policy: Wallet) {}

  balances() {
    const count = (place: Coin['place']) => this.#in(place).length;
    return { pending: count('pending'), available: count('available'), held: count('held'), debt: 0 - this.#owed };
  }

  /** What lies in each spendable lot. */
  lots(): Record<string, number> {
    const lots: Record<string, number> = {};
    for (const { lot } of this.#in('available')) lots[lot] = (lots[lot] ?? 0) + 1;
    return lots;
  }

  /** Lets time pass up to `at`, from one instant at which anything happens to the next. */
  pass(at: Instant): void {
    const instants = () => [
      ...this.#holdEnds.values(),
      ...this.#in('pending').flatMap(({ opensAt, expiresAt }) => [opensAt ?? FAR_FUTURE, expiresAt]),
      ...this.#in('available').map(({ expiresAt }) => expiresAt),
    ];
    for (let next = instants().sort()[0]; next !== undefined && next <= at; next = instants().sort()[0]) {
      const now = next;
      for (const [hold, end] of this.#holdEnds) if (end <= now) this.#giveBack(hold, now);
      for (const coin of this.#in('pending')) if ((coin.opensAt ?? FAR_FUTURE) <= now && coin.expiresAt > now) coin.place = 'available';
      for (const coin of [...this.#in('pending'), ...this.#in('available')]) if (coin.expiresAt <= now) coin.place = 'expired';
      this.#payDebt();
    }
    this.#payDebt();
  }

  /** An accepted command; `events` only say how things are called. */
  apply(command: AccountCommand, events: readonly PointsAccountEvent[]): void {
    this.pass(command.at);
    this.#apply(command, (type) => events.find((event) => event.type === type)!.data as never);
    this.pass(command.at);
  }

  #apply(command: AccountCommand, named: <Data>(type: string) => Data): void {
    const { at } = command;
    switch (command.kind) {
      case 'earn': {
        const { lot } = named<{ lot: LotSlice }>('points.earned.v1');
        const { availableAt, awaits } = command;
        const waits = availableAt === undefined ? awaits !== undefined : availableAt > at;
        this.#mint(lot.lotId, command.points, command.earnedAt, command.expiresAt, waits ? { place: 'pending', awaits: awaits !== undefined, ...(availableAt ? { opensAt: availableAt } : {}) } : {});
        return this.#beActive(at);
      }
      case 'adjust':
        if (command.points > 0) return this.#mint(named<{ lot: LotSlice }>('points.adjusted.v1').lot.lotId, command.points, at, command.expiresAt, {});
        return this.#take(-command.points).forEach((coin) => void (coin.place = 'gone'));
      case 'hold': {
        const { holdId, expiresAt } = named<{ holdId: string; expiresAt: Instant }>('points.held.v1');
        this.#holdEnds.set(holdId, expiresAt);
        return this.#take(command.points).forEach((coin) => Object.assign(coin, { place: 'held', hold: holdId }));
      }
      case 'redeem': {
        const { redemptionId } = named<{ redemptionId: string }>('points.redeemed.v1');
        this.#take(command.points).forEach((coin) => Object.assign(coin, { place: 'spent', redemption: redemptionId }));
        return this.#beActive(at);
      }
      case 'capture': {
        const { redemptionId } = named<{ redemptionId: string }>('points.captured.v1');
        const held = this.#in('held').filter(({ hold }) => hold === command.holdId);
        held.slice(0, command.points ?? held.length).forEach((coin) => Object.assign(coin, { place: 'spent', redemption: redemptionId }));
        this.#giveBack(command.holdId, at);
        return this.#beActive(at);
      }
      case 'release': return this.#giveBack(command.holdId, at);
      case 'clawBack': {
        const own = (coin: Coin) => coin.lot === command.awardId;
        const reach = [...this.#in('pending').filter(own), ...this.#in('available').filter(own), ...this.#in('available').filter((coin) => !own(coin))].slice(0, command.points);
        reach.forEach((coin) => void (coin.place = 'gone'));
        if (this.policy.debt === 'allowed') this.#owed += command.points - reach.length;
        return;
      }
      case 'reinstate': {
        const spent = this.#coins.filter(({ place, redemption }) => place === 'spent' && redemption === command.redemptionId);
        const { reinstatementGraceDays: grace, zone } = this.policy;
        const back = spent.sort(byTurn).slice(0, command.points);
        const known = new Set(command.taken.map(({ lotId }) => lotId));
        const graced = named<{ slices: LotSlice[] }>('points.reinstated.v1').slices.filter(({ lotId }) => !known.has(lotId));
        const lapsed = new Set<string>();
        for (const coin of back) {
          const standing = this.#coins.find(({ lot, place, expiresAt }) => lot === coin.lot && (place === 'available' || place === 'held') && expiresAt > at);
          coin.expiresAt = standing?.expiresAt ?? coin.expiresAt;
          coin.place = coin.expiresAt > at || grace > 0 ? 'available' : 'expired';
          if (coin.place === 'expired' || coin.expiresAt > at) continue;
          lapsed.add(coin.lot);
          Object.assign(coin, { lot: graced[lapsed.size - 1]!.lotId, expiresAt: addDays(at, grace, zone) });
        }
        return;
      }
      case 'transferOut': return this.#take(command.points).forEach((coin) => void (coin.place = 'gone'));
      case 'transferIn':
        return named<{ lots: LotSlice[] }>('points.transferred.in.v1').lots.forEach(({ lotId, points, earnedAt }, i) =>
          this.#mint(lotId, points, earnedAt, command.slices[i]!.expiresAt ?? FAR_FUTURE, {}));
      case 'moveExpiry':
        return this.#coins.filter(({ lot, place }) => command.lots.includes(lot) && place !== 'spent').forEach((coin) => void (coin.expiresAt = command.expiresAt ?? FAR_FUTURE));
      case 'awaken':
        return this.#in('pending').filter(({ lot, awaits }) => awaits && command.lotIds.includes(lot)).forEach((coin) => void (coin.place = 'available'));
      case 'freeze': case 'unfreeze': case 'settle': return;
    }
  }

  #in(place: Coin['place']): Coin[] {
    return this.#coins.filter((coin) => coin.place === place).sort(byTurn);
  }

  #take(points: number): Coin[] {
    return this.#in('available').slice(0, points);
  }

  #mint(lot: string, points: number, earnedAt: Instant, chosen: Instant | undefined, where: Partial<Coin>): void {
    const { expiry, zone } = this.policy;
    const expiresAt = chosen ?? expiryOf(expiry, earnedAt, zone) ?? FAR_FUTURE;
    const sliding = expiry.kind === 'sliding' && chosen === undefined;
    for (let i = 0; i < points; i += 1) this.#coins.push({ lot, number: (this.#coinsMade += 1), earnedAt, expiresAt, sliding, place: 'available', awaits: false, ...where });
  }

  #giveBack(hold: string, at: Instant): void {
    this.#holdEnds.delete(hold);
    for (const coin of this.#in('held').filter((held) => held.hold === hold)) coin.place = coin.expiresAt > at ? 'available' : 'expired';
  }

  #beActive(at: Instant): void {
    if (this.policy.expiry.kind !== 'sliding') return;
    const until = expiryOf(this.policy.expiry, at, this.policy.zone)!;
    const alive = this.#coins.filter(({ place }) => place === 'pending' || place === 'available' || place === 'held');
    for (const coin of alive) if (coin.sliding && coin.expiresAt < until) coin.expiresAt = until;
  }

  #payDebt(): void {
    const paid = this.#take(this.#owed);
    paid.forEach((coin) => void (coin.place = 'gone'));
    this.#owed -= paid.length;
  }
}

function byTurn(a: Coin, b: Coin): number {
  const key = ({ expiresAt, earnedAt, number }: Coin) => `${expiresAt} ${earnedAt} ${String(number).padStart(9, '0')}`;
  return key(a) < key(b) ? -1 : 1;
}
