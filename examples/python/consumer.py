"""Keeps a stock journal and a points journal from the ledger's events, each event once, whatever Kafka repeats.

python3 consumer.py --brokers 127.0.0.1:9092 --db journal.db --group erp [--once]
"""
import argparse
import json
import signal
import sqlite3
import sys

from kafka import KafkaConsumer
from kafka.structs import OffsetAndMetadata

TOPICS = ["loyalty.commerce.events.v1", "loyalty.points.events.v1"]

TABLES = """
  CREATE TABLE IF NOT EXISTS key (source TEXT, subject TEXT, revision INTEGER NOT NULL, gap_at INTEGER, PRIMARY KEY (source, subject));
  CREATE TABLE IF NOT EXISTS event (source TEXT, id TEXT, type TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (source, id));
  CREATE TABLE IF NOT EXISTS stock (source TEXT, id TEXT, shop TEXT NOT NULL, sku TEXT NOT NULL, order_id TEXT, sold INTEGER NOT NULL, counted INTEGER);
  CREATE TABLE IF NOT EXISTS points (source TEXT, id TEXT, wallet TEXT NOT NULL, member TEXT NOT NULL, account TEXT NOT NULL, points INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS stock_order ON stock (shop, order_id);
"""


class Journal:
    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(TABLES)
        self.counts = {"applied": 0, "duplicate": 0, "gap": 0}

    def take(self, event):
        """One event, its lines and its key's revision in one transaction: a crash leaves all of it or nothing."""
        source, subject, revision = event["source"], event["subject"], int(event["revision"])
        self.db.execute("BEGIN IMMEDIATE")
        try:
            row = self.db.execute("SELECT revision FROM key WHERE source = ? AND subject = ?", (source, subject)).fetchone()
            last = row[0] if row else 0
            if revision <= last:
                self.counts["duplicate"] += 1
            elif revision > last + 1:
                self.counts["gap"] += 1
                print(f"gap: {subject} goes from revision {last} to {revision}; the key stands still until {last + 1} comes", file=sys.stderr)
                self.db.execute("INSERT INTO key VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET gap_at = coalesce(gap_at, excluded.gap_at)", (source, subject, last, revision))
            else:
                self.counts["applied"] += 1
                self.db.execute("INSERT INTO event VALUES (?, ?, ?, ?)", (source, event["id"], event["type"], event["time"]))
                self.db.execute("INSERT INTO key VALUES (?, ?, ?, NULL) ON CONFLICT DO UPDATE SET revision = excluded.revision, gap_at = NULL", (source, subject, revision))
                self.write(event)
            self.db.execute("COMMIT")
        except BaseException:
            self.db.execute("ROLLBACK")
            raise

    def write(self, event):
        kind, data = event["type"], event["data"]
        if kind == "stock.changed.v1":
            self.stock(event, data["shop"], data["sku"], None, 0, data["availableQuantity"])
        elif kind == "order.paid.v1":
            order = data["order"]
            for line in order["lines"]:
                self.stock(event, order["shop"], line["sku"], order["orderId"], line["quantity"], None)
        elif kind == "order.refunded.v1":
            order = data["order"]
            for line in data["lines"]:
                if line["quantity"] > 0:
                    self.stock(event, order["shop"], line["line"]["sku"], order["orderId"], -line["quantity"], None)
        elif kind == "order.cancelled.v1":
            # Whatever of it was sold and did not come back yet.
            shop, order_id = data["order"]["shop"], data["order"]["orderId"]
            left = self.db.execute("SELECT sku, sum(sold) FROM stock WHERE shop = ? AND order_id = ? GROUP BY sku HAVING sum(sold) <> 0", (shop, order_id)).fetchall()
            for sku, sold in left:
                self.stock(event, shop, sku, order_id, -sold, None)
        else:
            # Every event of an account says how it changed the books; the moves of one event add up to zero.
            for account, points in data.get("postings", {}).items():
                self.db.execute("INSERT INTO points VALUES (?, ?, ?, ?, ?, ?)", (event["source"], event["id"], data["wallet"], data["memberId"], account, points))

    def stock(self, event, shop, sku, order_id, sold, counted):
        self.db.execute("INSERT INTO stock VALUES (?, ?, ?, ?, ?, ?, ?)", (event["source"], event["id"], shop, sku, order_id, sold, counted))

    def totals(self):
        def rows(sql):
            return [list(row) for row in self.db.execute(sql)]

        return {
            **self.counts,
            "events": rows("SELECT count(*) FROM event")[0][0],
            "sold": rows("SELECT shop, sku, sum(sold) FROM stock GROUP BY shop, sku ORDER BY shop, sku"),
            "counted": rows("SELECT shop, sku, counted FROM stock WHERE rowid IN (SELECT max(rowid) FROM stock WHERE counted IS NOT NULL GROUP BY shop, sku) ORDER BY shop, sku"),
            "points": rows("SELECT wallet, account, sum(points) FROM points GROUP BY wallet, account ORDER BY wallet, account"),
            "stopped": rows("SELECT subject, revision, gap_at FROM key WHERE gap_at IS NOT NULL ORDER BY subject"),
        }


def event_of(record):
    """Only what is used is looked at: headers and members that are not known are to be ignored."""
    attributes = {name[3:]: value.decode() for name, value in record.headers if name.startswith("ce_")}
    return {**attributes, "data": json.loads(record.value)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--brokers", default="127.0.0.1:9092")
    parser.add_argument("--db", default="journal.db")
    parser.add_argument("--group", default="erp-journal")
    parser.add_argument("--once", action="store_true", help="end at what lies in the topics now")
    options = parser.parse_args()
    journal = Journal(options.db)
    consumer = KafkaConsumer(*TOPICS, bootstrap_servers=options.brokers.split(","), group_id=options.group, enable_auto_commit=False, auto_offset_reset="earliest")
    running = True

    def stop(*_):
        nonlocal running
        running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    ends = None
    while running:
        for partition, records in consumer.poll(timeout_ms=500).items():
            for record in records:
                journal.take(event_of(record))
            # The offset is committed after the journal: what a crash leaves between the two comes again, and is known.
            consumer.commit({partition: OffsetAndMetadata(records[-1].offset + 1, "", -1)})
        if options.once and consumer.assignment():
            ends = ends or consumer.end_offsets(consumer.assignment())
            running = not all(consumer.position(partition) >= end for partition, end in ends.items())
    consumer.close()
    print(json.dumps(journal.totals()))


main()
