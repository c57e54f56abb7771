// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"

	goversion "github.com/hashicorp/go-version"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"
)

// runner runs a test case.
type runner struct {
	t         testing.TB
	c         resource.TestCase
	workspace *Workspace
	// installed are the providers of the case; a step may have others.
	installed *installation
	// config is the latest configuration, used by the final destroy; applied is the latest that passed, used by an
	// import without a configuration.
	config, applied string
}

// Run runs a test case like [resource.UnitTest], with the same commands in the same order, but in this process.
func Run(t testing.TB, c resource.TestCase) {
	t.Helper()
	if c.PreCheck != nil {
		c.PreCheck()
	}
	checkVersion(t, c)
	workspace := NewWorkspace(c.ProtoV6ProviderFactories)
	r := &runner{t: t, c: c, workspace: workspace, installed: workspace.providers}
	// Even after a failed step, so that nothing stays in a service that others use.
	defer r.destroy()
	for i, step := range c.Steps {
		r.step(fmt.Sprintf("step %d/%d", i+1, len(c.Steps)), step)
	}
}

func checkVersion(t testing.TB, c resource.TestCase) {
	t.Helper()
	version := goversion.Must(goversion.NewVersion(terraformVersion))
	for _, check := range c.TerraformVersionChecks {
		var answer tfversion.CheckTerraformVersionResponse
		check.CheckTerraformVersion(t.Context(), tfversion.CheckTerraformVersionRequest{TerraformVersion: version}, &answer)
		if answer.Error != nil {
			t.Fatal(answer.Error)
		}
		if answer.Skip != "" {
			t.Skip(answer.Skip)
		}
	}
}

func (r *runner) destroy() {
	r.t.Helper()
	if r.workspace.Empty() {
		return
	}
	ctx := context.WithoutCancel(r.t.Context())
	state, err := r.workspace.State()
	if err != nil {
		r.t.Errorf("destroying what the test made: %v", err)
		return
	}
	before := flat(state)
	plan, err := r.workspace.Plan(ctx, r.config, Mode{Destroy: true, NoRefresh: true})
	if err == nil {
		err = r.workspace.Apply(ctx, plan)
	}
	if err == nil && r.c.CheckDestroy != nil {
		err = r.c.CheckDestroy(before)
	}
	if err != nil {
		r.t.Errorf("destroying what the test made: %v", err)
	}
}

func (r *runner) step(name string, s resource.TestStep) {
	r.t.Helper()
	if s.PreConfig != nil {
		s.PreConfig()
	}
	if s.SkipFunc != nil {
		skip, err := s.SkipFunc()
		if err != nil {
			r.t.Fatalf("%s: %v", name, err)
		}
		if skip {
			return
		}
	}
	for _, at := range s.Taint {
		if err := r.workspace.Taint(at); err != nil {
			r.t.Fatalf("%s: %v", name, err)
		}
	}
	r.workspace.providers = r.installed
	if len(s.ProtoV6ProviderFactories) > 0 {
		r.workspace.providers = install(r.factories(s))
	}
	var err error
	switch {
	case s.ImportState:
		err = r.imports(s)
	case s.RefreshState:
		err = r.refreshes(s)
	default:
		r.config = s.Config
		if err = r.applies(s); err == nil {
			r.applied = s.Config
		}
	}
	switch {
	case s.ExpectError != nil && err == nil:
		r.t.Fatalf("%s: expected an error, and there was none", name)
	case s.ExpectError != nil && !s.ExpectError.MatchString(err.Error()):
		r.t.Fatalf("%s: expected an error like %s, and it is: %v", name, s.ExpectError, err)
	case s.ExpectError == nil && err != nil && r.c.ErrorCheck != nil:
		err = r.c.ErrorCheck(err)
	}
	if s.ExpectError == nil && err != nil {
		r.t.Fatalf("%s: %v", name, err)
	}
}

// factories are those of the case, overridden by those of the step.
func (r *runner) factories(s resource.TestStep) map[string]Factory {
	all := map[string]Factory{}
	maps.Copy(all, r.c.ProtoV6ProviderFactories)
	maps.Copy(all, s.ProtoV6ProviderFactories)
	return all
}

