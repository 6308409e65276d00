import type { CommerceEvent } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/ledger';

type Recorded<Event> = Event extends CommerceEvent ? Omit<RecordedEvent, 'type' | 'data' | 'effectiveAt'> & Event : never;

/** An event of commerce's categories as what it is: its type tells its data. */
export function asCommerceEvent(event: RecordedEvent): Recorded<CommerceEvent> {
  return event as Recorded<CommerceEvent>;
}
