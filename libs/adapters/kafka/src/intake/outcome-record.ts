import { isDomainError, type DomainError } from '@loyalty/kernel';
import { outcomesTopic } from '@loyalty/messaging';
import type { RecordToSend } from '../produce/record-to-send';
import type { IntakeContext } from './context';

/** What became of a command. */
export type Answered =
  | { readonly status: 'applied'; readonly answer: unknown; readonly position?: number }
  | { readonly status: 'rejected'; readonly error: DomainError };

/** What a handler returned: what the ledger gave it, or an answer of its own. */
export function answerOf(value: unknown): { answered: Answered; repeated: boolean } {
  if (typeof value === 'object' && value !== null && 'answer' in value && 'position' in value && typeof value.position === 'number') {
    return { answered: { status: 'applied', answer: value.answer, position: value.position }, repeated: 'repeated' in value && value.repeated === true };
  }
  return { answered: { status: 'applied', answer: value }, repeated: false };
}

/** Whether an error is an answer: a refusal that will be the same for ever. What a retry may heal, or a person must look at, is none. */
export function isAnswer(error: unknown): error is DomainError {
  return isDomainError(error) && !error.retryable && error.category !== 'corruption';
}

/**
 * The one record that a command on a `commands` topic always gets on `outcomes`, with the command's key. It says nothing
 * of when it was made: the same command gives the same record again.
 */
export function outcomeRecord(service: string, { id, key, type, topic, traceparent }: IntakeContext, answered: Answered): RecordToSend {
  const data = answered.status === 'applied'
    ? { commandId: id, status: 'applied', answer: answered.answer ?? null, ...(answered.position === undefined ? {} : { position: answered.position }) }
    : { commandId: id, status: 'rejected', error: errorOf(answered.error) };
  return {
    topic: outcomesTopic(topic)!,
    key,
    value: JSON.stringify(data),
    headers: {
      'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: `/services/${service}`, ce_type: outcomeType(type), ce_subject: key,
      ...(traceparent === undefined ? {} : { traceparent }),
    },
  };
}

/** `points.earn.v1` has the outcome `points.earn.outcome.v1`. */
export function outcomeType(commandType: string): string {
  const [, name, version = ''] = /^(.*?)(\.v[1-9][0-9]*)?$/s.exec(commandType)!;
  return `${name}.outcome${version}`;
}

function errorOf({ code, category, message, facts }: DomainError) {
  return { code, category, message, facts };
}
