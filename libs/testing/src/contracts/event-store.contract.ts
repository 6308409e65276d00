import { appendingContract } from './event-store/appending';
import { closingContract } from './event-store/closing';
import { contentContract } from './event-store/content';
import { pipeliningContract } from './event-store/pipelining';
import { proofContract } from './event-store/proof';
import { readingContract } from './event-store/reading';
import { subscribingContract } from './event-store/subscribing';
import type { StoreCapabilities, StoreFactory } from './event-store/store-under-test';

/**
 * Registers the tests that every `EventStore` must pass, as `describe` blocks under its name. The factory makes an empty
 * log for each test; the capabilities say where stores may differ.
 *
 * Stated for all of them: positions and revisions begin with 1; a stream exists with its first event, so a missing one
 * reads as an empty one; streams are read forwards only; what makes an append idempotent is the command id in its
 * outcome, for the same commit a second time is a lost race.
 */
export function eventStoreContract(name: string, factory: StoreFactory, capabilities: StoreCapabilities): void {
  describe(`${name} is an event store`, () => {
    appendingContract(factory, capabilities);
    if (capabilities.pipelined) pipeliningContract(factory);
    readingContract(factory, capabilities);
    subscribingContract(factory, capabilities);
    contentContract(factory, capabilities);
    closingContract(factory, capabilities);
    if (capabilities.provable) proofContract(factory);
  });
}
