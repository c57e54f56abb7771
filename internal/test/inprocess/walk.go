// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"sync"
)

// parallelism is how many requests Terraform makes at a time unless told otherwise.
const parallelism = 10

// node is something to do after others.
type node struct {
	after []string
	do    func() bool // reports whether those that wait may go on
}

// walk does all nodes, each after those that it waits for and side by side with the rest. A node that waits for one that
// failed is left out; one that waits for a name that is no node does not wait for it.
func walk(nodes map[string]node) {
	type outcome struct {
		done chan struct{}
		ok   bool
	}
	outcomes := map[string]*outcome{}
	for name := range nodes {
		outcomes[name] = &outcome{done: make(chan struct{})}
	}
	var group sync.WaitGroup
	for name, one := range nodes {
		group.Go(func() {
			own := outcomes[name]
			defer close(own.done)
			for _, before := range one.after {
				waited, known := outcomes[before]
				if !known || before == name {
					continue
				}
				<-waited.done
				if !waited.ok {
					return
				}
			}
			own.ok = one.do()
		})
	}
	group.Wait()
}

// cycle returns the name of a node that waits for itself, or nothing.
func cycle(nodes map[string]node) string {
	const entered, left = 1, 2
	marks := map[string]int{}
	var visit func(name string) string
	visit = func(name string) string {
		switch marks[name] {
		case entered:
			return name
		case left:
			return ""
		}
		marks[name] = entered
		for _, before := range nodes[name].after {
			if _, known := nodes[before]; known && before != name {
				if found := visit(before); found != "" {
					return found
				}
			}
		}
		marks[name] = left
		return ""
	}
	for name := range nodes {
		if found := visit(name); found != "" {
			return found
		}
	}
	return ""
}
