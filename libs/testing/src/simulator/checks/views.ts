import { canonicalJson } from '@loyalty/kernel';
import { categoryOf, type MemoryDisk } from '@loyalty/ledger';
import { MemoryViewStore, type MemoryViews, type Projection, type ViewItem } from '@loyalty/views';
import { holds } from '../violation';

const PAGE = 1_000;

/** Invariant 8: every view, written in pieces and again after each crash, equals one made from the log in one go. */
export async function checkViews(disk: MemoryDisk, kept: MemoryViews, projections: readonly Projection[]): Promise<void> {
  const store = new MemoryViewStore(kept);
  for (const projection of projections) {
    const pointer = await store.live(projection.name);
    holds(pointer !== undefined, 8, 'A view was never made', { view: projection.name });
    const must = fold(disk, projection);
    let cursor: string | undefined;
    let found = 0;
    do {
      const page = await store.find(pointer.live, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      for (const item of page.items) compare(projection.name, item, must.get(item.id));
      found += page.items.length;
      cursor = page.next;
    } while (cursor !== undefined);
    holds(found === must.size, 8, 'A view has not as many documents as the log leads to', { view: projection.name, found, must: must.size });
  }
}

function compare(view: string, { id, doc }: ViewItem<object>, must: object | undefined): void {
  holds(must !== undefined && canonicalJson(doc) === canonicalJson(must), 8, 'A document differs from one made anew from the log', { view, id, doc, must });
}

function fold({ events }: MemoryDisk, { categories, keysOf, project }: Projection): Map<string, object> {
  const documents = new Map<string, object>();
  const wanted = new Set(categories);
  for (const event of events) {
    if (!wanted.has(categoryOf(event.stream))) continue;
    for (const id of new Set(keysOf(event))) {
      const doc = project(documents.get(id), event, id);
      if (doc === undefined) documents.delete(id);
      else documents.set(id, doc);
    }
  }
  return documents;
}
