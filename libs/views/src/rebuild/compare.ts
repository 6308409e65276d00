import { ID_FIELD } from '../query/field';
import { compareScalars } from '../query/order';
import type { Timer } from '../runner/ports';
import type { ViewRef } from '../view-ref';
import type { ViewStore } from '../view-store';
import { DIFFERENCES_KEPT, sameDocument, type Difference } from './differences';

export interface Comparison {
  readonly compared: number;
  readonly count: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
}

const PAGE = 500;
const TRIES_MAX = 100;
const PAUSE_MS = 20;

/**
 * Compares every document of two builds of one version while both go on taking events: two documents that reflect the
 * same events must be equal, so what differs is looked at again until both builds have passed the newer of the two.
 */
export async function compareBuilds(views: ViewStore, built: ViewRef, live: ViewRef, { timer, turn }: { timer: Timer; turn: () => Promise<void> }): Promise<Comparison> {
  const differences: Difference[] = [];
  let compared = 0, count = 0;
  for (let after = ''; ;) {
    const ids = await nextIds(views, [built, live], after);
    if (ids.length === 0) return { compared, count, differences };
    for (const difference of await differing(views, built, live, ids, timer)) {
      count += 1;
      if (differences.length < DIFFERENCES_KEPT) differences.push(difference);
    }
    compared += ids.length;
    after = ids.at(-1)!;
    await turn();
  }
}

/** The ids that follow in either build, as far as both pages reach, in the store's order. */
async function nextIds(views: ViewStore, builds: readonly ViewRef[], after: string): Promise<readonly string[]> {
  const ids = new Set<string>();
  let end: string | undefined;
  for (const view of builds) {
    const { items, next } = await views.find(view, { filter: { [ID_FIELD]: { $gt: after } }, sort: [{ field: ID_FIELD }], limit: PAGE });
    for (const { id } of items) ids.add(id);
    const last = items.at(-1)?.id;
    if (next !== undefined && last !== undefined && (end === undefined || compareScalars(last, end) < 0)) end = last;
  }
  return [...ids].filter((id) => end === undefined || compareScalars(id, end) <= 0).sort(compareScalars);
}

async function differing(views: ViewStore, built: ViewRef, live: ViewRef, ids: readonly string[], timer: Timer): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let open = ids;
  for (let tries = 0; open.length > 0; tries += 1) {
    if (tries > 0) await timer.sleep(PAUSE_MS);
    // Positions first: what the documents show is then at least as new.
    const passed = Math.min(...(await Promise.all([built, live].map(async (view) => (await views.checkpoint(view))?.position ?? 0))));
    const [mine, theirs] = [await views.load(built, open), await views.load(live, open)];
    const again: string[] = [];
    for (const id of open) {
      const [a, b] = [mine.get(id), theirs.get(id)];
      if (sameDocument(a, b)) continue;
      const newest = Math.max(a?.position ?? 0, b?.position ?? 0);
      if (newest <= passed || tries === TRIES_MAX) found.push({ id, expected: a?.doc, found: b?.doc });
      else again.push(id);
    }
    open = again;
  }
  return found;
}
