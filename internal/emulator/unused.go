// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net"
	"net/http"
	"sync"
)

// unused holds connections that have carried no request yet. HTTP clients open them in reserve, and http.Server.Shutdown
// waits five seconds for a request on each.
type unused struct {
	mu          sync.Mutex
	connections map[net.Conn]struct{}
}

// watch is the server's ConnState hook.
func (u *unused) watch(connection net.Conn, state http.ConnState) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if state != http.StateNew {
		delete(u.connections, connection)
		return
	}
	if u.connections == nil {
		u.connections = map[net.Conn]struct{}{}
	}
	u.connections[connection] = struct{}{}
}

// drop closes them. Nobody has been promised an answer on one, so that errors do not matter.
func (u *unused) drop() {
	u.mu.Lock()
	defer u.mu.Unlock()
	for connection := range u.connections {
		_ = connection.Close()
	}
}
