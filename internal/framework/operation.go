// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// privateData is the part of the framework's private state that the envelope uses.
type privateData interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// Operation is what a callback works with besides its model.
type Operation[M any] struct {
	// The clients of the services that the definition needs. In a plan they are nil while the provider's configuration is
	// not known.
	*Clients

	config   *tfsdk.Config
	diags    *diag.Diagnostics
	private  privateData
	readable privateData
	save     func(ctx context.Context, m M) diag.Diagnostics
	saved    *M
	origin   origin
	existed  bool // see Existed
	wrote    bool // an attempt that was taken back has made the object
	// following: the object follows the provider to another environment than the one in which it was made
	following bool
	attempt   *attempt       // while a creation is carried out
	own       func(M) Object // nil where the callbacks claim the object's parts
}

// Following reports whether the object is brought to another environment than the one in which it was made: what its state
// says is not what is there.
func (op *Operation[M]) Following() bool { return op.following }

// Config decodes the configuration; write-only arguments are readable only here. It is zero in Read and Delete.
func (op *Operation[M]) Config(ctx context.Context) (M, error) {
	var m M
	if op.config == nil {
		return m, nil
	}
	if diags := op.config.Get(ctx, &m); diags.HasError() {
		return m, DiagnosticsError(diags)
	}
	return m, nil
}

// Save records the model in state now, so that whatever happens afterwards cannot orphan the object. Values that are
// not known yet are saved as null. From now on no deletion of the same run removes the object. When one does so already,
// Save fails, and the envelope lets the callback begin again after it.
func (op *Operation[M]) Save(ctx context.Context, m M) error {
	if op.save == nil {
		return nil
	}
	if op.attempt != nil && op.own != nil {
		if err := op.claims.take(op.own(m), op.attempt.since); err != nil {
			return err
		}
	}
	op.saved = &m
	if diags := op.save(ctx, m); diags.HasError() {
		return fmt.Errorf("saving the state: %w", DiagnosticsError(diags))
	}
	return nil
}

// Warn adds a warning to the operation's diagnostics.
func (op *Operation[M]) Warn(problem *Problem) { AddWarning(op.diags, problem) }

// Private returns the value of a private state key; nil when it is not set.
func (op *Operation[M]) Private(ctx context.Context, key string) []byte {
	if op.readable == nil {
		return nil
	}
	value, _ := op.readable.GetKey(ctx, key) // an error is about the key's name alone: the framework keeps those with a period to itself
	return value
}

// Recall decodes what Remember put under a private state key; found is false when it is not set.
func (op *Operation[M]) Recall(ctx context.Context, key string, into any) (found bool, err error) {
	value := op.Private(ctx, key)
	if len(value) == 0 {
		return false, nil
	}
	if err := json.Unmarshal(value, into); err != nil {
		return false, fmt.Errorf("reading the private state of %s: %w", key, err)
	}
	return true, nil
}

// Remember puts a value under a private state key.
func (op *Operation[M]) Remember(ctx context.Context, key string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("writing the private state of %s: %w", key, err)
	}
	return op.SetPrivate(ctx, key, text)
}

// SetPrivate sets a private state key to a JSON value.
func (op *Operation[M]) SetPrivate(ctx context.Context, key string, value []byte) error {
	if op.private == nil {
		return nil
	}
	if op.attempt != nil {
		op.attempt.keys = append(op.attempt.keys, key)
	}
	if diags := op.private.SetKey(ctx, key, value); diags.HasError() {
		return DiagnosticsError(diags)
	}
	return nil
}

// setKnown writes m to state with null instead of what is unknown.
func setKnown[M any](ctx context.Context, state *tfsdk.State, m M) diag.Diagnostics {
	diags := state.Set(ctx, m)
	if diags.HasError() {
		return diags
	}
	known, err := tftypes.Transform(state.Raw, func(_ *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if !v.IsKnown() {
			return tftypes.NewValue(v.Type(), nil), nil
		}
		return v, nil
	})
	if err != nil {
		diags.AddError("Could not save the state", err.Error())
		return diags
	}
	state.Raw = known
	return diags
}

// DiagnosticsError returns the first error of diags as a [Problem], or nil.
func DiagnosticsError(diags diag.Diagnostics) error {
	if !diags.HasError() {
		return nil
	}
	first := diags.Errors()[0]
	return &Problem{Summary: first.Summary(), Detail: first.Detail()}
}
