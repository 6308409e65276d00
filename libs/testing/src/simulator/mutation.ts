import type { EventStore, Ledger } from '@loyalty/ledger';
import type { CheckpointStore, MessageBus, Reaction } from '@loyalty/messaging';
import type { ViewStore } from '@loyalty/views';
import type { Swarm } from './swarm';
import type { Service } from './work/service';

/**
 * A known bug, put in from outside by standing between a part and its port. The product's own code knows nothing of
 * it. A simulator that does not find each of them proves nothing by finding none.
 */
export interface Mutation {
  readonly name: string;
  /** Switches on what the bug needs to show, such as crashes or a small cache. */
  swarm?(swarm: Swarm): Swarm;
  /** Between the process and the store, above the faults. */
  store?(store: EventStore): EventStore;
  ledger?(ledger: Ledger): Ledger;
  service?(service: Service, ledger: Ledger): Service;
  views?(views: ViewStore): ViewStore;
  reaction?(reaction: Reaction): Reaction;
  checkpoints?(checkpoints: CheckpointStore): CheckpointStore;
  bus?(bus: MessageBus): MessageBus;
}
