package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the driver that FerretDB uses
)

// FerretDB 1.24 asks for a document with `sjson->'$._id' = ?` but its index is on `sjson->"_id"`, which SQLite does not
// recognise as the same: every look-up by id reads the whole table. An index on the expression that is asked for mends it.
type idIndex struct {
	folder string
	mutex  sync.Mutex
	done   map[string]bool
}

const (
	tables = `SELECT table_name FROM _ferretdb_collections`
	create = `CREATE INDEX IF NOT EXISTS "%[1]s__asked_id" ON "%[1]s" (_ferretdb_sjson->'$._id')`
)

// Makes the index for every collection of the database, the first time that this collection is written to.
func (index *idIndex) ensure(database, collection string) error {
	index.mutex.Lock()
	defer index.mutex.Unlock()
	key := database + "." + collection
	file := filepath.Join(index.folder, database+".sqlite")
	if index.done[key] {
		return nil
	}
	if _, err := os.Stat(file); err != nil {
		return nil
	}
	if err := createIn(file); err != nil {
		return err
	}
	index.done[key] = true
	return nil
}

// A collection that is made anew needs its index anew.
func (index *idIndex) forget() {
	index.mutex.Lock()
	defer index.mutex.Unlock()
	clear(index.done)
}

func createIn(file string) error {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer db.Close()
	names, err := tableNames(db)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := db.Exec(fmt.Sprintf(create, name)); err != nil {
			return err
		}
	}
	return nil
}

func tableNames(db *sql.DB) ([]string, error) {
	rows, err := db.Query(tables)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
