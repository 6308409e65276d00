import { storeUnavailable } from '@loyalty/ledger';
import type { Reaction } from '@loyalty/messaging';
import type { StrikeParts } from './strike';

/** What the checks hear of a consumer. */
export interface ConsumerWitness {
  /** An event is being given to the consumer. */
  taken(consumer: string, position: number): void;
  /** It has had its effect, or a rule said that it has none. */
  done(consumer: string, position: number): void;
}

/**
 * A bus with the habits of a real one: an event is lost and comes again later, comes twice, takes long while other keys
 * go ahead, or its consumer dies after the effect and before the checkpoint.
 */
export function faultyReaction(reaction: Reaction, parts: StrikeParts, witness: ConsumerWitness): Reaction {
  const { life, random, crash, say } = parts;
  return {
    ...reaction,
    async handle(event) {
      const { slowHandler, doubleRequest, lostRequest, consumerCrash } = parts.faults();
      if (slowHandler > 0 && random.chance(slowHandler)) await life.sleep(random.int(3_000));
      if (!life.alive) return life.never();
      witness.taken(reaction.name, event.position);
      if (lostRequest > 0 && random.chance(lostRequest)) throw storeUnavailable('simulated: the event was lost on its way');
      if (doubleRequest > 0 && random.chance(doubleRequest)) await reaction.handle(event);
      const outcome = await reaction.handle(event);
      if (!life.alive) return life.never();
      say(() => `${reaction.name} takes ${event.position} ${event.type}: ${outcome.kind}`);
      if (outcome.kind !== 'retry' && outcome.kind !== 'parked') witness.done(reaction.name, event.position);
      if (consumerCrash > 0 && random.chance(consumerCrash)) {
        crash('between effect and checkpoint');
        return life.never();
      }
      return outcome;
    },
  };
}
