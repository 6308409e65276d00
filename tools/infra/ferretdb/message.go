package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// What the turnstile must know of a message (mongodb.com/docs/manual/reference/mongodb-wire-protocol).
const (
	headerLength     = 16
	messageLengthMax = 48_000_000
	opMsg            = 2013
	moreToCome       = 1 << 1
	stringType       = 0x02
)

// Who asks for what: the name of the command, which is the first field of the first section; the collection, its value;
// the database, which stands in a field of its own.
type command struct {
	name, collection, database string
	// Whether the client waits for an answer.
	answered bool
}

func commandOf(message []byte) command {
	body := message[headerLength:]
	asked := command{answered: true}
	if binary.LittleEndian.Uint32(message[12:]) != opMsg || len(body) < 10 {
		return asked
	}
	asked.answered = binary.LittleEndian.Uint32(body)&moreToCome == 0
	// Flags, the section's kind, the document's length, the type of its first field.
	kind, valueType, field := body[4], body[9], body[10:]
	end := bytes.IndexByte(field, 0)
	if kind != 0 || end < 0 {
		return asked
	}
	asked.name = string(field[:end])
	if valueType == stringType {
		asked.collection = stringAt(field[end+1:])
	}
	if at := bytes.Index(body, []byte("\x02$db\x00")); at >= 0 {
		asked.database = stringAt(body[at+5:])
	}
	return asked
}

// A BSON string: its length with the closing zero, then its bytes.
func stringAt(value []byte) string {
	if len(value) < 5 {
		return ""
	}
	length := int(binary.LittleEndian.Uint32(value))
	if length < 1 || 4+length > len(value) {
		return ""
	}
	return string(value[4 : 4+length-1])
}

// Overwrites the 32-bit value of a field, if the message has the field.
func setInt32(message []byte, field string, value uint32) {
	name := []byte("\x10" + field + "\x00")
	if at := bytes.Index(message, name); at >= 0 && at+len(name)+4 <= len(message) {
		binary.LittleEndian.PutUint32(message[at+len(name):], value)
	}
}

func readMessage(from io.Reader) ([]byte, error) {
	length := make([]byte, 4)
	if _, err := io.ReadFull(from, length); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(length)
	if size < headerLength || size > messageLengthMax {
		return nil, errors.New("not a message of the MongoDB protocol")
	}
	message := make([]byte, size)
	copy(message, length)
	_, err := io.ReadFull(from, message[4:])
	return message, err
}
