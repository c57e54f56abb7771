// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// BenchmarkCouplings measures writes and the bulk read in a company with 20,000 couplings.
func BenchmarkCouplings(b *testing.B) {
	bench := newBench(&testing.T{})
	id := func(kind, n int) string { return fmt.Sprintf("%08d-0000-4000-8000-%012d", kind, n) }
	for n := range 20000 {
		bench.bc(cronus, setSalespeople, store.Row{"id": id(1, n), "code": fmt.Sprintf("S%05d", n)})
		bench.bc(cronus, setCouplings, store.Row{"id": id(2, n), "tableId": int64(13), "recordId": id(1, n), "dataverseId": id(3, n), "lastSynchResult": " "})
	}
	b.Run("write", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			bench.bc(cronus, setSalespeople, store.Row{"id": id(4, n), "code": fmt.Sprintf("N%05d", n)})
			bench.must(couple(13, id(4, n), id(5, n)))
		}
	})
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			bench.must(request{method: http.MethodGet, path: in(cronus, setCouplings)})
		}
	})
}
