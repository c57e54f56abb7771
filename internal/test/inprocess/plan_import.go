// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// imported imports the object of an import block for the address, if there is one.
func (p planner) imported(ctx context.Context, session *Session, b *block, at address) (Object, string, Diagnostics) {
	i := slices.IndexFunc(p.command.config.imports, func(one importing) bool { return one.to == at.String() })
	if i < 0 {
		return Object{}, "", nil
	}
	id, by := "", cty.NilVal
	if wanted := p.command.config.imports[i]; wanted.id != nil {
		value, all := p.scope.expression(wanted.id)
		if all.Failed() {
			return Object{}, "", all
		}
		id = value.AsString()
	} else {
		value, all := p.scope.expression(wanted.identity)
		if all.Failed() {
			return Object{}, "", all
		}
		given := map[string]any{}
		for name, one := range value.AsValueMap() {
			given[name] = one
		}
		var err error
		if by, err = session.Identify(at.kind, given); err != nil {
			return Object{}, "", failure("Invalid identity", err)
		}
	}
	object, all := p.importInto(ctx, session, b, at, id, by)
	if id == "" {
		id = "by identity"
	}
	return object, id, all
}

// importInto imports an object and reads it.
func (p planner) importInto(ctx context.Context, session *Session, b *block, at address, id string, by cty.Value) (Object, Diagnostics) {
	object, all := session.Import(ctx, at.kind, id, by)
	if all.Failed() {
		return object, all
	}
	object, more := session.Refresh(ctx, at.kind, object)
	if all = append(all, more...); all.Failed() {
		return object, all
	}
	if !object.Exists() {
		return object, append(all, failure("Cannot import non-existent remote object", fmt.Errorf("there is no object with the id %s", id))...)
	}
	return object, append(all, p.keep(session, instance{address: at, provider: b.provider, after: p.command.config.all(b)}, object)...)
}
