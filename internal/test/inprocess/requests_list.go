// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// Listing says what a list is asked for.
type Listing struct {
	// Config is the configuration of the list, of [Session.ListConfig].
	Config cty.Value
	// Limit is how many objects are wanted; 0 is all of them.
	Limit int64
	// Full asks for the objects, and not only for their identities.
	Full bool
}

// Listed is an object of a list. The value is null when only the identity was asked for.
type Listed struct {
	Name            string
	Value, Identity cty.Value
}

// ListSchemas returns the schemas of the lists by the name of the resource.
func (s *Session) ListSchemas() map[string]*tfprotov6.Schema { return s.answer.ListResourceSchemas }

// ListConfig returns a configuration of the list with the given arguments.
func (s *Session) ListConfig(kind string, given map[string]any) (cty.Value, error) {
	return object(s.lists, kind, given)
}

// List validates a list's configuration and yields each object as it arrives, until each returns false.
func (s *Session) List(ctx context.Context, kind string, wanted Listing, each func(Listed) bool) Diagnostics {
	lists, ok := s.server.(tfprotov6.ListResourceServer)
	if !ok {
		return failure("Listing "+kind, errors.New("the provider serves no lists"))
	}
	encoded, err := encode(wanted.Config)
	if err != nil {
		return failure("Listing "+kind, err)
	}
	validated, err := lists.ValidateListResourceConfig(ctx, &tfprotov6.ValidateListResourceConfigRequest{TypeName: kind, Config: encoded})
	if err != nil {
		return failure("Listing "+kind, err)
	}
	all := Diagnostics(validated.Diagnostics)
	if all.Failed() {
		return all
	}
	stream, err := lists.ListResource(ctx, &tfprotov6.ListResourceRequest{TypeName: kind, Config: encoded, IncludeResource: wanted.Full, Limit: wanted.Limit})
	if err != nil {
		return append(all, failure("Listing "+kind, err)...)
	}
	for result := range stream.Results {
		all = append(all, result.Diagnostics...)
		if Diagnostics(result.Diagnostics).Failed() || result.Identity == nil {
			continue
		}
		listed := Listed{Name: result.DisplayName, Value: cty.NullVal(s.resources[kind].kind)}
		if listed.Identity, err = decode(result.Identity.IdentityData, s.identities[kind].kind); err != nil {
			return append(all, failure("Listing "+kind, err)...)
		}
		if result.Resource != nil {
			if listed.Value, err = decode(result.Resource, s.resources[kind].kind); err != nil {
				return append(all, failure("Listing "+kind, err)...)
			}
		}
		if !each(listed) {
			break
		}
	}
	return all
}
