// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestJobsOfADisabledIntegrationUserFail: Dataverse refuses the caller (0x80040225), and the job reports it.
func TestJobsOfADisabledIntegrationUserFail(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	b.review(sales)
	setup := b.row(cronus, setDataverseSetup, func(store.Row) bool { return true })
	user := b.world.Store.Table(store.Dataverse, setUsers).By("internalemailaddress", setup.String("userName"))[0]
	b.set(setUsers, user.String("systemuserid"), store.Row{"isdisabled": true})
	b.start(sales, run, "CURRENCY")
	b.pass(5 * time.Second)
	if l := b.lines()["CURRENCY"]; l["jobQueueEntryStatus"] != "Error" {
		t.Errorf("the line is %v", l["jobQueueEntryStatus"])
	}
	if got := b.errorsSeen(); !strings.Contains(got, "The user with SystemUserId="+user.String("systemuserid")+" in OrganizationContext=") || !strings.HasSuffix(got, " is disabled") {
		t.Errorf("errors: %s", got)
	}
}
