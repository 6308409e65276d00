import { DomainError, invalid } from '@loyalty/kernel';

interface ClientError {
  readonly name?: string;
  /** Kafka's own name of a protocol error. */
  readonly type?: string;
  readonly message?: string;
  readonly cause?: ClientError;
}

/** The broker could not be reached or could not do it now. */
export function brokerUnavailable(reason: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'broker_unavailable', `Kafka is not available: ${reason}`, { reason }, { cause });
}

/** The client library's error as one of ours; none of them leaves this room. */
export function fromKafka(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { name = 'Error', type, message = String(error) } = innermost((error ?? {}) as ClientError);
  if (isTooLarge(error)) return invalid('message_too_large', 'The broker does not take a record of this size');
  return brokerUnavailable(type ?? `${name}: ${message.slice(0, 200)}`, error);
}

/** Whether it is the record's own fault that it was refused. */
export function isTooLarge(error: unknown): boolean {
  const { type, message } = innermost((error ?? {}) as ClientError);
  return type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE' || /larger than the max message size/.test(message ?? '');
}

function innermost(error: ClientError): ClientError {
  return error.type === undefined && error.cause !== undefined && error.cause !== error ? innermost(error.cause) : error;
}
