import { discardParked, recordFact, retryParked } from '@loyalty/commerce';
import type { Fact, PointsCommandType } from '@loyalty/contracts';
import { fingerprint, isDomainError, manualClock, type DomainError } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, type Command, type RecordedEvent, type Result } from '@loyalty/ledger';
import { adjustPoints, captureHold, clawBackAward, earnPoints, freezeAccount, holdPoints, moveLotExpiry, pointsReaction, redeemPoints, reinstateRedemption, releaseHold, transferPoints } from '@loyalty/points';

type Ask = (ledger: Ledger, command: Command, data: never) => Promise<Result<unknown>>;

const ASK: Readonly<Record<PointsCommandType, Ask>> = {
  'points.earn.v1': earnPoints, 'points.redeem.v1': redeemPoints, 'points.hold.v1': holdPoints, 'points.capture.v1': captureHold, 'points.release.v1': releaseHold,
  'points.adjust.v1': adjustPoints, 'points.claw.back.v1': clawBackAward, 'points.reinstate.v1': reinstateRedemption, 'points.move.expiry.v1': moveLotExpiry, 'points.transfer.v1': transferPoints,
  'points.freeze.v1': (ledger, command, data: object) => freezeAccount(ledger, command, { ...data, kind: 'freeze' } as never),
  'points.unfreeze.v1': (ledger, command, data: object) => freezeAccount(ledger, command, { ...data, kind: 'unfreeze' } as never),
};

/** Both contexts on a log in memory, with a clock that is moved by hand: what they write is the same in every run. */
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
  async ask(type: PointsCommandType, id: string, data: object): Promise<Result<unknown> | DomainError> {
    try {
      return await ASK[type](this.ledger, this.command(id, data), data as never);
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

  /** Points hear of what the shop has told since the last time. */
  private async react(): Promise<void> {
    const reaction = pointsReaction(this.ledger);
    const { events } = await this.store.readAll({ after: this.seen, limit: 10_000 });
    for (const event of events) {
      if (reaction.categories.includes(event.stream.slice(0, event.stream.indexOf('-')))) await reaction.handle(event);
    }
    this.seen = await this.store.head();
  }
}
