// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestEachRequestRefused runs and forgets a first synchronization with each request refused in turn. What is
// only read beforehand, and the ownership model, may stay unknown.
func TestEachRequestRefused(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	r := acctest.Denials{Tolerated: `/(v2\.0/companies|dataverseConnectionSetups) `, Polled: `/(salesConnectionSetups|fullSynchronizationLines|synchronizationJobs|jobQueueEntries)$`}
	f := newFixture(t, "Team", r.Options()...)
	f.populate()
	r.In(t, f.Env)
	r.Apply(f.config(`match_fields = { CUSTOMER = ["Name"] }`, `create_unmatched = ["CUSTOMER"]`))
	r.Apply(f.config(`match_fields = { CUSTOMER = ["E-Mail"] }`, `create_unmatched = ["CUSTOMER"]`))
	r.Warns = true // of the records that the run made
	r.Apply(f.ProviderConfig() + `
data "bcsales_synchronization_jobs" "this" {
  company_id = "` + cronus + `"
}

data "bcsales_synchronization_errors" "this" {
  company_id = "` + cronus + `"
}
`)
}
