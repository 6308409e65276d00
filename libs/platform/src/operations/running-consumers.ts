import { DomainError, notFound } from '@loyalty/kernel';
import type { Consumer } from '@loyalty/messaging';
import type { Contributions } from '../wiring/contributions';

/** The consumers of this service by name. @throws unavailable `starting` until they run */
export function runningConsumers({ atWork }: Contributions): ReadonlyMap<string, Consumer> {
  if (atWork === undefined) throw new DomainError('unavailable', 'starting', 'The consumers of this service do not run yet');
  return atWork;
}

/** @throws not_found `consumer_unknown`, unavailable `starting` */
export function consumerNamed(contributions: Contributions, name: string): Consumer {
  const consumers = runningConsumers(contributions);
  const consumer = consumers.get(name);
  if (consumer === undefined) throw notFound('consumer_unknown', 'This service has no consumer of that name', { consumer: name, consumers: [...consumers.keys()] });
  return consumer;
}
