package main

import (
	"context"
	"log/slog"
	"net"
	"sync"
)

// FerretDB 1.24 reads a document, changes it and writes it back without a transaction, so that of two writers at once
// the later one may win with what it read before the other. MongoDB changes a document in one step. The turnstile
// stands in front and lets one writing command through at a time; everything else passes freely.
type turnstile struct {
	inner   string
	ids     *idIndex
	writing sync.Mutex
}

// FerretDB holds one of its 100 connections to SQLite for each update of a command until the command ends, and waits for
// ever when they are used up. Clients divide their batches by what the server says of itself.
const batchMax = 50

var writes = map[string]bool{
	"insert": true, "update": true, "delete": true, "findAndModify": true, "create": true, "createIndexes": true,
	"dropIndexes": true, "drop": true, "dropDatabase": true,
}

func listen(stopping context.Context, address string, gate *turnstile) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go func() {
		<-stopping.Done()
		listener.Close()
	}()
	for {
		client, err := listener.Accept()
		if err != nil {
			if stopping.Err() != nil {
				return nil
			}
			return err
		}
		go gate.pass(client)
	}
}

// One connection: request, answer, request, answer.
func (gate *turnstile) pass(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", gate.inner)
	if err != nil {
		return
	}
	defer server.Close()
	for {
		request, err := readMessage(client)
		if err != nil {
			return
		}
		answer, err := gate.ask(server, request)
		if err != nil {
			return
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}

func (gate *turnstile) ask(server net.Conn, request []byte) ([]byte, error) {
	asked := commandOf(request)
	if writes[asked.name] {
		gate.writing.Lock()
		defer gate.writing.Unlock()
	}
	if _, err := server.Write(request); err != nil || !asked.answered {
		return nil, err
	}
	answer, err := readMessage(server)
	if err != nil {
		return nil, err
	}
	switch asked.name {
	case "insert", "update", "create", "createIndexes":
		if err := gate.ids.ensure(asked.database, asked.collection); err != nil {
			slog.Warn("without an index on _id", "collection", asked.collection, "error", err)
		}
	case "drop", "dropDatabase":
		gate.ids.forget()
	case "hello", "isMaster", "ismaster", "":
		setInt32(answer, "maxWriteBatchSize", batchMax)
	}
	return answer, nil
}
