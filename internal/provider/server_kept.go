// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"golang.org/x/text/unicode/norm"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// Bounds of what a diagnostic shows of values.
const (
	maxShownDifferences = 10
	maxShownValue       = 250 // characters
)

// kinds are the types of the resources by name, read once.
type kinds struct {
	once  sync.Once
	types map[string]tftypes.Type
	err   error
}

func (k *kinds) of(ctx context.Context, name string, schemas func(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error)) (tftypes.Type, error) {
	k.once.Do(func() {
		answer, err := schemas(context.WithoutCancel(ctx), &tfprotov6.GetProviderSchemaRequest{})
		if err != nil {
			k.err = fmt.Errorf("reading the schemas: %w", err)
			return
		}
		k.types = map[string]tftypes.Type{}
		for name, schema := range answer.ResourceSchemas {
			k.types[name] = schema.ValueType()
		}
	})
	if k.err != nil {
		return nil, k.err
	}
	return k.types[name], nil
}

// difference is a value that is not what was planned.
type difference struct {
	// attribute is the argument that it belongs to, and at its place in it too.
	attribute, at   string
	planned, actual tftypes.Value
}

func (d difference) String() string {
	planned, actual := shown(d.planned), shown(d.actual)
	switch {
	case absent(d.actual):
		return d.at + " is missing."
	case planned == "" || actual == "":
		return d.at + " differs."
	}
	return d.at + " is " + actual + " instead of " + planned + "."
}

func absent(v tftypes.Value) bool { return v.Type() == nil || v.IsNull() }

// apply applies, and reports what the service did not keep.
func (s *server) apply(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	ctx, takenUp := framework.ReportTakenUp(ctx)
	resp, err := s.protocol.ApplyResourceChange(ctx, req)
	if err != nil || resp == nil {
		return resp, err //nolint:wrapcheck // it only forwards
	}
	found := takenUp()
	more, err := s.kept(ctx, req, resp, found)
	if err != nil {
		// The state is what counts: without an answer Terraform would forget an object that was created.
		more = []*tfprotov6.Diagnostic{{
			Severity: tfprotov6.DiagnosticSeverityWarning, Summary: "Could not compare the result with the plan", Detail: err.Error() + ". This is a defect of the provider. The object was applied.",
		}}
	}
	resp.Diagnostics = append(resp.Diagnostics, more...)
	if err == nil && len(more) > 0 && found {
		// A tainted object would be destroyed, and this one is not ours to destroy. The next apply finds it again.
		resp.NewState, resp.NewIdentity, resp.Private = req.PriorState, nil, nil
	}
	return resp, nil
}

// kept returns an error if an apply that succeeded has led to other values than it planned: a service that answers a write with
// success need not have carried it out, or something there may have changed it at once. Terraform takes such a difference for a
// defect of the provider. found says that a creation took up an object that was there before.
func (s *server) kept(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest, resp *tfprotov6.ApplyResourceChangeResponse, found bool) ([]*tfprotov6.Diagnostic, error) {
	failed := slices.ContainsFunc(resp.Diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError })
	if failed || resp.NewState == nil || req.PlannedState == nil {
		return nil, nil
	}
	kind, err := s.kinds.of(ctx, req.TypeName, s.GetProviderSchema)
	if err != nil || kind == nil {
		return nil, err
	}
	planned, err := req.PlannedState.Unmarshal(kind)
	if err != nil {
		return nil, fmt.Errorf("reading the plan: %w", err)
	}
	actual, err := resp.NewState.Unmarshal(kind)
	if err != nil {
		return nil, fmt.Errorf("reading the new state: %w", err)
	}
	// A deletion plans nothing, and an object that is gone again is reported by the resource.
	if planned.IsNull() || actual.IsNull() {
		return nil, nil
	}
	differences, err := unlike(difference{planned: planned, actual: actual})
	if err != nil || len(differences) == 0 {
		return nil, err
	}
	created, err := req.PriorState.IsNull()
	if err != nil {
		return nil, fmt.Errorf("reading the prior state: %w", err)
	}
	return []*tfprotov6.Diagnostic{notKept(differences, created && !found)}, nil
}

func notKept(differences []difference, taints bool) *tfprotov6.Diagnostic {
	var lines []string
	for i, d := range differences {
		if i == maxShownDifferences {
			lines = append(lines, fmt.Sprintf("%d more values differ.", len(differences)-i))
			break
		}
		lines = append(lines, d.String())
	}
	remedy := "Run terraform apply again. If the same values come back, something in the service sets them: a plug-in, a workflow, or another administrator."
	if taints {
		remedy += " Terraform marks a new object as tainted after an error, and would replace it; terraform untaint keeps it."
	}
	var diags diag.Diagnostics
	framework.AddProblem(&diags, &framework.Problem{
		Summary: "The service did not keep what was applied",
		Detail:  "It answered every call with success, but shows other values now:\n\n" + strings.Join(lines, "\n"),
		Remedy:  remedy,
	})
	return &tfprotov6.Diagnostic{
		Severity: tfprotov6.DiagnosticSeverityError, Summary: diags[0].Summary(), Detail: diags[0].Detail(),
		Attribute: tftypes.NewAttributePath().WithAttributeName(differences[0].attribute),
	}
}

