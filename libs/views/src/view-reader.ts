import { viewUnknown } from './errors';
import type { Found, Got, Query } from './query/query';
import type { ViewRef } from './view-ref';
import type { ViewStore } from './view-store';

/** A view as queries see it: always the live build, whichever that is at the moment. */
export class ViewReader<Doc extends object> {
  constructor(private readonly views: ViewStore, readonly name: string) {}

  async get(id: string): Promise<Got<Doc>> {
    return this.views.get<Doc>(await this.live(), id);
  }

  /** Throws `query_invalid`, `field_invalid`, `cursor_invalid`. A cursor stays good when another build goes live. */
  async find(query: Query): Promise<Found<Doc>> {
    return this.views.find<Doc>(await this.live(), query);
  }

  /**
   * For a caller who must see what it has just caused. Answers the position reached; throws `view_behind` (retryable)
   * when the deadline aborts first.
   */
  async waitFor(position: number, deadline: AbortSignal): Promise<number> {
    return this.views.waitFor(await this.live(), position, deadline);
  }

  private async live(): Promise<ViewRef> {
    const pointer = await this.views.live(this.name);
    if (pointer === undefined) throw viewUnknown(this.name);
    return pointer.live;
  }
}
