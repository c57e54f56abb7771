// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license_test

import (
	"maps"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestLicenseOfTwoStates manages one license in two states. The one that found it leaves it to the other, and says so. The one
// that assigned it takes it away, because nothing shows the other: then the plan of the other assigns it again.
func TestLicenseOfTwoStates(t *testing.T) {
	t.Parallel()
	for name, makerFirst := range map[string]bool{"the finder is destroyed first": false, "the maker is destroyed first": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := newEnv(t)
			c := config(env, text("user_id", annName), text("sku_id", office))
			maker, finder := newState(t, env, c), newState(t, env, c)
			maker.carryOut(false)
			finder.carryOut(false)
			expect := func(want ...string) {
				t.Helper()
				if err := licensed(env, ann, want...)(nil); err != nil {
					t.Error(err)
				}
			}
			expect(office)
			if makerFirst {
				maker.carryOut(true)
				expect()
				finder.carryOut(false)
				expect(office)
				finder.carryOut(true) // now it made the license itself
				expect()
				return
			}
			finder.carryOut(true)
			expect(office)
			if said := finder.warnings.In("apply"); said == "" {
				t.Error("the destruction does not say that the license stays")
			}
			maker.carryOut(true)
			expect()
		})
	}
}

// state is a state of its own over the same tenant.
type state struct {
	t        *testing.T
	config   string
	w        *inprocess.Workspace
	warnings *acctest.Warnings
}

func newState(t *testing.T, env *acctest.Env, config string) state {
	t.Helper()
	factories, warnings := env.Warnings()
	own := map[string]inprocess.Factory{}
	maps.Copy(own, factories)
	return state{t, config, inprocess.NewWorkspace(own), warnings}
}

func (s state) carryOut(destroy bool) {
	s.t.Helper()
	plan, err := s.w.Plan(s.t.Context(), s.config, inprocess.Mode{Destroy: destroy})
	if err == nil {
		err = s.w.Apply(s.t.Context(), plan)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}
