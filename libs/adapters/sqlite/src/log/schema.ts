/** Written into the file's header, so that another kind of database is not taken for a ledger ("LYLG"). */
export const APPLICATION_ID = 0x4c59_4c47;
/** Raised by one with every change of the tables below; docs/file-format.md describes each version. */
export const FORMAT_VERSION = 3;

/** Tables of the log. `events.line` and `commits.root` are the truth; all else finds it again or can be made anew from it. */
export const SCHEMA = `
CREATE TABLE log (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE stream_names (hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (hash, number)) STRICT, WITHOUT ROWID;
CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, line TEXT NOT NULL, leaf BLOB NOT NULL) STRICT;
CREATE TABLE stream_events (stream INTEGER NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (stream, revision)) STRICT, WITHOUT ROWID;
CREATE TABLE commands (number INTEGER PRIMARY KEY, id TEXT NOT NULL, fingerprint TEXT NOT NULL, position INTEGER NOT NULL, recorded_at TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL) STRICT;
CREATE TABLE command_ids (hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (hash, number)) STRICT, WITHOUT ROWID;
CREATE TABLE commits (number INTEGER PRIMARY KEY, position INTEGER NOT NULL, recorded_at TEXT NOT NULL, root BLOB NOT NULL) STRICT;
CREATE TABLE nodes (level INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, place)) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (stream TEXT PRIMARY KEY, revision INTEGER NOT NULL, state_version INTEGER NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE writer (only INTEGER PRIMARY KEY CHECK (only = 1), epoch INTEGER NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL, since TEXT NOT NULL) STRICT;
`;
