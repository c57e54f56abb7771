// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension_test

import (
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestInterruptedBeforeDeployment ends the apply before anything was sent: an extension that was there is not taken for
// one of this resource.
func TestInterruptedBeforeDeployment(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	one := hello(t, "1.0.0.0")
	extensions := acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: "/extensions", Action: "delay", Delay: "2s"}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             has(env, helloID, "1.0.0.0"),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Insert(set("extensions"), acctest.Row{
						"id": helloID, "displayName": "Hello", "publisher": "Contoso", "isInstalled": true,
						"versionMajor": 1, "versionMinor": 0, "versionBuild": 0, "versionRevision": 0,
					})
					env.Faults(extensions)
				},
				Config:      config(env, one, uninstall+"\ntimeouts = { create = \"1s\" }"),
				ExpectError: words("create the extension"),
			},
			{
				PreConfig:        func() { env.Faults() },
				Config:           config(env, one, uninstall),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			},
		},
	})
}
