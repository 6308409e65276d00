import { documentTooLarge, viewNotUnique } from '../errors';
import type { ViewIndex } from '../projection';
import { cursorAfter } from '../query/cursor';
import { valueAt } from '../query/field';
import { comparePlaces, placeOf } from '../query/order';
import type { QueryPlan } from '../query/plan';
import type { Found, ViewItem } from '../query/query';
import type { ViewRef } from '../view-ref';
import { DOCUMENT_LENGTH_MAX, type DocumentChange, type StoredDocument, type ViewCheckpoint } from '../view-store';
import { matches } from './matches';

/** One build's documents. They are kept as JSON text, so that nobody can change them in place. */
export class MemoryCollection {
  checkpoint: ViewCheckpoint | undefined;
  private readonly texts = new Map<string, { position: number; text: string | undefined }>();

  constructor(readonly view: ViewRef, private readonly indexes: readonly ViewIndex[]) {}

  load(ids: readonly string[]): Map<string, StoredDocument> {
    const found = new Map<string, StoredDocument>();
    for (const id of ids) {
      const stored = this.texts.get(id);
      if (stored !== undefined) found.set(id, { position: stored.position, doc: stored.text === undefined ? undefined : (JSON.parse(stored.text) as object) });
    }
    return found;
  }

  /** Ids of the changes that were not newer. */
  write(changes: readonly DocumentChange[]): string[] {
    const written = changes.map(({ id, position, doc }) => ({ id, position, text: doc === undefined ? undefined : this.textOf(id, doc) }));
    const before = new Map(changes.map(({ id }) => [id, this.texts.get(id)]));
    const skipped: string[] = [];
    for (const { id, position, text } of written) {
      if (position > (this.texts.get(id)?.position ?? 0)) this.texts.set(id, { position, text });
      else skipped.push(id);
    }
    if (this.indexes.some(({ unique, fields }) => unique === true && this.isAmbiguous(fields))) {
      for (const [id, stored] of before) if (stored === undefined) this.texts.delete(id); else this.texts.set(id, stored);
      throw viewNotUnique(this.view);
    }
    return skipped;
  }

  get(id: string): ViewItem<object> | undefined {
    const stored = this.texts.get(id);
    return stored?.text === undefined ? undefined : { id, position: stored.position, doc: JSON.parse(stored.text) as object };
  }

  find({ clauses, sort, limit, after }: QueryPlan): Found<object> {
    const placed = this.items().filter((item) => matches(item, clauses)).map((item) => ({ item, place: placeOf(item, sort) }));
    const rest = after === undefined ? placed : placed.filter(({ place }) => comparePlaces(place, after, sort) > 0);
    const items = rest.sort((a, b) => comparePlaces(a.place, b.place, sort)).slice(0, limit).map(({ item }) => item);
    const position = this.checkpoint?.position ?? 0;
    return rest.length > limit ? { items, next: cursorAfter(items[limit - 1]!, sort), position } : { items, position };
  }

  private items(): ViewItem<object>[] {
    return [...this.texts.keys()].map((id) => this.get(id)).filter((item) => item !== undefined);
  }

  private textOf(id: string, doc: object): string {
    const text = JSON.stringify(doc);
    if (text.length > DOCUMENT_LENGTH_MAX) throw documentTooLarge(this.view, id, text.length, DOCUMENT_LENGTH_MAX);
    return text;
  }

  private isAmbiguous(fields: readonly string[]): boolean {
    const seen = new Set<string>();
    for (const { id, doc } of this.items()) {
      const values = fields.map((field) => valueAt(id, doc, field));
      if (values.includes(null)) continue;
      const key = JSON.stringify(values);
      if (seen.has(key)) return true;
      seen.add(key);
    }
    return false;
  }
}
