import type { Random } from '@loyalty/kernel';
import type { EventStore } from '@loyalty/ledger';
import type { Projection } from '../projection';
import { projectBatch, touchesOf, type Touch } from '../runner/project-batch';
import type { ViewRef } from '../view-ref';
import type { StoredDocument, ViewStore } from '../view-store';
import { sameDocument, type Difference } from './differences';

export interface SampleOptions {
  readonly view: ViewRef;
  readonly projection: Projection;
  /** How many documents. */
  readonly count: number;
  readonly random: Random;
  readonly turn: () => Promise<void>;
}

const PAGE_EVENTS = 500;

/**
 * Folds the events of some documents again, one by one and without any of the runner's shortcuts, and compares. The
 * documents are those of events drawn at random, so busy and removed ones are among them. Reads the log once.
 */
export async function sampleView(log: EventStore, views: ViewStore, options: SampleOptions): Promise<{ sampled: number; differences: readonly Difference[] }> {
  const { view } = options;
  const through = (await views.checkpoint(view))?.position ?? 0;
  const ids = await drawIds(log, through, options);
  const stored = await views.load(view, ids);
  // What was written since the checkpoint was read is newer than it: each document is folded as far as itself.
  const ends = new Map(ids.map((id) => [id, Math.max(through, stored.get(id)?.position ?? 0)]));
  const folded = await fold(log, ends, options);
  const differences = ids.filter((id) => !sameDocument(folded.get(id), stored.get(id)))
    .map((id) => ({ id, expected: folded.get(id)?.doc, found: stored.get(id)?.doc }));
  return { sampled: ids.length, differences };
}

async function drawIds(log: EventStore, through: number, { projection, count, random, turn }: SampleOptions): Promise<string[]> {
  const ids = new Set<string>();
  for (let tries = 0; through > 0 && ids.size < count && tries < count * 4; tries += 1) {
    const { events } = await log.readAll({ after: below(random, through), limit: 100, categories: projection.categories });
    for (const event of events) {
      const touched = event.position <= through ? projection.keysOf(event) : [];
      if (touched.length === 0) continue;
      ids.add(touched[below(random, touched.length)]!);
      break;
    }
    await turn();
  }
  return [...ids];
}

async function fold(log: EventStore, ends: ReadonlyMap<string, number>, { projection, turn }: SampleOptions): Promise<ReadonlyMap<string, StoredDocument>> {
  const folded = new Map<string, StoredDocument>();
  const last = Math.max(0, ...ends.values());
  for (let after = 0; after < last;) {
    const page = await log.readAll({ after, limit: PAGE_EVENTS, categories: projection.categories });
    if (page.through === after) break;
    after = page.through;
    const { touches, failed } = touchesOf(projection, page.events);
    if (failed !== undefined && failed.event.position <= last) throw failed.cause;
    for (const { event, ids } of touches) {
      const wanted: Touch = { event, ids: ids.filter((id) => event.position <= (ends.get(id) ?? 0)) };
      const { changes, failed: broken } = projectBatch(projection, { touches: [wanted] }, (id) => folded.get(id));
      if (broken !== undefined) throw broken.cause;
      for (const { id, position, doc } of changes) folded.set(id, { position, doc });
    }
    await turn();
  }
  return folded;
}

/** A whole number from 0, below the bound; 48 bits of chance, so the bias is nothing. */
function below(random: Random, bound: number): number {
  return Buffer.from(random.bytes(6)).readUIntBE(0, 6) % bound;
}
