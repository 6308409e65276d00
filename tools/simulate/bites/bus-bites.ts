import { errorToJson, type DomainError } from '@loyalty/kernel';
import type { Command } from '@loyalty/ledger';
import type { CheckpointStore } from '@loyalty/messaging';
import { proxied, type Mutation } from '@loyalty/testing/simulator';
import type { ViewStore } from '@loyalty/views';
import { replaced } from './replaced';

const facts: NonNullable<Mutation['swarm']> = (swarm) => ({ ...swarm, bus: true, factShare: 600 });

/** How far a consumer is gets written down before it has done anything about it. */
export function checkpointBeforeEffect(): Mutation {
  let kept: CheckpointStore | undefined;
  return {
    name: 'checkpoint before effect',
    swarm: (swarm) => ({ ...facts(swarm), faults: { ...swarm.faults, crash: 3 } }),
    checkpoints: (checkpoints) => (kept = checkpoints),
    reaction: (reaction) => ({
      ...reaction,
      async handle(event) {
        await kept?.save(reaction.name, { position: event.position, logId: '0'.repeat(32) }).catch(() => undefined);
        return reaction.handle(event);
      },
    }),
  };
}

/** What fails is taken for done. */
export const swallowedErrors = (): Mutation => ({
  name: 'a consumer swallows its errors',
  swarm: (swarm) => ({ ...facts(swarm), faults: { ...swarm.faults, lostRequest: 30 } }),
  reaction: (reaction) => ({ ...reaction, handle: (event) => reaction.handle(event).catch(() => ({ kind: 'applied' as const })) }),
});

/** A process that was given up parks what it may not do any more. (Found by this simulator, once.) */
export const parkedByTheFenced = (): Mutation => ({
  name: 'a fenced process parks events',
  swarm: (swarm) => ({ ...facts(swarm), writers: 1, faults: { ...swarm.faults, usurped: 3 } }),
  reaction: (reaction) => ({
    ...reaction,
    handle: (event) => reaction.handle(event).catch((error: DomainError) => {
      if (error.code === 'fenced') return { kind: 'parked', error: errorToJson(error) };
      throw error;
    }),
  }),
});

/** Events of one key go side by side. */
export const orderAcrossKey = (): Mutation => ({
  name: 'order within a key broken',
  swarm: (swarm) => ({ ...facts(swarm), faults: { ...swarm.faults, slowHandler: 200 } }),
  reaction: (reaction) => ({ ...reaction, key: ({ position }) => String(position) }),
});

/** Each delivery of an event is a command of its own. */
export function reactionWithoutId(): Mutation {
  let count = 0;
  const unlike = (command: Command) => (command.id.startsWith('points:') ? { ...command, id: `${command.id}#${(count += 1)}` } : command);
  return {
    name: "a reaction does not carry the event's id",
    swarm: (swarm) => ({ ...facts(swarm), faults: { ...swarm.faults, doubleRequest: 60 } }),
    ledger: (ledger) => proxied(ledger, { transact: (command, work) => ledger.transact(unlike(command), work) }),
  };
}

/** A document takes every write, also one that it reflects already. */
export function viewGuardOff(): Mutation {
  let writes = 0;
  return {
    name: 'view guard off',
    swarm: (swarm) => ({ ...swarm, views: true, faults: { ...swarm.faults, tornViewWrite: 60 } }),
    views: (views): ViewStore => replaced(views, {
      // Written positions always grow, so the store never refuses; loaded ones are zero, so nothing counts as seen.
      write: (view, changes, checkpoint) => {
        const newer = changes.map((change) => ({ ...change, position: (writes += 1) }));
        return checkpoint === undefined ? views.write(view, newer) : views.write(view, newer, checkpoint);
      },
      load: async (view, ids) => new Map(Array.from(await views.load(view, ids), ([id, { doc }]) => [id, { position: 0, doc }])),
    }),
  };
}
