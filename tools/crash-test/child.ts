import { isDomainError, seededRandom, uuidSource } from '@loyalty/kernel';
import { Ledger, type EventStore } from '@loyalty/ledger';
import { SqliteEventStore } from '@loyalty/sqlite';
import { wallClock } from '../bench/clock';
import { armThreads } from './arm-threads';
import { nextAsk, opened, put, type Ask, type Openings } from './asks';
import { JournalWriter } from './journal';
import type { Orders } from './orders';
import { followViews } from '../bench/followed-views';
import { answeringEarly } from './write-behind-store';

const CALLERS = 24;
/** Few enough that an account soon has the events that a snapshot takes. */
const MEMBERS = 6;
/** So many events wait before they are moved into the index of streams, so that a move happens in every life. */
const GATHERED_MAX = 400;
/** Of 1,000 requests, repeats of an earlier one. */
const REPEATS_PERMILLE = 30;

/** The life of a child: open, ask and note until it dies. */
async function live(orders: Orders): Promise<void> {
  const random = seededRandom(orders.seed);
  const journal = new JournalWriter(orders.journal);
  armThreads(orders);
  const newId = uuidSource(wallClock, random);
  const sqlite = SqliteEventStore.open(orders.ledger, wallClock, { gatheredMax: GATHERED_MAX });
  const store: EventStore = orders.bite === 'early-answer' ? answeringEarly(sqlite, await sqlite.head()) : sqlite;
  const ledger = await Ledger.open(store, { clock: wallClock });
  if (orders.point === 'during_view_batch') await followViews(store, orders.views);
  const openings: Openings = { holds: [], awards: [], redemptions: [] };
  const past: Ask[] = [];

  const ask = async (one: Ask) => {
    journal.add({ asked: one });
    try {
      const { position, answer } = await put(ledger, one);
      journal.add({ answered: one.id, with: { position, answer } });
      opened(openings, one, answer);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      journal.add({ answered: one.id, with: { refused: error.code } });
    }
  };
  await ask({ id: newId(), kind: 'wallet' });
  const caller = async () => {
    for (;;) {
      // The early answer forgets what it has not written, so a repeat would be taken for new.
      const again = orders.bite === undefined && past.length > 0 && random.chance(REPEATS_PERMILLE);
      const one = again ? random.pick(past) : nextAsk(random, newId(), MEMBERS, openings);
      past.push(one);
      if (past.length > 500) past.shift();
      await ask(one);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

/** Loaded ahead of time, it waits for its orders; the parent's clock runs from when they are given. */
process.once('message', (orders: Orders) => {
  live(orders).catch((error: unknown) => {
    console.error(error);
    process.exit(3);
  });
});
// A parent that is gone needs no child.
process.once('disconnect', () => process.exit(4));
process.send?.('ready');
