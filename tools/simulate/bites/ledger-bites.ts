import type { AppendReceipt, Commit, EventToAppend } from '@loyalty/ledger';
import { proxied, type Mutation } from '@loyalty/testing/simulator';
import { replaced } from './replaced';

/** The caller hears of a commit when it is handed over, not when it is on disk. */
export const answerBeforeDurable = (): Mutation => ({
  name: 'answer before durable',
  store(store) {
    let end: number | undefined;
    return replaced(store, {
      async append(commit: Commit): Promise<AppendReceipt> {
        const basePosition = end ?? (await store.head());
        end = basePosition + commit.events.length;
        store.append(commit).catch(() => (end = undefined));
        return { basePosition };
      },
    });
  },
});

/** Events become durable, the ids of their commands do not: a repeat is taken for a new command. */
export const lostIds = (): Mutation => ({
  name: 'command ids are not recorded',
  store: (store) => replaced(store, { append: (commit) => store.append({ ...commit, outcomes: [] }) }),
});

/** Only what was applied is remembered: a refused command that comes again is decided anew. */
export const forgottenRefusals = (): Mutation => ({
  name: 'refusals are not recorded',
  swarm: (swarm) => ({ ...swarm, faults: { ...swarm.faults, lostAnswer: 100 } }),
  store: (store) => replaced(store, { append: (commit) => store.append({ ...commit, outcomes: commit.outcomes.filter(({ status }) => status === 'applied') }) }),
});

/** The same id stands for whatever body it comes with. */
export const bodiesNotCompared = (): Mutation => ({
  name: 'bodies under one id are not compared',
  ledger: (ledger) => proxied(ledger, { transact: (command, work) => ledger.transact({ ...command, fingerprint: '' }, work) }),
});

/** What was decided on a commit that failed stays in memory. */
export const staleState = (): Mutation => ({
  name: 'stale state after a failed commit',
  swarm: (swarm) => ({ ...swarm, writers: 1, statesMax: 1_000, faults: { ...swarm.faults, failedSync: 20 } }),
  ledger(ledger) {
    (ledger as unknown as { cache: { drop(name: string): void } }).cache.drop = () => undefined;
    return ledger;
  },
});

/** Of two writers the later one wins: its events follow on whatever is there, unread. */
export const lastWriterWins = (): Mutation => ({
  name: 'last writer wins',
  swarm: (swarm) => ({ ...swarm, writers: 2, members: 2 }),
  store: (store) => replaced(store, {
    async append(commit: Commit) {
      const heads = new Map<string, number>();
      for (const stream of new Set(commit.events.map((event) => event.stream))) heads.set(stream, (await store.readStream(stream, { after: 0, limit: 1_000_000 })).length);
      const events = commit.events.map((event): EventToAppend => {
        const revision = heads.get(event.stream)! + 1;
        heads.set(event.stream, revision);
        return { ...event, revision };
      });
      return store.append({ ...commit, events });
    },
  }),
});

/** A commit reaches the disk in two pieces. */
export const commitInPieces = (): Mutation => ({
  name: 'a commit is written in two pieces',
  swarm: (swarm) => ({ ...swarm, faults: { ...swarm.faults, crash: 3 } }),
  store: (store) => replaced(store, {
    async append(commit: Commit) {
      if (commit.events.length < 2) return store.append(commit);
      const middle = commit.events.length >> 1;
      const early = commit.outcomes.filter(({ eventsBefore }) => eventsBefore <= middle);
      const receipt = await store.append({ ...commit, events: commit.events.slice(0, middle), outcomes: early });
      const late = commit.outcomes.slice(early.length).map((outcome) => ({ ...outcome, eventsBefore: outcome.eventsBefore - middle }));
      await store.append({ ...commit, events: commit.events.slice(middle), outcomes: late });
      return receipt;
    },
  }),
});

/** A snapshot says that it reflects one event more than it does. */
export const snapshotOffByOne = (): Mutation => ({
  name: 'snapshot off by one revision',
  swarm: (swarm) => ({ ...swarm, members: 1, commands: 1_500, statesMax: 1 }),
  store: (store) => replaced(store, { writeSnapshots: (snapshots) => store.writeSnapshots(snapshots.map((snapshot) => ({ ...snapshot, revision: snapshot.revision + 1 }))) }),
});
