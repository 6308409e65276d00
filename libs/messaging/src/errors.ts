import { DomainError, notFound } from '@loyalty/kernel';

export function notParked(consumer: string, key: string): DomainError {
  return notFound('not_parked', `${consumer} has nothing parked under this key`, { consumer, key });
}

/** So many keys cannot be taken that the fault is not theirs: the consumer stops rather than park everything. */
export function tooManyParked(consumer: string, keys: number): DomainError {
  return new DomainError('corruption', 'too_many_parked', `${consumer} has ${keys} parked keys and stops`, { consumer, keys });
}

export function consumerStopped(consumer: string): DomainError {
  return new DomainError('unavailable', 'consumer_stopped', `${consumer} is not running`, { consumer });
}
