// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"fmt"
	"time"

	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// timeoutsAttribute is the attribute that every resource, data source and action has.
const timeoutsAttribute = "timeouts"

const (
	meaningOfTimeouts = "How long each operation may take. A time is a [sequence of numbers and units](https://pkg.go.dev/time#ParseDuration), such as `30s` or `2h45m`."
	meaningOfTimeout  = "How long it may take. A time is a [sequence of numbers and units](https://pkg.go.dev/time#ParseDuration), such as `30s` or `2h45m`."
)

// Bounded holds the attribute that every data source and every action has. Models embed it.
type Bounded struct {
	Timeouts types.Object `tfsdk:"timeouts"`
}

func (b *Bounded) bounded() *Bounded { return b }

// BoundedModel is satisfied by a pointer to a struct that embeds [Bounded].
type BoundedModel[M any] interface {
	*M
	bounded() *Bounded
}

// timeout returns the time that the attribute timeouts sets for the operation, or the definition's own.
func timeout(ctx context.Context, configured types.Object, operation string, own time.Duration) (time.Duration, error) {
	text, ok := configured.Attributes()[operation].(types.String)
	if !ok || text.IsNull() || text.IsUnknown() {
		return orDefault(own), nil
	}
	length, err := time.ParseDuration(text.ValueString())
	if err != nil {
		return 0, Errorf("Not a timeout", "Correct the value.", "timeouts.%s %s, got %q.", operation, duration{}.Description(ctx), text.ValueString())
	}
	return length, nil
}

// resourceTimeouts is the attribute of a resource.
func resourceTimeouts(own Timeouts) schema.Attribute {
	one := func(what string, own time.Duration) schema.Attribute {
		return schema.StringAttribute{Optional: true, Validators: durations(), MarkdownDescription: fmt.Sprintf("How long %s may take. Default `%s`.", what, orDefault(own))}
	}
	return schema.SingleNestedAttribute{
		Optional: true, MarkdownDescription: meaningOfTimeouts,
		Attributes: map[string]schema.Attribute{
			"create": one("creation", own.Create), "read": one("reading", own.Read),
			"update": one("an update", own.Update), "delete": one("deletion", own.Delete),
		},
	}
}

// dataSourceTimeouts is the attribute of a data source.
func dataSourceTimeouts(own time.Duration) datasourceschema.Attribute {
	return datasourceschema.SingleNestedAttribute{
		Optional: true, MarkdownDescription: meaningOfTimeout,
		Attributes: map[string]datasourceschema.Attribute{
			"read": datasourceschema.StringAttribute{Optional: true, Validators: durations(), MarkdownDescription: fmt.Sprintf("How long reading may take. Default `%s`.", orDefault(own))},
		},
	}
}

// actionTimeouts is the attribute of an action.
func actionTimeouts(own time.Duration) actionschema.Attribute {
	return actionschema.SingleNestedAttribute{
		Optional: true, MarkdownDescription: meaningOfTimeout,
		Attributes: map[string]actionschema.Attribute{
			"invoke": actionschema.StringAttribute{Optional: true, Validators: durations(), MarkdownDescription: fmt.Sprintf("How long the action may take. Default `%s`.", orDefault(own))},
		},
	}
}

func durations() []validator.String { return []validator.String{duration{}} }

// duration refuses what is no time, and times in which nothing can be done: with "0s" every operation would end before its
// first request.
type duration struct{}

func (duration) Description(context.Context) string {
	return "must be a time longer than zero, such as 30s or 1h"
}

func (v duration) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v duration) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if length, err := time.ParseDuration(req.ConfigValue.ValueString()); err != nil || length <= 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a timeout", "It "+v.Description(ctx)+", got \""+req.ConfigValue.ValueString()+"\".")
	}
}
