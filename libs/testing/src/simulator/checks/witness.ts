import { isDomainError } from '@loyalty/kernel';
import type { AnyStream, MemoryDisk } from '@loyalty/ledger';
import type { MemoryParking } from '@loyalty/messaging';
import { Violation } from '../violation';
import { Answers } from './answers';
import { ConsumerCheck } from './consumers';
import { LogCheck } from './log-check';
import { MerkleCheck } from './merkle';
import type { OutcomeJournal } from './outcome-journal';
import { ReplayCheck } from './replay';

/** All that watches a run. What it finds while the product's code is on the stack is kept and told between two steps. */
export class Witness {
  readonly log: LogCheck;
  readonly answers: Answers;
  readonly merkle: MerkleCheck;
  readonly consumers: ConsumerCheck;
  readonly replay: ReplayCheck;
  private found: unknown;

  constructor(disk: MemoryDisk, journal: OutcomeJournal, parking: MemoryParking, oneWriter: boolean) {
    this.log = new LogCheck(disk, journal, oneWriter, (outcome, since) => this.answers.recorded(outcome, since));
    this.answers = new Answers(disk, this.log, oneWriter);
    this.merkle = new MerkleCheck(disk);
    this.consumers = new ConsumerCheck(disk, parking, ['order', 'activity', 'customer'], (check) => this.look(check));
    this.replay = new ReplayCheck(disk);
  }

  /** After every step: everything that the step made durable. */
  settled(): void {
    if (this.found !== undefined) throw this.found;
    this.log.check();
    this.merkle.check();
  }

  /** Runs a check in the middle of the product's code, which must not swallow what it finds. */
  look(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.found ??= error;
    }
  }

  stream(stream: AnyStream): void {
    if (!this.replay.streams.has(stream.name)) this.replay.streams.set(stream.name, stream);
  }

  checkpoint(consumer: string, position: number): void {
    this.look(() => this.consumers.checkpoint(consumer, position));
  }

  /** Something of the product gave up; that is right only while its store is not available, or is another process's now. */
  failed(who: string, error: unknown): void {
    if (error instanceof Violation) this.found ??= error;
    else if (!isDomainError(error) || !(error.retryable || error.code === 'fenced')) this.found ??= new Violation('liveness', `${who} failed: ${String((error as Error).stack ?? error)}`, {});
  }
}
