// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	testresource "github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestMissingArgumentIsNamed(t *testing.T) {
	t.Parallel()
	all := framework.Dataverse | framework.BusinessCentral | framework.Graph
	for name, c := range map[string]struct {
		clients *framework.Clients
		needs   framework.Services
		want    string
	}{
		"Dataverse":        {ready(), framework.Dataverse, "dataverse_url"},
		"Business Central": {ready(), framework.BusinessCentral, "business_central_environment"},
		"Graph":            {ready(), framework.Graph, "tenant_id"},
		"one of all":       {framework.NewClients(framework.ClientSet{Dataverse: &dataverse.Client{}, Graph: &graph.Client{}}), all, "business_central_environment"},
		"not configured":   {framework.UnconfiguredClients("client_id"), framework.Graph, "not configured yet"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := c.clients.Require(c.needs); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v does not name %s", err, c.want)
			}
		})
	}
	if err := ready().Require(0); err != nil {
		t.Error(err)
	}
}

// TestALinkThatASetupMayHaveWritten is asked for again: Business Central writes to Sales when its connection is turned on.
func TestALinkThatASetupMayHaveWritten(t *testing.T) {
	t.Parallel()
	asked := 0
	clients := framework.NewClients(framework.ClientSet{
		BusinessCentral: businessCentral(t, "Production", noCompanies),
		Dataverse:       organization(t, func(*http.Request) transporttest.Answer { asked++; return transporttest.Answer{Body: `{"value":[]}`} }),
	})
	look := func() {
		if _, err := clients.Dataverse.SharedNavConnections(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	clients.Dataverse.Changing() // from then on nothing else asks again
	look()
	look()
	before := asked
	if err := clients.BusinessCentral.EnableSalesConnection(t.Context(), "c", "s"); err != nil {
		t.Fatal(err)
	}
	if look(); before != 1 || asked != 2 {
		t.Errorf("asked %d times before, %d times after", before, asked)
	}
}

// TestEnvelopeNeedsItsClients calls no callback without the clients that the definition needs.
func TestEnvelopeNeedsItsClients(t *testing.T) {
	t.Parallel()
	s := newService()
	s.needs = framework.Graph
	acctest.Run(t, testresource.TestCase{
		ProtoV6ProviderFactories: factories(s, ready()),
		Steps: []testresource.TestStep{
			{Config: colored("red"), ExpectError: regexp.MustCompile(`(?s)lacks the argument tenant_id.*create the thing`)},
			{ResourceName: "fake_thing.this", Config: colored("red"), ImportState: true, ImportStateId: "a", ExpectError: regexp.MustCompile(`(?s)lacks the argument tenant_id.*import the thing`)},
		},
	})
	if len(s.things) != 0 {
		t.Error("a thing was made")
	}
}
