// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Definition describes a resource whose model is M.
type Definition[M any] struct {
	// Name is the type name without the provider's prefix, such as "integration_user".
	Name string
	// Noun is what diagnostics call an object, such as "integration user".
	Noun string
	// Schema holds the resource's own attributes; the envelope adds id and timeouts.
	Schema schema.Schema
	// Needs names the services whose clients the callbacks receive. None but Plan, PlanDestroy and Validate is called
	// without them.
	Needs Services
	// MayUse names services whose clients the callbacks receive where the provider has them; else those are nil.
	MayUse Services
	// Permissions is what the provider's identity needs; shown in documentation and in diagnostics of refused calls.
	Permissions Permissions
	// IDParts names the parts of the id, in order, separated by "/" in the id. They are the attributes of the resource
	// identity too. A part may hold "/" only when it is the last.
	IDParts []IDPart
	// Names are further attributes by which people know an object, for the log: texts that hold no secret.
	Names []string
	// Local names the attributes that have no remote value, with the reason. Import sets them to their defaults.
	Local map[string]string
	// ClaimsParts says that an object of this type consists of objects of other types, which the callbacks claim and
	// remove one by one with TakeUp and Remove. Otherwise the envelope claims the object by its id.
	ClaimsParts bool
	// Timeouts are the defaults of the timeouts attribute; a zero duration means two minutes.
	Timeouts Timeouts

	// Create creates the object. It calls Operation.Save as soon as the object's id is known and before anything else can
	// fail. The envelope reads back afterwards, starting from the model that was saved last.
	Create func(ctx context.Context, op *Operation[M], plan M) error
	// Recover looks for the object of a Create that was interrupted after Operation.Making; it gets a fresh context.
	// Optional.
	Recover func(ctx context.Context, op *Operation[M], plan M) (M, bool, error)
	// Read fills the remote values into the model and reports whether the object exists. It never waits.
	Read func(ctx context.Context, op *Operation[M], state M) (M, bool, error)
	// Ahead begins shared reads that Read will make, while Dataverse is asked where the object is. It does not wait, and Read reports
	// what fails. Optional.
	Ahead func(ctx context.Context, clients *Clients, state M)
	// AheadOfNew begins shared reads that Plan of a new object will make, side by side. It does not wait, and values may be unknown.
	// Optional.
	AheadOfNew func(ctx context.Context, clients *Clients, config M)
	// Company returns the id of the Business Central company that the object is in; empty while it is unknown. When Read
	// finds that there is no such company, the object is gone, and planning one in it is an error. Optional.
	Company func(m M) string
	// Outlives reports whether an object in state stays there when its company is gone, because Delete removes what it left
	// elsewhere. Optional.
	Outlives func(state M) bool
	// Check compares what an operation saved last with what is read back after it. Its error says what somebody else has
	// changed in between. Optional.
	Check func(saved, shown M) error
	// Update changes the object in place. Nil for resources whose remote attributes all replace: changes of local
	// attributes are then only recorded.
	Update func(ctx context.Context, op *Operation[M], plan, state M) error
	// Delete removes or releases the object.
	Delete func(ctx context.Context, op *Operation[M], state M) error
	// Follows reports whether the planned object may be brought to another environment than the one in which it was made.
	// Without it every write there is refused. Optional.
	Follows func(plan M) bool
	// Plan refines and checks the plan. It runs for creation and update (and for destruction when PlanDestroy is set),
	// also when values are unknown and when the provider is not configured yet: check both. Optional.
	Plan func(ctx context.Context, p *PlanOperation[M]) error
	// PlanDestroy is called for the plan of a destruction. Optional.
	PlanDestroy func(ctx context.Context, p *PlanOperation[M]) error
	// Import turns the parts of an import id into the attributes that Read needs, the attribute id among them when it
	// differs from the joined parts. Nil sets the attributes that are named like the parts.
	Import func(ctx context.Context, op *Operation[M], parts []string) (map[string]any, error)
	// Validators check combinations of arguments. Optional.
	Validate func(ctx context.Context, config M) error
}

// IDPart is one part of a resource's id.
type IDPart struct {
	Name        string
	Description string
	// GUID says that every value of the part is a GUID. Another one is refused before a service is asked.
	GUID bool
}

// Timeouts are the default durations of a resource's operations.
type Timeouts struct {
	Create, Read, Update, Delete time.Duration
}

const defaultTimeout = 2 * time.Minute

func orDefault(d time.Duration) time.Duration {
	if d == 0 {
		return defaultTimeout
	}
	return d
}

// Replace asks for replacement because of the attribute name; used with PlanOperation.RequireReplace.
func attribute(name string) path.Path { return path.Root(name) }
