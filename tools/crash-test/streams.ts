import { canonicalJson } from '@loyalty/kernel';
import { idPartsOf, type CommandOutcome, type EventStore, type Ledger, type RecordedEvent } from '@loyalty/ledger';
import { accountStream, evolve, NO_ACCOUNT, type AccountState } from '@loyalty/points';
import { eventsOf, type Ask } from './asks';

const PAGE = 5_000;

/** Commands of which a part is there: an outcome without its events, events without an outcome, or some of the events. */
export async function halfCommits(store: EventStore, asked: readonly Ask[]): Promise<string[]> {
  const events = Map.groupBy(await wholeLog(store), ({ command }) => command);
  const outcomes = await store.outcomes(asked.map(({ id }) => id));
  return asked.flatMap((ask, i) => partOf(ask, outcomes[i], events.get(ask.id) ?? []));
}

function partOf(ask: Ask, outcome: CommandOutcome | undefined, events: readonly RecordedEvent[]): string[] {
  const name = `${ask.kind} ${ask.id}`;
  if (outcome?.status !== 'applied') return events.length === 0 ? [] : [`${name} has ${events.length} events and no outcome that says so`];
  // A wallet that is defined again is listed already.
  const whole = events.length === eventsOf(ask) || (ask.kind === 'wallet' && events.length === 1);
  if (!whole) return [`${name} has ${events.length} of ${eventsOf(ask)} events`];
  return outcome.position === events.at(-1)!.position ? [] : [`${name} ended at ${outcome.position}, its events at ${events.at(-1)!.position}`];
}

/**
 * Read as a stream, every stream has the events that the log has of it (the index was being moved); and an account as
 * the ledger knows it, from a snapshot or not, is the one folded from nothing (invariant 7).
 */
export async function streamsThatDiffer(ledger: Ledger): Promise<string[]> {
  const { store } = ledger;
  const found: string[] = [];
  for (const [stream, events] of Map.groupBy(await wholeLog(store), (event) => event.stream)) {
    const read = await store.readStream(stream, { after: 0, limit: events.length + 1 });
    if (canonicalJson(read) !== canonicalJson(events)) found.push(`${stream} has ${events.length} events in the log, its index leads to others (${read.length})`);
    const [wallet = '', memberId = ''] = idPartsOf(stream);
    if (!stream.startsWith('pointsAccount-')) continue;
    const { state } = await ledger.peek(accountStream({ wallet, memberId }));
    const folded = events.reduce<AccountState>((before, event) => evolve(before, event as never), NO_ACCOUNT);
    if (canonicalJson(state) !== canonicalJson(folded)) found.push(`${stream} is not what its events come to`);
  }
  return found;
}

async function wholeLog(store: EventStore): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (;;) {
    const { events } = await store.readAll({ after: all.length, limit: PAGE });
    all.push(...events);
    if (events.length < PAGE) return all;
  }
}
