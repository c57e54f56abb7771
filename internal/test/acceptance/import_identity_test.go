// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// needsIdentities skips a test if the program does not support resource identities.
func needsIdentities(t *testing.T) {
	t.Helper()
	if err := buildProvider(); err != nil {
		t.Fatalf("building the provider: %v", err)
	}
	major, rest, _ := strings.Cut(builtIn.cli.Version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	if n, err := strconv.Atoi(minor); major == "1" && (err != nil || n < 12) {
		t.Skipf("%s knows no resource identities, which came with version 1.12", builtIn.cli)
	}
}

// identity is what an object's id contains, by resource type.
func identity(t *testing.T, kind, id string) map[string]string {
	t.Helper()
	for _, construct := range provider.New("test", nil).Resources(context.Background()) {
		r := construct()
		var meta resource.MetadataResponse
		r.Metadata(context.Background(), resource.MetadataRequest{ProviderTypeName: "bcsales"}, &meta)
		if meta.TypeName != kind {
			continue
		}
		names := r.(interface{ Traits() framework.Traits }).Traits().IDParts
		values := strings.SplitN(id, "/", len(names))
		if len(values) != len(names) {
			t.Fatalf("%s: the id %q has not the parts %v", kind, id, names)
		}
		parts := map[string]string{}
		for i, name := range names {
			parts[name.Name] = values[i]
		}
		return parts
	}
	t.Fatalf("there is no resource type %s", kind)
	return nil
}

// identities checks the identities in the state against the ids, and returns them by address.
func (w *workspace) identities() map[string]map[string]string {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		w.t.Fatalf("reading the state: %v", err)
	}
	var state struct {
		Resources []struct {
			Type      string `json:"type"`
			Name      string `json:"name"`
			Instances []struct {
				Attributes map[string]any    `json:"attributes"`
				Identity   map[string]string `json:"identity"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(text, &state); err != nil {
		w.t.Fatalf("reading the state: %v", err)
	}
	found := map[string]map[string]string{}
	for _, r := range state.Resources {
		address := r.Type + "." + r.Name
		found[address] = r.Instances[0].Identity
		if diff := cmp.Diff(identity(w.t, r.Type, fmt.Sprint(r.Instances[0].Attributes["id"])), found[address]); diff != "" {
			w.t.Errorf("the identity of %s is not what its id says (-id +identity):\n%s", address, diff)
		}
	}
	return found
}

// adoptByIdentity imports objects by their identities, which stay as they are.
func (w *workspace) adoptByIdentity(config string, addresses ...string) {
	w.t.Helper()
	before := w.identities()
	w.adopt(config, func(address string) string {
		var parts strings.Builder
		for _, name := range slices.Sorted(maps.Keys(before[address])) {
			fmt.Fprintf(&parts, "    %s = %q\n", name, before[address][name])
		}
		return "identity = {\n" + parts.String() + "  }"
	}, addresses...)
	if diff := cmp.Diff(before, w.identities()); diff != "" {
		w.t.Errorf("the import changed identities (-before +after):\n%s", diff)
	}
}

// importedAfterwards are the objects that the guide's configuration cannot contain from the beginning, and those
// that take over what other resources manage in it.
func importedAfterwards() []string {
	return []string{"bcsales_integration_user.person", "bcsales_record_coupling.this", "bcsales_company.this"}
}

// TestImportByIdentity takes every object of the guide out of the state and imports it by its identity.
func TestImportByIdentity(t *testing.T) {
	t.Parallel()
	needsIdentities(t)
	env := acctest.New(t)
	g := importGuide(t, env)
	w := newWorkspace(t, g.config())
	w.apply()
	w.adoptByIdentity(g.config(), g.order...)
	w.must("apply", "-refresh-only", "-auto-approve")
	w.identities()
}

// TestImportByIdentityAfterwards imports what TestImportByIdentity leaves out, after an update.
func TestImportByIdentityAfterwards(t *testing.T) {
	t.Parallel()
	needsIdentities(t)
	env := acctest.New(t)
	g := driftGuide(t, env)
	w := newWorkspace(t, g.config())
	w.apply()
	g.without("adopt_existing = true").set("bcsales_company.this", `
  name                = "CRONUS"
  display_name        = "CRONUS International Ltd."
  business_profile_id = "profile"`)
	w.write(g.config())
	w.apply()
	w.adoptByIdentity(g.config(), importedAfterwards()...)
}
