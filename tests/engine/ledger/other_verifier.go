// Checks a journal with the code of others: golang.org/x/mod/sumdb/note and tlog.
// Reads one JSON object with the parts of a checkpoint and a proof from standard input; prints "ok" or why not.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type task struct {
	Key, Note, OldNote, Entry string
	Index                     int64
	Path                      []string
}

func open(text, key string) (int64, tlog.Hash, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}

func check(t task) error {
	size, root, err := open(t.Note, t.Key)
	if err != nil {
		return err
	}
	var path []tlog.Hash
	for _, step := range t.Path {
		hash, err := tlog.ParseHash(step)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	if t.OldNote != "" {
		oldSize, oldRoot, err := open(t.OldNote, t.Key)
		if err != nil {
			return err
		}
		return tlog.CheckTree(path, size, root, oldSize, oldRoot)
	}
	entry, err := base64.StdEncoding.DecodeString(t.Entry)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, size, root, t.Index, tlog.RecordHash(entry))
}

func main() {
	tasks := json.NewDecoder(os.Stdin)
	for tasks.More() {
		var t task
		if err := tasks.Decode(&t); err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
		if err := check(t); err != nil {
			fmt.Println("refused:", err)
		} else {
			fmt.Println("ok")
		}
	}
}
