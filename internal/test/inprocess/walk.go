// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"sync"
)

// parallelism is Terraform's default number of concurrent requests.
const parallelism = 10

// node is a step that runs after others.
type node struct {
	after []string
	do    func() bool // reports whether those that wait may continue
}

// walk runs all nodes, each after those that it waits for and in parallel with the rest. It skips a node if one
// that it waits for failed; a name that no node has is not waited for.
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

// cycle returns the name of a node that waits for itself, or "".
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
