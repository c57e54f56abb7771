// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import "sync"

// Handover is what the deletion of an object leaves for the creation that follows when the same apply replaces it.
// Terraform runs both in one provider process but hands nothing from one to the other.
type Handover[V any] struct {
	// Name says what is handed over. Handovers of the same name and type share their values.
	Name string
}

// Leave puts value where a creation takes it by key.
func (h Handover[V]) Leave(clients *Clients, key string, value V) {
	clients.handovers.values.Store(handoverKey[V]{h.Name, key}, value)
}

// Take returns what a deletion left under key. It can be taken once.
func (h Handover[V]) Take(clients *Clients, key string) (value V, ok bool) {
	left, ok := clients.handovers.values.LoadAndDelete(handoverKey[V]{h.Name, key})
	if ok {
		value, ok = left.(V)
	}
	return value, ok
}

type handoverKey[V any] struct{ name, key string }

type handovers struct{ values sync.Map }