// refreshes reads the state again.
func (r *runner) refreshes(s resource.TestStep) error {
	ctx := r.t.Context()
	if err := r.workspace.Refresh(ctx, r.config); err != nil {
		return err
	}
	if s.Check != nil {
		state, err := r.workspace.State()
		if err != nil {
			return err
		}
		if err := s.Check(flat(state)); err != nil {
			return err
		}
	}
	plan, err := r.plan(ctx, r.config, Mode{}, s.RefreshPlanChecks.PostRefresh)
	if err != nil {
		return fmt.Errorf("the plan after the refresh: %w", err)
	}
	if !empty(plan) && !s.ExpectNonEmptyPlan {
		return fmt.Errorf("after refreshing, the plan was not empty:\n%s", summary(plan))
	}
	return nil
}

// applies plans and applies a configuration, unless the step only plans, and then requires two plans without
// changes: one from the state and one after a refresh.
func (r *runner) applies(s resource.TestStep) error {
	ctx := r.t.Context()
	if !s.PlanOnly {
		if err := r.apply(ctx, s); err != nil {
			return err
		}
	}
	plan, err := r.plan(ctx, s.Config, Mode{Destroy: s.Destroy, NoRefresh: true}, s.ConfigPlanChecks.PostApplyPreRefresh)
	if err != nil {
		return fmt.Errorf("the plan without a refresh: %w", err)
	}
	if !empty(plan) && !s.ExpectNonEmptyPlan {
		return fmt.Errorf("the non-refresh plan was not empty:\n%s", summary(plan))
	}
	plan, err = r.plan(ctx, s.Config, Mode{Destroy: s.Destroy, NoRefresh: s.Destroy && s.PreventPostDestroyRefresh}, s.ConfigPlanChecks.PostApplyPostRefresh)
	switch {
	case err != nil:
		return fmt.Errorf("the plan with a refresh: %w", err)
	case !empty(plan) && !s.ExpectNonEmptyPlan:
		return fmt.Errorf("the refresh plan was not empty:\n%s", summary(plan))
	case empty(plan) && s.ExpectNonEmptyPlan:
		return errors.New("expected a non-empty plan, but got an empty refresh plan")
	}
	return nil
}

func (r *runner) apply(ctx context.Context, s resource.TestStep) error {
	before, err := r.workspace.State()
	if err != nil {
		return err
	}
	plan, err := r.workspace.Plan(ctx, s.Config, Mode{Destroy: s.Destroy})
	if err != nil {
		return fmt.Errorf("planning: %w", err)
	}
	shown, err := plan.JSON()
	if err != nil {
		return err
	}
	if err := checkPlan(ctx, shown, s.ConfigPlanChecks.PreApply); err != nil {
		return fmt.Errorf("the plan: %w", err)
	}
	if err := r.workspace.Apply(ctx, plan); err != nil {
		return fmt.Errorf("applying: %w", err)
	}
	after, err := r.workspace.State()
	if err != nil {
		return err
	}
	if s.Check != nil {
		checked := after
		if s.Destroy {
			checked = before
		}
		if err := s.Check(flat(checked)); err != nil {
			return fmt.Errorf("check failed: %w", err)
		}
	}
	var all []error
	for _, check := range s.ConfigStateChecks {
		var answer statecheck.CheckStateResponse
		check.CheckState(ctx, statecheck.CheckStateRequest{State: after}, &answer)
		all = append(all, answer.Error)
	}
	return errors.Join(all...)
}

// plan plans, and runs the plan checks.
func (r *runner) plan(ctx context.Context, config string, mode Mode, checks []plancheck.PlanCheck) (*tfjson.Plan, error) {
	plan, err := r.workspace.Plan(ctx, config, mode)
	if err != nil {
		return nil, err
	}
	shown, err := plan.JSON()
	if err != nil {
		return nil, err
	}
	return shown, checkPlan(ctx, shown, checks)
}

func checkPlan(ctx context.Context, plan *tfjson.Plan, checks []plancheck.PlanCheck) error {
	all := make([]error, 0, len(checks))
	for _, check := range checks {
		var answer plancheck.CheckPlanResponse
		check.CheckPlan(ctx, plancheck.CheckPlanRequest{Plan: plan}, &answer)
		all = append(all, answer.Error)
	}
	return errors.Join(all...)
}
