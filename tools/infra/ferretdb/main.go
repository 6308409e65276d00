// A MongoDB-protocol server for tests and for a machine without Docker: FerretDB with its SQLite handler, one folder.
// Usage: ferretdb <address> <folder>
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: ferretdb <address> <folder>")
		os.Exit(2)
	}
	if err := serve(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(address, folder string) error {
	stopping, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	database, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:   slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:  "sqlite",
		// What was answered survives a kill of the process, not a power cut: good enough for a stand-in.
		SQLiteURL: "file:" + folder + "/?_pragma=synchronous(normal)",
	})
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- database.Run(stopping) }()

	// Known once it listens.
	inner, err := url.Parse(database.MongoDBURI())
	if err != nil {
		return err
	}
	gate := &turnstile{inner: inner.Host, ids: &idIndex{folder: folder, done: map[string]bool{}}}
	if err := listen(stopping, address, gate); err != nil {
		return err
	}
	return <-ended
}
