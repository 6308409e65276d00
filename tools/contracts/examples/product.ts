import { discardParked, recordFact, retryParked } from '@loyalty/commerce';
import type { Fact } from '@loyalty/contracts';
import { CodeKeys, commit, couponsReaction, hold, redeem, release, returned, reverse, type Payments, type RedemptionDoor } from '@loyalty/coupons';
import { fingerprint, isDomainError, manualClock, type DomainError } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, type Command, type RecordedEvent, type Result } from '@loyalty/ledger';
import type { Reaction } from '@loyalty/messaging';
import { adjustPoints, captureHold, clawBackAward, earnPoints, freezeAccount, holdPoints, LedgerPointsDesk, moveLotExpiry, pointsReaction, redeemPoints, reinstateRedemption, releaseHold, transferPoints } from '@loyalty/points';
import type { CommandType } from './commands';

type Ask = (ledger: Ledger, command: Command, data: never, payments: Payments) => Promise<Result<unknown>>;
type AskRedemption = (door: RedemptionDoor, command: Command, data: never, body: never) => Promise<Result<unknown>>;

export const KEYS = new CodeKeys([new Uint8Array(32).fill(1)]);

const redemption = (ask: AskRedemption): Ask => (ledger, command, data, payments) => ask({ ledger, keys: KEYS, ordersOf: () => Promise.resolve(0), payments }, command, data, data);

const ASK: Readonly<Record<CommandType, Ask>> = {
  'redemption.hold.v1': redemption(hold), 'redemption.redeem.v1': redemption(redeem), 'redemption.commit.v1': redemption(commit),
  'redemption.release.v1': redemption(release), 'redemption.reverse.v1': redemption(reverse), 'redemption.return.v1': redemption(returned),
  'points.earn.v1': earnPoints, 'points.redeem.v1': redeemPoints, 'points.hold.v1': holdPoints, 'points.capture.v1': captureHold, 'points.release.v1': releaseHold,
  'points.adjust.v1': adjustPoints, 'points.claw.back.v1': clawBackAward, 'points.reinstate.v1': reinstateRedemption, 'points.move.expiry.v1': moveLotExpiry, 'points.transfer.v1': transferPoints,
  'points.freeze.v1': (ledger, command, data: object) => freezeAccount(ledger, command, { ...data, kind: 'freeze' } as never),
  'points.unfreeze.v1': (ledger, command, data: object) => freezeAccount(ledger, command, { ...data, kind: 'unfreeze' } as never),
};

/** The contexts on a log in memory, with a clock that is moved by hand: what they write is the same in every run. */
export class Product {
  private seen = 0;

  private constructor(readonly clock: ReturnType<typeof manualClock>, readonly store: MemoryEventStore, readonly ledger: Ledger) {}

  static async open(at: string): Promise<Product> {
    const clock = manualClock(at);
    const store = new MemoryEventStore();
    return new Product(clock, store, await Ledger.open(store, { clock }));
  }

  command(id: string, body: unknown = id): Command {
    return { id: `message:${id}`, fingerprint: fingerprint({ body }), actor: 'message:/shop/checkout' };
  }

  async tell(fact: Fact): Promise<void> {
    await recordFact({ ledger: this.ledger, clock: this.clock }, fact, { actor: 'message:/shop/web' });
    await this.react();
  }

  /** What the ledger answers, or the refusal. */
  async ask(type: CommandType, id: string, data: object): Promise<Result<unknown> | DomainError> {
    try {
      return await ASK[type](this.ledger, this.command(id, data), data as never, { points: new LedgerPointsDesk(this.ledger, this.clock), clock: this.clock });
    } catch (error) {
      if (isDomainError(error)) return error;
      throw error;
    }
  }

  async overrule(stream: string, factId: string): Promise<void> {
    await retryParked(this, { stream, factId, reason: 'The parcel came back', overrule: true }, { commandId: `retry/${factId}`, actor: 'key:dana' });
    await this.react();
  }

  async discard(stream: string, factId: string): Promise<void> {
    await discardParked(this, { stream, factId, reason: 'Sent twice by mistake' }, { commandId: `discard/${factId}`, actor: 'key:dana' });
  }

  async events(): Promise<readonly RecordedEvent[]> {
    return (await this.store.readAll({ after: 0, limit: 10_000 })).events;
  }

  /** The contexts hear of what the shop has told since the last time. */
  private async react(): Promise<void> {
    const reactions: readonly Reaction[] = [pointsReaction(this.ledger), couponsReaction({ ledger: this.ledger, keys: KEYS, ordersOf: () => Promise.resolve(0) })];
    const { events } = await this.store.readAll({ after: this.seen, limit: 10_000 });
    for (const event of events) {
      for (const reaction of reactions) if (reaction.categories.includes(event.stream.slice(0, event.stream.indexOf('-')))) await reaction.handle(event);
    }
    this.seen = await this.store.head();
  }
}
