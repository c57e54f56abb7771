// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestEachRequestRefused installs, upgrades and uninstalls a solution with each request refused in turn. A caller who may not
// read roles may still install: the service decides.
func TestEachRequestRefused(t *testing.T) {
	t.Parallel()
	r := acctest.Denials{Tolerated: `/(WhoAmI|systemusers\(|RetrieveAadUserRoles\()`, Polled: `/(asyncoperations|importjobs)\(`}
	env := acctest.New(t, append(r.Options(), acctest.WithSpeed(1000))...)
	r.In(t, env)
	r.Apply(config(env, file(pack(t, samples.BaseIntegration("1.0.0.0"))), `deletion_policy = "uninstall"`))
	r.Apply(config(env, file(pack(t, samples.BaseIntegration("2.0.0.0"))), `deletion_policy = "uninstall"`))
	r.Warns = true // Destroy says what it uninstalls.
	r.Apply(env.ProviderConfig())
}
