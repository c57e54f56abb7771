// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// ahead begins what everything in a company reads first, and what the definition adds, while Dataverse is asked where the object is. The
// answers are shared, so whatever needs one reports a failure. Without sharing, everything would be asked twice.
func (r *Resource[M, P]) ahead(ctx context.Context, state M) {
	if !transport.Sharing || r.def.Needs&Dataverse == 0 {
		return
	}
	if r.def.Company != nil && r.def.Needs&BusinessCentral != 0 {
		go func() { _, _ = r.clients.BusinessCentral.Connector(ctx, r.def.Company(state)) }()
	}
	if r.def.Ahead != nil {
		r.def.Ahead(ctx, r.clients, state)
	}
}

// aheadOfNew is ahead for the plan of a new object, which asks one thing after the other. Once the run has changed something, what a
// look ahead finds may be out of date when it is needed.
func (r *Resource[M, P]) aheadOfNew(ctx context.Context, p *PlanOperation[M]) {
	if !transport.Sharing || p.State != nil || p.Plan == nil || !p.Ready() || r.clients.began.Load() {
		return
	}
	if r.clients.BusinessCentral != nil {
		go func() { _ = r.clients.BusinessCentral.CheckEnvironment(ctx, "") }()
		if r.def.Company != nil && r.def.Company(*p.Plan) != "" {
			go func() { _, _ = r.clients.BusinessCentral.SharedCompanies(ctx) }()
		}
	}
	if r.def.AheadOfNew != nil {
		r.def.AheadOfNew(ctx, r.clients, p.Configuration)
	}
}

// hereAhead begins to ask where a new object will be, which is recorded once it exists.
func (r *Resource[M, P]) hereAhead(ctx context.Context) {
	if transport.Sharing {
		go func() { _, _ = r.here(ctx) }()
	}
}
