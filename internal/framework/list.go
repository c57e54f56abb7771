// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// listTimeout bounds a whole list: every object is read for it, in every company of the environment.
const listTimeout = 30 * time.Minute

// ListDefinition describes how the objects of a resource are found; C is the model of the list's arguments.
type ListDefinition[C any] struct {
	// Description says which objects are listed.
	Description string
	// Arguments narrow the list. All are optional; the service does the filtering where it can.
	Arguments map[string]schema.Attribute
	// Find yields the objects as the service's pages arrive, and ends after the first error.
	Find func(ctx context.Context, clients *Clients, config C) iter.Seq2[Listed, error]
}

// Listed is an object that was found.
type Listed struct {
	// ID is the object's id, in the spelling that its state has.
	ID string
	// Name is what people know the object by, such as "CRONUS: salesperson JO".
	Name string
}

// List is the envelope around a [ListDefinition]. What it shows of an object is what an import and the first refresh read.
type List[C any] struct {
	listable
	def ListDefinition[C]
}

// listable is what a list uses of its resource's envelope.
type listable interface {
	resource.ResourceWithConfigure
	begin() (*Clients, error)
	show(ctx context.Context, req list.ListRequest, found Listed) (list.ListResult, bool)
	failed(diags *diag.Diagnostics, err error)
	markdown() string
}

// NewList returns the list of the objects of a resource, which must be one of [NewResource].
func NewList[C any](of resource.Resource, def ListDefinition[C]) list.ListResource {
	listed, ok := of.(listable)
	if !ok {
		panic(fmt.Sprintf("framework: a list of %T", of))
	}
	return &List[C]{listable: listed, def: def}
}

// ListResourceConfigSchema returns the arguments of the list.
func (l *List[C]) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: l.def.Description + "\n\nThe provider's identity needs what the resource needs for reading." + l.markdown(),
		Attributes:          l.def.Arguments,
	}
}

// List yields the objects, one by one, until the limit of the request is reached.
func (l *List[C]) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = func(push func(list.ListResult) bool) {
		var (
			config C
			failed list.ListResult
		)
		failed.Diagnostics.Append(req.Config.Get(ctx, &config)...)
		clients, err := l.begin()
		l.failed(&failed.Diagnostics, err)
		if failed.Diagnostics.HasError() {
			push(failed)
			return
		}
		ctx, cancel := context.WithTimeout(inLines(ctx, req.Config.Raw, companyAttribute), listTimeout)
		defer cancel()
		listed := int64(0)
		for found, err := range l.def.Find(ctx, clients, config) {
			if err != nil {
				l.failed(&failed.Diagnostics, err)
				push(failed)
				return
			}
			result, exists := l.show(ctx, req, found)
			if !exists {
				continue
			}
			if listed++; !push(result) || req.Limit > 0 && listed >= req.Limit {
				return
			}
		}
	}
}
