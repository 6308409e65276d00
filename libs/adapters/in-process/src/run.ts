import { isDomainError, type DomainError } from '@loyalty/kernel';
import { corrupt, storeUnavailable, type RecordedEvent } from '@loyalty/ledger';
import { consumerStopped, countersWith, KeyedLanes, SettledPositions, type ConsumerState, type Reaction, type StopReport } from '@loyalty/messaging';
import { EventWork, type Settle } from './event-work';
import { UNAVAILABLE_PAUSE_MS, type InProcessLimits, type InProcessParts } from './options';
import { ParkedKeys } from './parked-keys';
import { ParkedWork, type Step, type StepTask } from './parked-work';
import { CheckpointSaver } from './saver';

interface EventTask {
  readonly kind: 'event';
  readonly event: RecordedEvent;
  attempts: number;
}

/** One run of a consumer, from a start to the stop that follows. */
export class Run {
  readonly counters;
  state: ConsumerState = 'running';
  private readonly settled: SettledPositions;
  private readonly lanes: KeyedLanes<EventTask | StepTask>;
  private readonly saver: CheckpointSaver;
  private readonly events: EventWork;
  private readonly parkedWork: ParkedWork;
  private readonly stopping = new AbortController();
  private error: DomainError | undefined;
  private readonly steps = new Set<StepTask>();
  private ended = false;
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly reaction: Reaction, private readonly parts: InProcessParts, private readonly limits: InProcessLimits, private cursor: number, readonly parked: ParkedKeys) {
    const { log, checkpoints, timer } = parts;
    this.counters = countersWith(parked.events);
    this.settled = new SettledPositions(cursor);
    this.saver = new CheckpointSaver({ consumer: reaction.name, logId: log.logId, store: checkpoints, timer, limits, stopping: this.stopping.signal }, cursor, () => this.settled.position);
    this.events = new EventWork(reaction, parts, limits, parked);
    this.parkedWork = new ParkedWork(reaction, parts, parked, this.counters);
    this.lanes = new KeyedLanes({ parallel: limits.keysInParallel, timer, work: (key, task) => this.do(key, task) });
  }

  get position(): number {
    return this.settled.position;
  }

  /** Why it waits or has failed, or why its checkpoint could not be saved. */
  get failure(): DomainError | undefined {
    return this.error ?? this.saver.error;
  }

  get inFlight(): number {
    return this.settled.open;
  }

  begin(): void {
    this.reading = this.read();
  }

  /** Takes nothing more, lets what runs end within the time, saves how far it came. */
  async end(deadline_ms: number): Promise<StopReport> {
    this.stopping.abort();
    await this.reading;
    const drained = new AbortController(), late = new AbortController();
    const deadline = this.parts.timer.sleep(deadline_ms, drained.signal).then(() => late.abort());
    await this.lanes.idle(late.signal);
    drained.abort();
    await deadline;
    this.close();
    this.ended = true;
    await this.saver.save();
    if (this.state !== 'failed') this.state = 'stopped';
    return { drained: this.inFlight === 0, unfinished: this.inFlight };
  }

  /** Does one step on the first parked event of a key, in its turn among the key's other events. */
  step(key: string, step: Step): Promise<{ taken: boolean; error?: DomainError }> {
    return new Promise((resolve, reject) => {
      const task: StepTask = { kind: 'parked', step, resolve, reject };
      this.steps.add(task);
      this.lanes.add(key, task);
    });
  }

  /** Starts nothing any more; whoever waits for a step is told. */
  private close(): void {
    this.lanes.stop();
    for (const { reject } of this.steps) reject(consumerStopped(this.reaction.name));
    this.steps.clear();
  }

  private async read(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.readPages(signal);
        if (signal.aborted) return;
        this.wait(storeUnavailable('the subscription ended'));
      } catch (error) {
        if (!isDomainError(error) || !error.retryable) return this.fail(error);
        this.wait(error);
      }
      await this.parts.timer.sleep(UNAVAILABLE_PAUSE_MS, signal);
    }
  }

  private async readPages(signal: AbortSignal): Promise<void> {
    const { log } = this.parts;
    const pages = log.subscribe({ after: this.cursor, limit: this.limits.pageEvents, categories: this.reaction.categories, signal });
    for await (const { events, through } of pages) {
      this.goOn();
      for (const event of events) {
        if (this.lanes.depth >= this.limits.inFlightMax) await this.lanes.room(this.limits.inFlightMax, signal);
        if (signal.aborted) return;
        this.take(event);
      }
      this.cursor = through;
      this.settled.through(through);
      this.saver.moved();
    }
  }

  private take(event: RecordedEvent): void {
    this.counters.seen += 1;
    this.settled.take(event.position);
    this.lanes.add(this.events.keyOf(event), { kind: 'event', event, attempts: 0 });
  }

  /** What a lane does with its next task. What fails here is not the event's fault, so the event is not parked for it. */
  private async do(key: string, task: EventTask | StepTask): Promise<number | undefined> {
    if (task.kind === 'parked') {
      await this.parkedWork.do(key, task);
      this.steps.delete(task);
      return undefined;
    }
    try {
      const done = await this.events.do(key, task.event, task.attempts + 1);
      if (typeof done === 'number') task.attempts += 1;
      else if (!this.ended) this.settle(task.event, done);
      return typeof done === 'number' ? done : undefined;
    } catch (error) {
      if (isDomainError(error) && error.retryable) this.wait(error);
      else this.fail(error);
      return UNAVAILABLE_PAUSE_MS;
    }
  }

  private settle({ position }: RecordedEvent, as: Settle): void {
    this.goOn();
    this.counters[as] += 1;
    this.settled.settle(position);
    this.saver.moved();
  }

  private wait(error: DomainError): void {
    if (this.state !== 'running' && this.state !== 'waiting') return;
    this.state = 'waiting';
    this.error = error;
  }

  private goOn(): void {
    if (this.state !== 'waiting') return;
    this.state = 'running';
    this.error = undefined;
  }

  private fail(error: unknown): void {
    this.state = 'failed';
    this.error = isDomainError(error) ? error : corrupt('consumer_failed', `${this.reaction.name}: ${String(error)}`, { consumer: this.reaction.name });
    this.stopping.abort();
    this.close();
    void this.saver.save();
  }
}
