// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// Services is a set of the services that the provider works with.
type Services uint8

// The services.
const (
	Dataverse Services = 1 << iota
	BusinessCentral
	Graph
)

// ClientSet holds a client of each service; those that the provider's configuration lacks are nil.
type ClientSet struct {
	Dataverse       *dataverse.Client
	BusinessCentral *businesscentral.Client
	Graph           *graph.Client
}

// only returns the set without the clients of other services.
func (s ClientSet) only(services Services) ClientSet {
	var set ClientSet
	if services&Dataverse != 0 {
		set.Dataverse = s.Dataverse
	}
	if services&BusinessCentral != 0 {
		set.BusinessCentral = s.BusinessCentral
	}
	if services&Graph != 0 {
		set.Graph = s.Graph
	}
	return set
}

// changing says to every client, whatever service is to be changed, that a run begins to change something: a license that
// Graph assigns makes a user in Dataverse. The operation that changes it lasts until end is called.
func (c *Clients) changing(ctx context.Context) (_ context.Context, end func()) {
	c.began.Store(true)
	if c.all.Dataverse != nil {
		c.all.Dataverse.Changing()
	}
	if c.all.BusinessCentral != nil {
		c.all.BusinessCentral.Changing()
	}
	if c.all.Graph != nil {
		c.all.Graph.Changing()
	}
	return c.operations.Begin(ctx)
}

// Clients is what the provider's Configure hands to every resource, data source and action. Callbacks receive those of
// the services that their definition names.
type Clients struct {
	ClientSet

	all     ClientSet // whatever the definition needs
	unknown []string
	locks   *Locks
	// told remembers warnings.
	told      *told
	handovers *handovers
	claims    *claims
	newcomers *newcomers
	// operations are those that change something.
	operations *transport.Operations
	// began says that the run changes something, so it is an apply.
	began *atomic.Bool
}

// NewClients returns the clients of a configured provider.
func NewClients(set ClientSet) *Clients {
	if set.BusinessCentral != nil && set.Dataverse != nil {
		set.BusinessCentral.WhenSetupWritten(set.Dataverse.ForgetNavConnections)
	}
	return &Clients{ClientSet: set, all: set, locks: newLocks(), told: &told{}, handovers: &handovers{}, claims: newClaims(), newcomers: &newcomers{}, operations: &transport.Operations{}, began: &atomic.Bool{}}
}

// UnconfiguredClients returns clients of a provider whose configuration depends on values that are not known yet.
// The arguments are the names of the unknown provider arguments.
func UnconfiguredClients(arguments ...string) *Clients {
	clients := NewClients(ClientSet{})
	clients.unknown = arguments
	return clients
}

// handed returns the clients that Configure was handed, nil for none, with those of the services alone.
func handed(data any, services Services, diags *diag.Diagnostics) *Clients {
	if data == nil {
		return nil
	}
	clients, ok := data.(*Clients)
	if !ok {
		diags.AddError("Unexpected provider data", fmt.Sprintf("Expected *framework.Clients, got %T. This is a defect of the provider.", data))
		return nil
	}
	return clients.only(services)
}

// Unknown returns the provider arguments whose values were not known at Configure; empty when the provider is
// configured.
func (c *Clients) Unknown() []string { return c.unknown }

// Configured reports whether the provider's own configuration was known.
func (c *Clients) Configured() bool { return c != nil && len(c.unknown) == 0 }

// Locks returns the locks that resources of this provider instance share.
func (c *Clients) Locks() *Locks { return c.locks }

// Require returns an error that names the missing provider argument unless every one of services has a client.
func (c *Clients) Require(services Services) error {
	switch {
	case services&Dataverse != 0 && c.Dataverse == nil:
		return c.missing("dataverse_url", "BCSALES_DATAVERSE_URL")
	case services&BusinessCentral != 0 && c.BusinessCentral == nil:
		return c.missing("business_central_environment", "BCSALES_BUSINESS_CENTRAL_ENVIRONMENT")
	case services&Graph != 0 && c.Graph == nil:
		return c.missing("tenant_id", "BCSALES_TENANT_ID")
	}
	return nil
}

// only returns the clients that a definition may use. A client that it does not name is nil even when the provider has
// it, so that a forgotten name shows in the first test instead of at a user who configured less.
func (c *Clients) only(services Services) *Clients {
	own := *c
	own.ClientSet = c.ClientSet.only(services)
	return &own
}

func (c *Clients) missing(argument, variable string) error {
	if len(c.unknown) > 0 {
		return &Problem{
			Summary: "The provider is not configured yet",
			Detail:  fmt.Sprintf("The provider argument %s depends on a value that is known only after apply.", quoteAll(c.unknown)),
			Remedy:  "Give the provider values that are known at plan time, or create what they depend on in an earlier run.",
		}
	}
	return &Problem{
		Summary: "The provider lacks the argument " + argument,
		Detail:  fmt.Sprintf("This needs the provider argument %q.", argument),
		Remedy:  fmt.Sprintf("Set %q in the provider block, or the environment variable %s.", argument, variable),
	}
}

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	return strings.Join(quoted, ", ")
}
