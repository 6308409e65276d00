import { assertLimit, type CommandOutcome, type Page, type ReadAllOptions, type RecordedEvent } from '@loyalty/ledger';
import { corrupt } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { inParallel } from './in-parallel';
import type { Marks } from './marks';
import { eventOf, PageBuilder } from './page-builder';
import { filterFor, outcomeStream } from './streams';

const OUTCOMES_AT_ONCE = 128;
/** Records in one request; beside events, a page takes the ends of commits. */
const RECORDS_MAX = 4_096;

/** Reads of what is durable. */
export class LogReader {
  constructor(private readonly connection: Connection, private readonly marks: Marks) {}

  /** Throws `event_undecodable` for a record that no ledger wrote. */
  async stream(stream: string, { after, limit }: { after: number; limit: number }): Promise<readonly RecordedEvent[]> {
    const found = await this.connection.readStream(stream, { from: after + 1, count: limit });
    return found.map((stored) => {
      const event = eventOf(stored);
      if (event === undefined) throw corrupt('event_undecodable', `${stream}@${stored.revision} is no event of a ledger`, { stream, revision: stored.revision });
      return event;
    });
  }

  async page({ after, limit, categories }: ReadAllOptions): Promise<Page> {
    assertLimit(limit);
    const mark = await this.marks.before(after, 'reader');
    const page = new PageBuilder(after, categories === undefined, (next) => this.marks.remember(next), after + limit);
    const count = Math.min(RECORDS_MAX, limit * 2 + 16);
    for (let place = mark?.place; ;) {
      let records = 0;
      for await (const stored of this.connection.readLog(place, filterFor(categories), count)) {
        records += 1;
        place = stored.place;
        page.take(stored);
        if (page.isFull) return page.page();
      }
      if (records < count) return page.page();
    }
  }

  async outcomes(commandIds: readonly string[]): Promise<readonly (CommandOutcome | undefined)[]> {
    return inParallel(commandIds, OUTCOMES_AT_ONCE, async (id) => {
      const [stored] = await this.connection.readStream(outcomeStream(id), { from: 1, count: 1 });
      return stored === undefined ? undefined : outcomeOf(stored.text);
    });
  }
}

function outcomeOf(text: string): CommandOutcome {
  const { commandId, fingerprint, recordedAt, position, status, answer } = JSON.parse(text) as CommandOutcome;
  return { commandId, fingerprint, recordedAt, position, status, answer };
}
