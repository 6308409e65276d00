// Keeps a stock journal and a points journal from the ledger's events, each event once, whatever Kafka repeats.
// node consumer.ts --brokers 127.0.0.1:9092 --db journal.db --group erp [--once]
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';

const TOPICS = ['loyalty.commerce.events.v1', 'loyalty.points.events.v1'];

const TABLES = `
  CREATE TABLE IF NOT EXISTS key (source TEXT, subject TEXT, revision INTEGER NOT NULL, gap_at INTEGER, PRIMARY KEY (source, subject));
  CREATE TABLE IF NOT EXISTS event (source TEXT, id TEXT, type TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (source, id));
  CREATE TABLE IF NOT EXISTS stock (source TEXT, id TEXT, shop TEXT NOT NULL, sku TEXT NOT NULL, order_id TEXT, sold INTEGER NOT NULL, counted INTEGER);
  CREATE TABLE IF NOT EXISTS points (source TEXT, id TEXT, wallet TEXT NOT NULL, member TEXT NOT NULL, account TEXT NOT NULL, points INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS stock_order ON stock (shop, order_id);`;

interface Event {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly subject: string;
  readonly revision: number;
  // Only what is used is looked at: members that are not known are to be ignored.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the schemas are in docs/contracts
  readonly data: any;
}

const { values: options } = parseArgs({
  options: { brokers: { type: 'string', default: '127.0.0.1:9092' }, db: { type: 'string', default: 'journal.db' }, group: { type: 'string', default: 'erp-journal' }, once: { type: 'boolean', default: false } },
});
const db = new DatabaseSync(options.db);
db.exec(TABLES);
const counts = { applied: 0, duplicate: 0, gap: 0 };

/** One event, its lines and its key's revision in one transaction: a crash leaves all of it or nothing. */
function take(event: Event): void {
  const { source, id, type, time, subject, revision } = event;
  db.exec('BEGIN IMMEDIATE');
  try {
    const last = Number(db.prepare('SELECT revision FROM key WHERE source = ? AND subject = ?').get(source, subject)?.['revision'] ?? 0);
    if (revision <= last) counts.duplicate += 1;
    else if (revision > last + 1) {
      counts.gap += 1;
      console.error(`gap: ${subject} goes from revision ${last} to ${revision}; the key stands still until ${last + 1} comes`);
      db.prepare('INSERT INTO key VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET gap_at = coalesce(gap_at, excluded.gap_at)').run(source, subject, last, revision);
    } else {
      counts.applied += 1;
      db.prepare('INSERT INTO event VALUES (?, ?, ?, ?)').run(source, id, type, time);
      db.prepare('INSERT INTO key VALUES (?, ?, ?, NULL) ON CONFLICT DO UPDATE SET revision = excluded.revision, gap_at = NULL').run(source, subject, revision);
      write(event);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function write({ source, id, type, data }: Event): void {
  const stock = (shop: string, sku: string, orderId: string | null, sold: number, counted: number | null) => db.prepare('INSERT INTO stock VALUES (?, ?, ?, ?, ?, ?, ?)').run(source, id, shop, sku, orderId, sold, counted);
  switch (type) {
    case 'stock.changed.v1':
      stock(data.shop, data.sku, null, 0, data.availableQuantity);
      break;
    case 'order.paid.v1':
      for (const { sku, quantity } of data.order.lines) stock(data.order.shop, sku, data.order.orderId, quantity, null);
      break;
    case 'order.refunded.v1':
      for (const { line, quantity } of data.lines) if (quantity > 0) stock(data.order.shop, line.sku, data.order.orderId, -quantity, null);
      break;
    case 'order.cancelled.v1': {
      // Whatever of it was sold and did not come back yet.
      const { shop, orderId } = data.order;
      for (const { sku, sold } of db.prepare('SELECT sku, sum(sold) AS sold FROM stock WHERE shop = ? AND order_id = ? GROUP BY sku HAVING sum(sold) <> 0').all(shop, orderId)) stock(shop, String(sku), orderId, -Number(sold), null);
      break;
    }
    default:
      // Every event of an account says how it changed the books; the moves of one event add up to zero.
      for (const [account, points] of Object.entries<number>(data.postings ?? {})) {
        db.prepare('INSERT INTO points VALUES (?, ?, ?, ?, ?, ?)').run(source, id, data.wallet, data.memberId, account, points);
      }
  }
}

function eventOf({ headers = {}, value }: KafkaMessage): Event {
  const ce = (name: string) => String(headers[`ce_${name}`]);
  return { source: ce('source'), id: ce('id'), type: ce('type'), time: ce('time'), subject: ce('subject'), revision: Number(ce('revision')), data: JSON.parse(String(value)) };
}

function totals(): string {
  const all = (sql: string) => db.prepare(sql).all().map((row) => Object.values(row));
  return JSON.stringify({
    ...counts,
    events: Number(db.prepare('SELECT count(*) AS n FROM event').get()!['n']),
    sold: all('SELECT shop, sku, sum(sold) FROM stock GROUP BY shop, sku ORDER BY shop, sku'),
    counted: all('SELECT shop, sku, counted FROM stock WHERE rowid IN (SELECT max(rowid) FROM stock WHERE counted IS NOT NULL GROUP BY shop, sku) ORDER BY shop, sku'),
    points: all('SELECT wallet, account, sum(points) FROM points GROUP BY wallet, account ORDER BY wallet, account'),
    stopped: all('SELECT subject, revision, gap_at FROM key WHERE gap_at IS NOT NULL ORDER BY subject'),
  });
}

/** The partitions that hold records which the group has not taken, with where they end now. */
async function waiting(kafka: Kafka): Promise<Map<string, number>> {
  const admin = kafka.admin();
  await admin.connect();
  const taken = await admin.fetchOffsets({ groupId: options.group, topics: TOPICS });
  const ends = new Map<string, number>();
  for (const { topic, partitions } of taken) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      const from = Math.max(Number(low), Number(partitions.find((one) => one.partition === partition)?.offset ?? 0));
      if (from < Number(high)) ends.set(`${topic}/${partition}`, Number(high));
    }
  }
  await admin.disconnect();
  return ends;
}

async function main(): Promise<void> {
  const kafka = new Kafka({ clientId: 'erp-journal', brokers: options.brokers.split(','), logLevel: logLevel.ERROR });
  const ends = await waiting(kafka);
  const consumer = kafka.consumer({ groupId: options.group });
  const over = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    if (options.once && ends.size === 0) return resolve();
    void consumer.connect().then(async () => {
      await consumer.subscribe({ topics: TOPICS, fromBeginning: true });
      await consumer.run({
        // The offset is committed after the journal: what a crash leaves between the two comes again, and is known.
        eachMessage: async ({ topic, partition, message }) => {
          take(eventOf(message));
          if (Number(message.offset) + 1 >= (ends.get(`${topic}/${partition}`) ?? Infinity)) ends.delete(`${topic}/${partition}`);
          if (options.once && ends.size === 0) resolve();
        },
      });
    });
  });
  await over;
  await consumer.disconnect();
  console.log(totals());
  db.close();
}

void main();
