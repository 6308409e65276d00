import { canonicalJson, instantToMs, invalid, isDomainError, sha256Hex, type Clock, type DomainError } from '@loyalty/kernel';
import { FACT_AHEAD_MAX_MS, FACT_LENGTH_MAX, FACTS_PER_BATCH_MAX, type Fact, type FactAnswer, type ParkingEvent } from '@loyalty/contracts';
import type { Ledger, Transaction, Work } from '@loyalty/ledger';
import { readFact, type RecordFact, type Told } from '../domain';
import { streamOfFact, streamOfItsCart, type FactStream } from './stream-of-fact';

export interface Commerce {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** Who brings facts, and the event they react to, if any. */
export interface Messenger {
  readonly actor: string;
  readonly cause?: string;
}

/** What the ledger keeps as the answer to a fact; the id and the position stand beside it. */
type Settled = Pick<FactAnswer, 'status' | 'code'>;

/**
 * Settles facts whose shape is right (`FACT_DTOS`), each by itself: one that is refused does not hold up another. All go to
 * the ledger in one turn and share its commit; facts about one stream are settled in the order they are given.
 * @throws validation `facts_too_many`
 */
export async function recordFacts(commerce: Commerce, facts: readonly Fact[], messenger: Messenger): Promise<FactAnswer[]> {
  if (facts.length > FACTS_PER_BATCH_MAX) {
    throw invalid('facts_too_many', `At most ${FACTS_PER_BATCH_MAX} facts at once`, { facts: facts.length, limit: FACTS_PER_BATCH_MAX });
  }
  const latest = latestMoment(commerce.clock);
  return Promise.all(facts.map((fact) => settle(commerce.ledger, fact, messenger, latest)));
}

/** Settles one fact. What is refused is an answer too; only a failure of ours rejects. */
export function recordFact(commerce: Commerce, fact: Fact, messenger: Messenger): Promise<FactAnswer> {
  return settle(commerce.ledger, fact, messenger, latestMoment(commerce.clock));
}

function latestMoment(clock: Clock): number {
  return instantToMs(clock.now()) + FACT_AHEAD_MAX_MS;
}

/** Settles one fact and throws what it is refused with; a fact that was told before is settled. */
export async function takeFact({ ledger, clock }: Commerce, fact: Fact, messenger: Messenger): Promise<FactAnswer> {
  return taken(ledger, fact, messenger, latestMoment(clock));
}

async function settle(ledger: Ledger, fact: Fact, messenger: Messenger, latestMs: number): Promise<FactAnswer> {
  try {
    return await taken(ledger, fact, messenger, latestMs);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return rejection(fact.factId, error);
  }
}

async function taken(ledger: Ledger, fact: Fact, messenger: Messenger, latestMs: number): Promise<FactAnswer> {
  const { factId } = fact;
  const told = readFact(fact);
  if (instantToMs(told.at) > latestMs) throw invalid('occurred_in_future', 'occurredAt is more than a day ahead', { field: '/occurredAt' });
  const body = canonicalJson(fact);
  if (body.length > FACT_LENGTH_MAX) throw invalid('fact_too_long', `A fact has at most ${FACT_LENGTH_MAX} characters`, { length: body.length, limit: FACT_LENGTH_MAX });
  const command = { id: `fact:${factId}`, fingerprint: sha256Hex(body).slice(0, 32), length: body.length, ...messenger };
  const { answer, position, repeated } = await ledger.transact(command, workOf(told));
  return { factId, ...answer, position, ...(repeated ? { repeated } : {}) };
}

function rejection(factId: string, { code, facts, retryable }: DomainError): FactAnswer {
  return { factId, status: 'rejected', code, ...(typeof facts.field === 'string' ? { field: facts.field } : {}), ...(retryable ? { retryable } : {}) };
}

function workOf(told: Told): Work<Settled> {
  const stream = streamOfFact(told.fact);
  const cart = told.order === undefined ? undefined : streamOfItsCart(told.order);
  if (cart === undefined) return { streams: [stream], decide: (tx) => record(told, stream, tx) };
  return {
    streams: [stream, cart],
    decide(tx) {
      const settled = record(told, stream, tx);
      const { shop, orderId, cartId } = told.order!;
      if (settled.status === 'applied') tx.execute(cart, { type: 'check_out', shop, cartId: cartId!, orderId, at: told.at });
      return settled;
    },
  };
}

const APPLIED: Settled = { status: 'applied' };
const DUPLICATE: Settled = { status: 'duplicate' };

/** What the caller is told is read off the events. */
function record(told: Told, stream: FactStream, tx: Transaction): Settled {
  const command: RecordFact = { type: 'record_fact', told };
  const first = tx.execute(stream, command)[0] as ParkingEvent | undefined;
  if (first === undefined) {
    const code = stream.decider.whyNothing(told, tx.state(stream));
    return code === undefined ? DUPLICATE : { status: 'duplicate', code };
  }
  if (first.type === 'fact.parked.v1') return { status: 'parked', code: first.data.code };
  if (first.type === 'fact.waiting.v1') return { status: 'applied', code: `waits_for_${first.data.waitsFor}` };
  return APPLIED;
}
