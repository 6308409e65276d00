import { checkpointOfOtherLog } from '@loyalty/ledger';
import { collectionName, cursorAfter, type DocumentChange, type Found, type Got, type QueryPlan, type StoredDocument, type ViewCheckpoint, type ViewRef } from '@loyalty/views';
import type { mongo } from 'mongoose';
import type { MongoDatabase } from '../mongo-database';
import { filtersOfQuery, sortOfQuery } from './filter-of-query';
import { documentOf, itemOf, recordOf, type DocumentRecord } from './stored-document';
import type { UniqueFields } from './unique-keys';
import { readCheckpoint, writeCheckpoint } from './view-checkpoints';
import { writeNewer } from './write-newer';

/** One build's documents. */
export class MongoCollection {
  private readonly name: string;
  /** The log that its checkpoint is of, once that is known: it never changes. */
  private logId: string | undefined;

  constructor(private readonly database: MongoDatabase, readonly view: ViewRef, private readonly unique: readonly UniqueFields[]) {
    this.name = collectionName(view);
  }

  async load(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    const records = await this.records((collection) => collection.find({ _id: { $in: [...ids] } }).toArray());
    return new Map(records.map((record) => [record._id, documentOf(record)]));
  }

  /** Ids of the changes that were not newer. */
  async write(changes: readonly DocumentChange[], checkpoint: ViewCheckpoint | undefined): Promise<string[]> {
    const written = changes.map((change) => recordOf(this.view, change, this.unique));
    if (checkpoint !== undefined) await this.assertSameLog(checkpoint);
    const skipped = written.length === 0 ? [] : await this.records((collection) => writeNewer(collection, this.view, written));
    if (checkpoint !== undefined) await this.database.run((db) => writeCheckpoint(db, this.name, checkpoint));
    return skipped;
  }

  checkpoint(): Promise<ViewCheckpoint | undefined> {
    return this.database.run((db) => readCheckpoint(db, this.name));
  }

  /** The position is read first: what the documents reflect is at least that. */
  async get(id: string): Promise<Got<object>> {
    const position = (await this.checkpoint())?.position ?? 0;
    const record = await this.records((collection) => collection.findOne({ _id: id }));
    return record?.state.doc === undefined ? { position } : { item: itemOf(record), position };
  }

  async find(plan: QueryPlan): Promise<Found<object>> {
    const position = (await this.checkpoint())?.position ?? 0;
    const sort = sortOfQuery(plan).map(([path, direction]): [string, 1 | -1] => [path, direction]);
    const found: DocumentRecord[] = [];
    for (const filter of filtersOfQuery(plan)) {
      // One more than asked for tells whether there is a next page.
      const limit = plan.limit + 1 - found.length;
      if (limit > 0) found.push(...(await this.records((collection) => collection.find(filter as mongo.Filter<DocumentRecord>, { sort, limit }).toArray())));
    }
    const items = found.slice(0, plan.limit).map(itemOf);
    return found.length > plan.limit ? { items, next: cursorAfter(items.at(-1)!, plan.sort), position } : { items, position };
  }

  private async assertSameLog({ logId }: ViewCheckpoint): Promise<void> {
    this.logId ??= (await this.checkpoint())?.logId;
    if (this.logId !== undefined && this.logId !== logId) throw checkpointOfOtherLog(this.name, this.logId, logId);
  }

  private records<T>(work: (collection: mongo.Collection<DocumentRecord>) => Promise<T>): Promise<T> {
    return this.database.run((db) => work(db.collection<DocumentRecord>(this.name)));
  }
}