// unlike compares a value with the plan by Terraform's rules: whatever was known must be as planned.
func unlike(d difference) ([]difference, error) {
	kind := d.planned.Type()
	whole := !d.planned.IsKnown() || d.planned.IsNull() || !d.actual.IsKnown() || d.actual.IsNull()
	switch {
	case whole || kind.Is(tftypes.String) || kind.Is(tftypes.Bool) || kind.Is(tftypes.Number) || kind.Is(tftypes.Set{}):
		if same, err := d.same(); err != nil || same {
			return nil, err
		}
		return []difference{d}, nil
	case kind.Is(tftypes.Object{}) || kind.Is(tftypes.Map{}):
		return d.members(kind.Is(tftypes.Object{}))
	}
	return d.elements()
}

// same reports whether the values are equal as far as the plan knew. Terraform composes letters before it compares texts.
func (d difference) same() (bool, error) {
	switch {
	case !d.planned.IsKnown():
		return true, nil
	case d.planned.IsNull() != d.actual.IsNull():
		return false, nil
	case !d.planned.IsFullyKnown(): // a set whose elements cannot be told apart
		return true, nil
	}
	compose := func(_ *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		var text string
		if !v.Type().Is(tftypes.String) || v.IsNull() || !v.IsKnown() {
			return v, nil
		}
		err := v.As(&text)
		return tftypes.NewValue(tftypes.String, norm.NFC.String(text)), err
	}
	planned, err := tftypes.Transform(d.planned, compose)
	if err != nil {
		return false, fmt.Errorf("comparing %s with the plan: %w", d.at, err)
	}
	actual, err := tftypes.Transform(d.actual, compose)
	if err != nil {
		return false, fmt.Errorf("comparing %s with the plan: %w", d.at, err)
	}
	return planned.Equal(actual), nil
}

func (d difference) members(object bool) ([]difference, error) {
	var planned, actual map[string]tftypes.Value
	if err := d.values(&planned, &actual); err != nil {
		return nil, err
	}
	planned, actual = composed(planned), composed(actual)
	names := maps.Clone(planned)
	maps.Copy(names, actual)
	var all []difference
	for _, name := range slices.Sorted(maps.Keys(names)) {
		one := difference{attribute: d.attribute, at: d.at + "[" + strconv.Quote(name) + "]"}
		switch {
		case object && d.at == "":
			one.attribute, one.at = name, name
		case object:
			one.at = d.at + "." + name
		}
		more, err := one.of(planned, actual, name)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

// composed returns the members by their names in composed letters.
func composed(members map[string]tftypes.Value) map[string]tftypes.Value {
	all := make(map[string]tftypes.Value, len(members))
	for name, value := range members {
		all[norm.NFC.String(name)] = value
	}
	return all
}

// of compares one member, which one of the two may lack.
func (d difference) of(planned, actual map[string]tftypes.Value, name string) ([]difference, error) {
	var wanted, there bool
	d.planned, wanted = planned[name]
	d.actual, there = actual[name]
	if wanted && there {
		return unlike(d)
	}
	return []difference{d}, nil
}

func (d difference) elements() ([]difference, error) {
	var planned, actual []tftypes.Value
	if err := d.values(&planned, &actual); err != nil {
		return nil, err
	}
	if len(planned) != len(actual) {
		return []difference{d}, nil
	}
	var all []difference
	for i := range planned {
		more, err := unlike(difference{attribute: d.attribute, at: fmt.Sprintf("%s[%d]", d.at, i), planned: planned[i], actual: actual[i]})
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

func (d difference) values(planned, actual any) error {
	err := d.planned.As(planned)
	if err == nil {
		err = d.actual.As(actual)
	}
	if err != nil {
		return fmt.Errorf("comparing %s with the plan: %w", d.at, err)
	}
	return nil
}

// shown is a value as a diagnostic shows it, or "" for a collection.
func shown(v tftypes.Value) string {
	var text string
	var truth bool
	var number big.Float
	switch {
	case absent(v):
		return "nothing"
	case v.Type().Is(tftypes.String) && v.As(&text) == nil:
		return strconv.Quote(odata.Bounded(text, maxShownValue))
	case v.Type().Is(tftypes.Bool) && v.As(&truth) == nil:
		return strconv.FormatBool(truth)
	case v.Type().Is(tftypes.Number) && v.As(&number) == nil:
		return number.Text('g', -1)
	}
	return ""
}
