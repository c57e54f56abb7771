// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestLinesThatCoupleNeverCarryTheirJob follows Start of BCApps CRMFullSynchReviewLine: the job of a line that
// couples belongs to a clone of the mapping. The line shows no job or that of the preceding line, and gets its
// status by the mapping's name.
func TestLinesThatCoupleNeverCarryTheirJob(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	b.must(action(cronus, setSalesSetup, id, "generateFullSynchronizationReview"))
	line := func(name string) store.Row {
		return b.row(cronus, setLines, func(r store.Row) bool { return r.String("name") == name })
	}
	// ITEM UOM has its own job, PAYMENT TERMS couples; neither waits for another line.
	first, couples := line("CURRENCY"), line("PAYMENT TERMS")
	b.put(cronus, setLines, first.String(columnID), store.Row{"recommendation": fullSynchronization})
	b.put(cronus, setLines, couples.String(columnID), store.Row{"recommendation": coupleRecords})
	start := action(cronus, setSalesSetup, id, "startFullSynchronization")
	start.body = `{"runId":"` + fabrikam + `","mappingNames":"CURRENCY,PAYMENT TERMS"}`
	b.must(start)

	first, couples = line("CURRENCY"), line("PAYMENT TERMS")
	if couples.String(columnLineJob) != first.String(columnLineJob) || couples.String(columnLineStatus) != jobReady {
		t.Fatalf("started: %v carries the job of the line before, %v", couples, first)
	}
	own := b.row(cronus, setJobQueue, func(r store.Row) bool { return r.Int("objectIdToRun") == codeunitCoupling })
	b.world.Store.Table(store.CompanyScope(cronus), setJobQueue).Delete(b.row(cronus, setJobQueue, func(r store.Row) bool {
		return r.Equal("jobQueueEntryId", first.String(columnLineJob))
	}).String(columnID))
	b.pass(600 * time.Millisecond)
	if got := line("PAYMENT TERMS"); got.String(columnLineStatus) != jobError || got.String(columnToStatus) != jobInProcess {
		t.Errorf("while its job works, after the job that it carries has gone: %v", got)
	}
	b.pass(30 * time.Second)
	if got := line("PAYMENT TERMS"); got.String(columnLineStatus) != jobFinished || got.String(columnToStatus) != "Success" || got.Equal(columnLineJob, own.String("jobQueueEntryId")) {
		t.Errorf("after its job: %v", got)
	}
}

// TestLineWithoutAJobBeforeIt couples without any job id, and gets its status nevertheless.
func TestLineWithoutAJobBeforeIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	b.must(action(cronus, setSalesSetup, id, "generateFullSynchronizationReview"))
	terms := func() store.Row {
		return b.row(cronus, setLines, func(r store.Row) bool { return r.String("name") == "PAYMENT TERMS" })
	}
	b.put(cronus, setLines, terms().String(columnID), store.Row{"recommendation": coupleRecords})
	start := action(cronus, setSalesSetup, id, "startFullSynchronization")
	start.body = `{"runId":"` + fabrikam + `","mappingNames":"PAYMENT TERMS"}`
	b.must(start)
	for _, step := range []struct {
		pass time.Duration
		want string
	}{{0, jobReady}, {600 * time.Millisecond, jobInProcess}, {30 * time.Second, jobFinished}} {
		b.pass(step.pass)
		if got := terms(); got.String(columnLineStatus) != step.want || got.String(columnLineJob) != emptyGUID {
			t.Errorf("after %v: %v", step.pass, got)
		}
	}
}
