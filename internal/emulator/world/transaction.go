// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package world

// Transaction is a point to which the world, its rows and scheduled work, can be rolled back.
type Transaction struct {
	world   *World
	mark    int
	pending []work
}

// Begin opens a transaction. Transactions nest; the outermost begins with an empty journal.
func (w *World) Begin() *Transaction {
	t := &Transaction{world: w}
	t.Commit()
	return t
}

// Commit keeps what has been done so far, whatever happens later.
func (t *Transaction) Commit() {
	t.mark = t.world.Store.Mark()
	t.pending = append([]work(nil), t.world.pending...)
}

// Rollback undoes everything since Begin or the last Commit.
func (t *Transaction) Rollback() {
	t.world.Store.Rollback(t.mark)
	t.world.pending = append([]work(nil), t.pending...)
}
