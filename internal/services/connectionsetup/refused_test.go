// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestEachRequestRefused makes, changes and removes both connection setups with each request refused in turn. Who
// cannot count couplings of units is told of all, and who cannot list the companies is not warned of one that was renamed. Who may
// not see the links of Sales connects nothing; one with a former name of the company stays, and the company's resource says so.
func TestEachRequestRefused(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	const advisory = `/(WhoAmI|automation/v2\.0/companies|api/v2\.0/companies|recordCouplings|fullSynchronizationLines) `
	r := acctest.Denials{Tolerated: advisory}
	f := arrange(t, r.Options()...)
	r.In(t, f.Env)
	r.Apply(f.both(nil, []string{`item_availability = true`}))
	r.Tolerated = advisory + `|/nav_connections `
	r.Warns = true
	r.Apply(f.both([]string{`proxy_version = 101`}, []string{`item_availability = true`, `unit_group_mapping = false`}))
	r.Warns = false
	r.Apply(f.prelude)
}
