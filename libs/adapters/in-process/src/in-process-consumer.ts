import { errorToJson } from '@loyalty/kernel';
import { startPosition } from '@loyalty/ledger';
import { countersWith, type Consumer, type ConsumerStatus, type Reaction, type StopReport } from '@loyalty/messaging';
import type { InProcessLimits, InProcessParts } from './options';
import { ParkedKeys } from './parked-keys';
import { ParkingDesk } from './parking-desk';
import { Run } from './run';

/** One reaction following the log from its own checkpoint; nothing is copied on the way. */
export class InProcessConsumer implements Consumer {
  readonly parking: ParkingDesk;
  private run: Run | undefined;

  constructor(private readonly reaction: Reaction, private readonly parts: InProcessParts, private readonly limits: InProcessLimits) {
    this.parking = new ParkingDesk(reaction.name, parts.parked, () => (this.run?.state === 'stopped' ? undefined : this.run));
  }

  async start(): Promise<void> {
    if (this.run !== undefined && this.run.state !== 'stopped' && this.run.state !== 'failed') return;
    const position = await this.startPosition();
    const parked = await ParkedKeys.open(this.reaction.name, this.parts.parked, position);
    this.run = new Run(this.reaction, this.parts, this.limits, position, parked);
    this.run.begin();
  }

  async stop(deadline_ms: number): Promise<StopReport> {
    return (await this.run?.end(deadline_ms)) ?? { drained: true, unfinished: 0 };
  }

  async status(): Promise<ConsumerStatus> {
    const { run } = this;
    const head = await this.parts.log.head();
    const position = run?.position ?? (await this.parts.checkpoints.load(this.reaction.name))?.position ?? 0;
    const error = run?.failure;
    return {
      consumer: this.reaction.name,
      state: run?.state ?? 'stopped',
      position,
      lag: Math.max(0, head - position),
      inFlight: run?.inFlight ?? 0,
      parkedKeys: run?.parked.size ?? (await this.parts.parked.firsts(this.reaction.name)).size,
      counters: { ...(run?.counters ?? countersWith(await this.parts.parked.count(this.reaction.name))) },
      ...(error === undefined ? {} : { error: errorToJson(error) }),
    };
  }

  private async startPosition(): Promise<number> {
    const { log, checkpoints } = this.parts;
    return startPosition(this.reaction.name, await checkpoints.load(this.reaction.name), log);
  }
}
