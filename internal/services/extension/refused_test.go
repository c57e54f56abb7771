// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestUnpublishRefused: an extension that somebody installs again while it is being destroyed stays, and destroy says so.
func TestUnpublishRefused(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	factories, warnings := env.Warnings()
	config := config(env, hello(t, "1.0.0.0"), uninstall)
	env.Before(http.MethodPost, `extensions\(.*unpublish$`, func() {
		env.Patch(set("extensions"), env.Find(set("extensions"), "id", helloID)["packageId"].(string), acctest.Row{"isInstalled": true})
	})
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: []resource.TestStep{{Config: config}}})
	for _, part := range []string{"The extension's package stays published", "The extension Hello cannot be unpublished because it is installed", "Unpublish it on the page Extension Management"} {
		if text := warnings.In("apply"); !strings.Contains(text, part) {
			t.Errorf("destroy does not say %q: %s", part, text)
		}
	}
}
