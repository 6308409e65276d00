import { invalid } from '@loyalty/kernel';
import { pageOf, type PageQuery } from '../http/page-query';

export interface PageOfItems<T> {
  readonly items: readonly T[];
  /** Left out on the last page. */
  readonly next?: string;
}

/** A page in the order of keys; `read` is asked for one more than the page holds, to know whether it is the last. */
export async function pageByKey<T extends { readonly key: string }>(query: PageQuery, read: (options: { afterKey?: string; limit: number }) => Promise<readonly T[]>): Promise<PageOfItems<T>> {
  const { limit, cursor } = pageOf(query);
  const found = await read({ limit: limit + 1, ...(cursor === undefined ? {} : { afterKey: keyIn(cursor) }) });
  return cut(found, limit, ({ key }) => `k${Buffer.from(key).toString('base64url')}`);
}

/** A page in the order of positions. */
export async function pageByPosition<T extends { readonly position: number }>(query: PageQuery, read: (options: { after: number; limit: number }) => Promise<readonly T[]>): Promise<PageOfItems<T>> {
  const { limit, cursor } = pageOf(query);
  return cut(await read({ limit: limit + 1, after: cursor === undefined ? 0 : positionIn(cursor) }), limit, ({ position }) => String(position));
}

function cut<T>(found: readonly T[], limit: number, cursorOf: (last: T) => string): PageOfItems<T> {
  const items = found.slice(0, limit);
  return found.length > limit ? { items, next: cursorOf(items.at(-1)!) } : { items };
}

function keyIn(cursor: string): string {
  if (!cursor.startsWith('k')) throw cursorInvalid();
  return Buffer.from(cursor.slice(1), 'base64url').toString('utf8');
}

function positionIn(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw cursorInvalid();
  return Number(cursor);
}

function cursorInvalid() {
  return invalid('cursor_invalid', 'A cursor is the `next` of the page before, of the same list');
}
