// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// terraformVersion is the version that the harness claims: the first with everything that the provider serves.
const terraformVersion = "1.14.0"

// Factory creates a provider server.
type Factory = func() (tfprotov6.ProviderServer, error)

// Session is a provider server that has been started. It is safe for concurrent use, as the server is.
type Session struct {
	server tfprotov6.ProviderServer
	*description
}

// description is what a provider says of itself.
type description struct {
	answer      *tfprotov6.GetProviderSchemaResponse
	provider    schema
	resources   map[string]schema
	dataSources map[string]schema
	actions     map[string]schema
	lists       map[string]schema
	identities  map[string]identity
}

// identity is the type of a resource's identity.
type identity struct {
	version uint64
	kind    cty.Type
}

// Object is a resource in the format of a state. The value is null if there is no object.
type Object struct {
	Value    cty.Value
	Private  []byte
	Identity *tfprotov6.ResourceIdentityData
}

// Exists reports whether there is an object.
func (o Object) Exists() bool { return o.Value != cty.NilVal && !o.Value.IsNull() }

// Start starts a provider server and reads its schemas.
func Start(ctx context.Context, factory Factory) (*Session, error) {
	server, err := factory()
	if err != nil {
		return nil, fmt.Errorf("starting the provider: %w", err)
	}
	described, err := describe(ctx, server)
	if err != nil {
		return nil, err
	}
	return &Session{server, described}, nil
}

func describe(ctx context.Context, server tfprotov6.ProviderServer) (*description, error) {
	answer, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("reading the schemas: %w", err)
	}
	if d := Diagnostics(answer.Diagnostics); d.Failed() {
		return nil, fmt.Errorf("reading the schemas: %s", d.Errors())
	}
	d := &description{answer: answer}
	if d.provider, err = newSchema(answer.Provider); err != nil {
		return nil, err
	}
	if d.resources, err = newSchemas(answer.ResourceSchemas); err != nil {
		return nil, err
	}
	if d.dataSources, err = newSchemas(answer.DataSourceSchemas); err != nil {
		return nil, err
	}
	actions := map[string]*tfprotov6.Schema{}
	for name, action := range answer.ActionSchemas {
		actions[name] = action.Schema
	}
	if d.actions, err = newSchemas(actions); err != nil {
		return nil, err
	}
	if d.lists, err = newSchemas(answer.ListResourceSchemas); err != nil {
		return nil, err
	}
	d.identities, err = identities(ctx, server)
	return d, err
}

func identities(ctx context.Context, server tfprotov6.ProviderServer) (map[string]identity, error) {
	answer, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, fmt.Errorf("reading the identities: %w", err)
	}
	all := map[string]identity{}
	for name, one := range answer.IdentitySchemas {
		kind, err := typeOf(one.ValueType())
		if err != nil {
			return nil, fmt.Errorf("identity of %s: %w", name, err)
		}
		all[name] = identity{uint64(max(one.Version, 0)), kind}
	}
	return all, nil
}

// Configure validates the provider's configuration and sends it to the provider.
func (s *Session) Configure(ctx context.Context, config cty.Value) Diagnostics {
	encoded, err := encode(config)
	if err != nil {
		return failure("Provider configuration", err)
	}
	validated, err := s.server.ValidateProviderConfig(ctx, &tfprotov6.ValidateProviderConfigRequest{Config: encoded})
	if err != nil {
		return failure("Provider configuration", err)
	}
	all := Diagnostics(validated.Diagnostics)
	if all.Failed() {
		return all
	}
	answer, err := s.server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{TerraformVersion: terraformVersion, Config: encoded})
	if err != nil {
		return failure("Provider configuration", err)
	}
	return append(all, answer.Diagnostics...)
}

// ResourceSchemas returns the schemas of the resources by name.
func (s *Session) ResourceSchemas() map[string]*tfprotov6.Schema { return s.answer.ResourceSchemas }

// DataSourceSchemas returns the schemas of the data sources by name.
func (s *Session) DataSourceSchemas() map[string]*tfprotov6.Schema { return s.answer.DataSourceSchemas }

// ActionSchemas returns the schemas of the actions by name.
func (s *Session) ActionSchemas() map[string]*tfprotov6.ActionSchema { return s.answer.ActionSchemas }

// Provider returns a configuration of the provider; omitted arguments are null.
func (s *Session) Provider(given map[string]any) (cty.Value, error) {
	return object(map[string]schema{"provider": s.provider}, "provider", given)
}

// Resource returns a resource with the given attributes.
func (s *Session) Resource(kind string, given map[string]any) (cty.Value, error) {
	return object(s.resources, kind, given)
}

// DataSource returns a data source with the given attributes.
func (s *Session) DataSource(kind string, given map[string]any) (cty.Value, error) {
	return object(s.dataSources, kind, given)
}

// Action returns a configuration of an action with the given attributes.
func (s *Session) Action(kind string, given map[string]any) (cty.Value, error) {
	return object(s.actions, kind, given)
}

var errUnknownKind = errors.New("the provider does not have it")

func object(of map[string]schema, kind string, given map[string]any) (cty.Value, error) {
	described, ok := of[kind]
	if !ok {
		return cty.NilVal, fmt.Errorf("%s: %w", kind, errUnknownKind)
	}
	if given == nil {
		given = map[string]any{}
	}
	return convert(described.kind, given)
}
