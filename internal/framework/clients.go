// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
)

// Clients is what the provider's Configure hands to every resource and data source.
//
// A client is nil when the provider configuration lacks what it needs; the accessor methods turn that into an error
// which names the missing argument.
type Clients struct {
	dataverse       *dataverse.Client
	businessCentral *businesscentral.Client
	graph           *graph.Client
	unknown         []string
	locks           *Locks
	told            told
}

// ClientSet names the clients of a configured provider. Dataverse and BusinessCentral may be nil.
type ClientSet struct {
	Dataverse       *dataverse.Client
	BusinessCentral *businesscentral.Client
	Graph           *graph.Client
}

// NewClients returns the clients of a configured provider.
func NewClients(set ClientSet) *Clients {
	return &Clients{dataverse: set.Dataverse, businessCentral: set.BusinessCentral, graph: set.Graph, locks: newLocks()}
}

// UnconfiguredClients returns clients of a provider whose configuration depends on values that are not known yet.
// The arguments are the names of the unknown provider arguments.
func UnconfiguredClients(arguments ...string) *Clients {
	return &Clients{unknown: arguments, locks: newLocks()}
}

// Unknown returns the provider arguments whose values were not known at Configure; empty when the provider is
// configured.
func (c *Clients) Unknown() []string { return c.unknown }

// Configured reports whether the provider's own configuration was known.
func (c *Clients) Configured() bool { return c != nil && len(c.unknown) == 0 }

// Locks returns the locks that resources of this provider instance share.
func (c *Clients) Locks() *Locks { return c.locks }

// Dataverse returns the Dataverse client, or an error that names the missing provider argument.
func (c *Clients) Dataverse() (*dataverse.Client, error) {
	if c.dataverse == nil {
		return nil, c.missing("dataverse_url", "BCSALES_DATAVERSE_URL")
	}
	return c.dataverse, nil
}

// BusinessCentral returns the Business Central client, or an error that names the missing provider argument.
func (c *Clients) BusinessCentral() (*businesscentral.Client, error) {
	if c.businessCentral == nil {
		return nil, c.missing("business_central_environment", "BCSALES_BUSINESS_CENTRAL_ENVIRONMENT")
	}
	return c.businessCentral, nil
}

// Graph returns the Microsoft Graph client.
func (c *Clients) Graph() (*graph.Client, error) {
	if c.graph == nil {
		return nil, c.missing("tenant_id", "BCSALES_TENANT_ID")
	}
	return c.graph, nil
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
