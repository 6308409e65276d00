import type { SeededRandom } from '@loyalty/kernel';
import { storeUnavailable } from '@loyalty/ledger';
import type { DocumentChange, ViewCheckpoint, ViewRef, ViewStore } from '@loyalty/views';
import type { StrikeParts } from './strike';
import { strike } from './strike';

/**
 * The view store as one process sees it. A write is not one thing: some of the documents may be there when it fails or
 * its process dies, and the checkpoint not; what was torn must come right when it is written again.
 */
export function faultyViews(views: ViewStore, parts: StrikeParts): ViewStore {
  return {
    open: (view, indexes) => views.open(view, indexes),
    async load(view, ids) {
      await strike(parts, 'view');
      return views.load(view, ids);
    },
    async write(view, changes, checkpoint) {
      await strike(parts, 'view');
      const { life, random, crash, say } = parts;
      const { tornViewWrite } = parts.faults();
      if (tornViewWrite > 0 && random.chance(tornViewWrite)) {
        parts.count('tornViewWrite');
        await views.write(view, some(random, changes));
        say(() => `${view.name}: documents written, checkpoint not`);
        if (random.chance(500)) throw storeUnavailable('simulated between documents and checkpoint');
        crash('between documents and checkpoint');
        return life.never();
      }
      return write(views, view, changes, checkpoint);
    },
    checkpoint: (view) => views.checkpoint(view),
    get: (view, id) => views.get(view, id),
    async find(view, query) {
      await strike(parts, 'view');
      return views.find(view, query);
    },
    waitFor: (view, position, deadline) => views.waitFor(view, position, deadline),
    builds: (name) => views.builds(name),
    live: (name) => views.live(name),
    switchTo: (view) => views.switchTo(view),
    drop: (view) => views.drop(view),
    close: () => views.close(),
  };
}

function write(views: ViewStore, view: ViewRef, changes: readonly DocumentChange[], checkpoint: ViewCheckpoint | undefined) {
  return checkpoint === undefined ? views.write(view, changes) : views.write(view, changes, checkpoint);
}

/** A store gives no order among the documents of one write: any of them may be the ones that are there. */
function some(random: SeededRandom, changes: readonly DocumentChange[]): DocumentChange[] {
  const permille = random.pick([300, 700, 1_000]);
  return changes.filter(() => random.chance(permille));
}
