// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestManyCustomers: the work for 20,000 customers, both ways, takes seconds and bounded memory. Waiting is not in it: the
// clock is moved on.
//
//nolint:paralleltest // it measures time and memory
func TestManyCustomers(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("20,000 customers, and the race detector makes each of them five times as slow")
	}
	const customers = 20000
	b := newBench(t)
	for n := range customers {
		b.bc(cronus, "customers", store.Row{"id": fmt.Sprintf("00000000-0000-4000-8000-%012d", n), "number": fmt.Sprintf("L%05d", n), "displayName": fmt.Sprintf("Customer %d", n)})
	}
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	b.review(sales)
	b.start(sales, run, "CURRENCY", "CUSTOMER")
	began := time.Now()
	b.pass(10 * time.Minute)
	took := time.Since(began)
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	t.Logf("%d customers in %v, %d MB of heap", customers, took, memory.HeapAlloc>>20)
	if took > 10*time.Second || memory.HeapAlloc > 1<<30 {
		t.Errorf("%v, %d MB", took, memory.HeapAlloc>>20)
	}
	if job := b.customerJobs()[toInt]; job[countInserted].(float64) < customers {
		t.Errorf("job: %v", job)
	}
}
