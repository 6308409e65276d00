import type { StoredDocument } from '../view-store';

/**
 * The documents written last. Two generations: when the young one is full it becomes the old one, and what is used
 * again moves back; as good as counting every use, at a fraction of the work.
 */
export class DocumentCache {
  private young = new Map<string, StoredDocument>();
  private old = new Map<string, StoredDocument>();
  private readonly generation: number;

  constructor(documentsMax: number) {
    this.generation = Math.max(1, Math.floor(documentsMax / 2));
  }

  get(id: string): StoredDocument | undefined {
    const document = this.young.get(id);
    if (document !== undefined) return document;
    const aged = this.old.get(id);
    if (aged !== undefined) this.set(id, aged);
    return aged;
  }

  set(id: string, document: StoredDocument): void {
    if (this.young.size >= this.generation && !this.young.has(id)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(id, document);
  }

  /** What another writer may have changed is read again. */
  drop(id: string): void {
    this.young.delete(id);
    this.old.delete(id);
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
