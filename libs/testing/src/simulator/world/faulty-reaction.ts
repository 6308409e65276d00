import { storeUnavailable } from '@loyalty/ledger';
import type { Reaction } from '@loyalty/messaging';
import type { Faults } from '../swarm';
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
  const strikes = (fault: keyof Faults) => {
    const permille = parts.faults()[fault];
    if (permille === 0 || !random.chance(permille)) return false;
    parts.count(fault);
    return true;
  };
  return {
    ...reaction,
    async handle(event) {
      if (strikes('slowHandler')) await life.sleep(random.int(3_000));
      if (!life.alive) return life.never();
      witness.taken(reaction.name, event.position);
      if (strikes('lostRequest')) throw storeUnavailable('simulated: the event was lost on its way');
      if (strikes('doubleRequest')) await reaction.handle(event);
      const outcome = await reaction.handle(event);
      if (!life.alive) return life.never();
      say(() => `${reaction.name} takes ${event.position} ${event.type}: ${outcome.kind}`);
      if (outcome.kind !== 'retry' && outcome.kind !== 'parked') witness.done(reaction.name, event.position);
      if (strikes('consumerCrash')) {
        crash('between effect and checkpoint');
        return life.never();
      }
      return outcome;
    },
  };
}
