import type { Connection } from '../connection/connection';
import type { Stored } from '../connection/stored';
import { filterFor } from '../log/streams';

const RECORDS_AT_ONCE = 4_096;

/** Events and commits after a place, in the order of the log, as they are stored; ends at the end of the log. */
export async function* storedRecords(connection: Connection, after: string | undefined): AsyncGenerator<Stored> {
  for (let place = after; ;) {
    let found = 0;
    let begins = place;
    for await (const stored of connection.readLog(place, filterFor(undefined), RECORDS_AT_ONCE)) {
      found += 1;
      // KurrentDB reads from a place on, and the record there was had before.
      if (stored.place === begins) begins = undefined;
      else yield stored;
      place = stored.place;
    }
    if (found < RECORDS_AT_ONCE) return;
  }
}
