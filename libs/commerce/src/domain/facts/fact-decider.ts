import { canonicalJson, invalid, notFound, rejected, type Instant } from '@loyalty/kernel';
import { PARKED_PER_STREAM_MAX, type Fact, type FactParked, type FactRetried, type ParkingEvent } from '@loyalty/contracts';
import type { Decider, DomainEvent } from '@loyalty/ledger';
import { readFact } from './read-fact';
import type { Told } from './told';
import type { Contradiction, Verdict } from './verdict';

export interface RecordFact<F extends Fact = Fact> {
  readonly type: 'record_fact';
  readonly told: Told<F>;
}
/** Let a parked fact count: as it is, now that more is known; with other data; or although it contradicts. */
export interface RetryParked<F extends Fact = Fact> {
  readonly type: 'retry_parked';
  readonly factId: string;
  readonly at: Instant;
  readonly reason: string;
  readonly corrected?: Told<F>;
  readonly overrule?: boolean;
}
export interface DiscardParked {
  readonly type: 'discard_parked';
  readonly factId: string;
  readonly at: Instant;
  readonly reason: string;
}
export type FactCommand<F extends Fact = Fact> = RecordFact<F> | RetryParked<F> | DiscardParked;

/** What one kind of aggregate makes of its facts; `fact-decider.ts` adds what all have in common. */
export interface Aggregate<State, F extends Fact, Event extends DomainEvent> {
  readonly initial: State;
  readonly stateVersion: number;
  /** `overrule`: an operator says the fact prevails over what it contradicts; only some contradictions can be overruled. */
  judge(told: Told<F>, state: State, overrule: boolean): Verdict<Event | ParkingEvent>;
  evolve(state: State, event: Event | ParkingEvent): State;
}

export type Parked = FactParked['data'];

export interface FactState<State> {
  readonly own: State;
  readonly parked: readonly Parked[];
}

export interface FactDecider<State, F extends Fact, Event extends DomainEvent> extends Decider<FactState<State>, FactCommand<F>, Event | ParkingEvent> {
  /** Of a fact that causes no event: `superseded`, or why the same was parked under another id; else it is simply known. */
  whyNothing(told: Told<F>, state: FactState<State>): string | undefined;
}

/** An aggregate that parks what contradicts it, and lets an operator retry or discard what is parked. */
export function factDecider<State, F extends Fact, Event extends DomainEvent>(aggregate: Aggregate<State, F, Event>): FactDecider<State, F, Event> {
  return {
    initial: { own: aggregate.initial, parked: [] },
    stateVersion: aggregate.stateVersion,
    decide(command, state) {
      switch (command.type) {
        case 'record_fact': return record(aggregate, command.told, state);
        case 'retry_parked': return retry(aggregate, command, state);
        case 'discard_parked': {
          const { fact } = find(state.parked, command.factId);
          return [{ type: 'fact.discarded.v1', effectiveAt: command.at, data: { factId: fact.factId, factType: fact.type, reason: command.reason } }];
        }
      }
    },
    whyNothing(told, { own, parked }) {
      const verdict = aggregate.judge(told, own, false);
      return verdict.kind === 'no_news' ? verdict.code : parkedLike(told.fact, parked)?.code;
    },
    evolve({ own, parked }, event) {
      return { own: aggregate.evolve(own, event), parked: evolveParked(parked, event as ParkingEvent) };
    },
  };
}

function record<State, F extends Fact, Event extends DomainEvent>(aggregate: Aggregate<State, F, Event>, told: Told<F>, { own, parked }: FactState<State>): readonly (Event | ParkingEvent)[] {
  const verdict = aggregate.judge(told, own, false);
  switch (verdict.kind) {
    case 'effect': return verdict.events;
    case 'no_news': return [];
    case 'waits': return [{ type: 'fact.waiting.v1', effectiveAt: told.at, data: { fact: told.fact, waitsFor: verdict.for } }];
    case 'contradiction': {
      if (parkedLike(told.fact, parked) !== undefined) return [];
      if (parked.length >= PARKED_PER_STREAM_MAX) throw rejected('parked_limit', `${PARKED_PER_STREAM_MAX} facts are parked here already`, { limit: PARKED_PER_STREAM_MAX });
      return [park(told, verdict)];
    }
  }
}

export function park({ fact, at }: Told, { code, facts }: Contradiction): FactParked {
  return { type: 'fact.parked.v1', effectiveAt: at, data: { fact, code, facts } };
}

/** The same fact under another id, parked already. */
function parkedLike(fact: Fact, parked: readonly Parked[]): Parked | undefined {
  if (parked.length === 0) return undefined;
  const content = canonicalJson(fact.data);
  return parked.find((other) => other.fact.type === fact.type && canonicalJson(other.fact.data) === content);
}

/** Counts, or stays parked: then nothing happens. */
function retry<State, F extends Fact, Event extends DomainEvent>(
  aggregate: Aggregate<State, F, Event>, { factId, corrected, overrule = false, at, reason }: RetryParked<F>, { own, parked }: FactState<State>,
): readonly (Event | ParkingEvent)[] {
  const { fact } = find(parked, factId);
  if (corrected !== undefined && corrected.fact.type !== fact.type) throw invalid('correction_differs', 'A correction is of the same type', { told: fact.type, corrected: corrected.fact.type });
  const verdict = aggregate.judge(corrected ?? (readFact(fact) as Told<F>), own, overrule);
  if (verdict.kind === 'contradiction' || verdict.kind === 'waits') return [];
  const retried: FactRetried = {
    type: 'fact.retried.v1', effectiveAt: at,
    data: { factId, factType: fact.type, corrected: corrected !== undefined, overruled: overrule, reason },
  };
  return verdict.kind === 'effect' ? [retried, ...verdict.events] : [retried];
}

function find(parked: readonly Parked[], factId: string): Parked {
  const found = parked.find(({ fact }) => fact.factId === factId);
  if (found === undefined) throw notFound('fact_not_parked', 'No fact of this id is parked here', { factId });
  return found;
}

function evolveParked(parked: readonly Parked[], event: ParkingEvent): readonly Parked[] {
  switch (event.type) {
    case 'fact.parked.v1': return [...parked, event.data];
    case 'fact.retried.v1':
    case 'fact.discarded.v1': return parked.filter(({ fact }) => fact.factId !== event.data.factId);
    default: return parked;
  }
}
