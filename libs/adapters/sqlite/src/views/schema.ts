/** Written into the file's header, so that another kind of database is not taken for views ("LYVW"). */
export const VIEWS_APPLICATION_ID = 0x4c59_5657;
/** Raised by one with every change of the tables below. */
export const VIEWS_FORMAT_VERSION = 1;

/**
 * What stands beside the collections. A collection is a table of its own, `<name>__v<version>`; none of these names has
 * a double underscore.
 */
export const VIEWS_SCHEMA = `
CREATE TABLE view_builds (collection TEXT PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, build INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE view_checkpoints (collection TEXT PRIMARY KEY, position INTEGER NOT NULL, log_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE view_live (name TEXT PRIMARY KEY, live TEXT NOT NULL, previous TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE consumer_checkpoints (consumer TEXT PRIMARY KEY, position INTEGER NOT NULL, log_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE parked_keys (consumer TEXT NOT NULL, key TEXT NOT NULL, error TEXT NOT NULL, attempts INTEGER NOT NULL, parked_at TEXT NOT NULL, PRIMARY KEY (consumer, key)) STRICT, WITHOUT ROWID;
CREATE TABLE parked_events (consumer TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (consumer, key, position)) STRICT, WITHOUT ROWID;
CREATE TABLE discarded_events (consumer TEXT NOT NULL, position INTEGER NOT NULL, key TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (consumer, position)) STRICT, WITHOUT ROWID;
`;
