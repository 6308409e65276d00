import { fingerprint, invalid } from '@loyalty/kernel';
import type { Fact, FactAnswer } from '@loyalty/contracts';
import type { Command, Transaction } from '@loyalty/ledger';
import { readFact, type DiscardParked, type FactState, type RetryParked } from '../domain';
import type { Commerce } from './record-facts';
import { streamByName, streamOfFact, type FactStream } from './stream-of-fact';

/** An operator's word on a parked fact: its stream, as `commerce_parked` names it, its id, and why. */
export interface Settlement {
  readonly stream: string;
  readonly factId: string;
  readonly reason: string;
}

export interface Retry extends Settlement {
  /** The whole fact as it should have been told: same id and type, about the same stream. */
  readonly corrected?: Fact;
  /** It counts although it contradicts: a payment prevails over what was placed or over a cancellation, a cancellation over its time and over a fulfilment. */
  readonly overrule?: boolean;
}

export interface Operator {
  readonly commandId: string;
  readonly actor: string;
}

/**
 * Lets a parked fact count; `parked` when it still contradicts what is known.
 * @throws not_found `fact_not_parked`, `stream_unknown`; validation `correction_elsewhere`, `correction_differs`, or what is wrong with the correction
 */
export async function retryParked({ ledger, clock }: Commerce, retry: Retry, operator: Operator): Promise<FactAnswer> {
  const stream = streamByName(retry.stream);
  const { factId, reason, corrected, overrule } = retry;
  if (corrected !== undefined && (streamOfFact(corrected).name !== retry.stream || corrected.factId !== factId)) {
    throw invalid('correction_elsewhere', 'A correction is about the same stream and has the same id', { stream: retry.stream, factId });
  }
  const told = corrected === undefined ? {} : { corrected: readFact(corrected) };
  const command: RetryParked = { type: 'retry_parked', factId, at: clock.now(), reason, ...told, ...(overrule === undefined ? {} : { overrule }) };
  const { answer, position } = await ledger.transact(asCommand('retry', retry, operator), {
    streams: [stream],
    decide(tx): Pick<FactAnswer, 'status' | 'code'> {
      if (tx.execute(stream, command).length > 0) return { status: 'applied' };
      return { status: 'parked', code: codeOf(factId, stream, tx) };
    },
  });
  return { factId, ...answer, position };
}

/** Decides that a parked fact never counts. @throws not_found `fact_not_parked`, `stream_unknown` */
export async function discardParked({ ledger, clock }: Commerce, settlement: Settlement, operator: Operator): Promise<{ factId: string; position: number }> {
  const stream = streamByName(settlement.stream);
  const { factId, reason } = settlement;
  const command: DiscardParked = { type: 'discard_parked', factId, at: clock.now(), reason };
  const { position } = await ledger.transact(asCommand('discard', settlement, operator), { streams: [stream], decide: (tx) => void tx.execute(stream, command) });
  return { factId, position };
}

function asCommand(kind: 'retry' | 'discard', body: Settlement, { commandId, actor }: Operator): Command {
  return { id: commandId, fingerprint: fingerprint({ kind, body }), actor };
}

function codeOf(factId: string, stream: FactStream, tx: Transaction): string {
  const { parked } = tx.state(stream) as FactState<unknown>;
  return parked.find(({ fact }) => fact.factId === factId)!.code;
}
