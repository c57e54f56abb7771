// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess_test

import (
	_ "embed"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

//go:embed testdata/guide.tf
var guide string

// TestGuide applies the whole guide, ten resources at a time, plans it again and destroys it. CI runs it with the race
// detector, which the suites of the resources do without.
func TestGuide(t *testing.T) {
	t.Parallel()
	env, dir := acctest.New(t), t.TempDir()
	write := func(s samples.Solution) string {
		path, err := s.WriteFile(dir)
		if err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(path)
	}
	config := env.ProviderConfig() + strings.NewReplacer(
		"BASE", write(samples.BaseIntegration("1.2.0.0")),
		"SALES", write(samples.SalesIntegration("1.3.0.0")),
		"DATAVERSE", env.Emulator().URL(),
	).Replace(guide)
	inprocess.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config},
			{Config: config, PlanOnly: true},
		},
	})
}
