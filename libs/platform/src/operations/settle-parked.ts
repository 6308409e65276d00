import { isDomainError } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { isSameEvent, type EventReference, type ParkedKey, type Parking, type RetryReport } from '@loyalty/messaging';
import type { Contributions } from '../wiring/contributions';
import { operationsStream, type DecideOnParked } from './decisions';
import { consumerNamed } from './running-consumers';
import { Turns } from './turns';

export interface ParkedAt {
  readonly consumer: string;
  readonly key: string;
}

/** What was decided on, and how the key stands after it. */
export interface Settled extends ParkedAt, RetryReport {
  readonly first: EventReference;
}

/** What the log keeps as the answer: what a repeat must know to finish what a crash cut off, and to do nothing twice. */
interface DecidedOn {
  readonly first: EventReference;
  /** Attempts made on the first message before. */
  readonly attempts: number;
}

type Decision = Pick<DecideOnParked & { kind: 'retry' }, 'kind'> | Pick<DecideOnParked & { kind: 'discard' }, 'kind' | 'reason'>;

/**
 * A person's word on messages that a consumer could not take. The decision is a fact in the log before anything is done;
 * a repeat of the command does what is left to do, and otherwise tells how the key stands.
 */
export class SettleParked {
  /** Between a look at a key and what is done with it, nobody else of this process comes in. */
  private readonly turns = new Turns();

  constructor(private readonly ledger: Ledger, private readonly contributions: Contributions) {}

  /** Tries the key's messages again, in order, until one cannot be taken. @throws `consumer_unknown`, `not_parked`, `consumer_stopped`, `store_unavailable` */
  retry(command: Command, at: ParkedAt): Promise<Result<Settled>> {
    return this.inTurn(command, at, { kind: 'retry' }, (parking) => parking.retry(at.key));
  }

  /** Puts the key's first message aside for good; those behind it wait for a retry. @throws as `retry`, and `reason_missing` */
  discard(command: Command, at: ParkedAt, reason: string): Promise<Result<Settled>> {
    return this.inTurn(command, at, { kind: 'discard', reason }, (parking, recordedAt, first) =>
      parking.discard(at.key, { reason, actor: command.actor, at: recordedAt }, first));
  }

  private inTurn(command: Command, at: ParkedAt, decision: Decision, act: (parking: Parking, recordedAt: Result<unknown>['recordedAt'], first: EventReference) => Promise<RetryReport>): Promise<Result<Settled>> {
    const { parking } = consumerNamed(this.contributions, at.consumer);
    return this.turns.take(JSON.stringify([at.consumer, at.key]), async () => {
      const parked = await lying(parking, at.key);
      const result = await this.decide(command, at, decision, parked);
      const done = isDone(parked, result) ? standing(parked) : await act(parking, result.recordedAt, result.answer.first).catch(settledElsewhere);
      return { ...result, answer: { ...at, first: result.answer.first, ...done } };
    });
  }

  private decide(command: Command, at: ParkedAt, decision: Decision, parked: ParkedKey | undefined): Promise<Result<DecidedOn>> {
    const stream = operationsStream(at.consumer);
    return this.ledger.transact(command, {
      streams: [stream],
      decide(tx) {
        tx.execute(stream, { ...at, ...decision, parked, effectiveAt: tx.now });
        return { first: parked!.first, attempts: parked!.attempts };
      },
    });
  }
}

/**
 * Whether nothing is left to do. A repeat finds the message gone when it was discarded or taken, and with more attempts
 * than before when it was tried and could not be taken.
 */
function isDone(parked: ParkedKey | undefined, { answer: { first, attempts }, repeated }: Result<DecidedOn>): boolean {
  return parked === undefined || !isSameEvent(parked.first, first) || (repeated && parked.attempts > attempts);
}

async function lying(parking: Parking, key: string): Promise<ParkedKey | undefined> {
  try {
    return (await parking.show(key, { limit: 1 })).parked;
  } catch (error) {
    if (isNotParked(error)) return undefined;
    throw error;
  }
}

function standing(parked: ParkedKey | undefined): RetryReport {
  return parked === undefined ? { taken: 0, left: 0 } : { taken: 0, left: parked.events, error: parked.error };
}

/** Another process of this service took the key's messages in between. */
function settledElsewhere(error: unknown): RetryReport {
  if (isNotParked(error)) return standing(undefined);
  throw error;
}

function isNotParked(error: unknown): boolean {
  return isDomainError(error) && error.code === 'not_parked';
}
