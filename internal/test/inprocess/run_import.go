// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"
	"maps"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// imports brings one object into the state: with the command, or with an import block whose plan must change nothing.
func (r *runner) imports(s resource.TestStep) error {
	shown, err := r.workspace.State()
	if err != nil {
		return err
	}
	state := flat(shown)
	id := s.ImportStateId
	switch {
	case s.ImportStateIdFunc != nil:
		if id, err = s.ImportStateIdFunc(state); err != nil {
			return err
		}
	case id == "":
		known := state.RootModule().Resources[s.ResourceName]
		if known == nil {
			return fmt.Errorf("the state has no %s", s.ResourceName)
		}
		id = known.Primary.ID
	}
	id = s.ImportStateIdPrefix + id
	config := s.Config
	if config == "" {
		config = r.applied
	}
	switch s.ImportStateKind {
	case resource.ImportBlockWithID:
		return r.importsByBlock(s, config+fmt.Sprintf("\nimport {\n  to = %s\n  id = %q\n}\n", s.ResourceName, id), nil)
	case resource.ImportBlockWithResourceIdentity:
		values := identityIn(shown, s.ResourceName)
		if len(values) == 0 {
			return fmt.Errorf("importing resource %s: expected prior state to have resource identity values, got none", s.ResourceName)
		}
		var lines strings.Builder
		for name, value := range values {
			fmt.Fprintf(&lines, "    %s = %q\n", name, value)
		}
		return r.importsByBlock(s, config+fmt.Sprintf("\nimport {\n  to = %s\n  identity = {\n%s  }\n}\n", s.ResourceName, lines.String()), values)
	}
	return r.importsByCommand(s, config, id, state)
}

func (r *runner) importsByCommand(s resource.TestStep, config, id string, before *terraform.State) error {
	workspace := &Workspace{r.workspace.providers, newState()}
	if s.ImportStatePersist {
		workspace, r.config = r.workspace, config
	}
	if err := workspace.Import(r.t.Context(), config, s.ResourceName, id); err != nil {
		return err
	}
	shown, err := workspace.State()
	if err != nil {
		return err
	}
	after := flat(shown)
	if s.ImportStateCheck != nil {
		var all []*terraform.InstanceState
		for _, one := range after.RootModule().Resources {
			all = append(all, one.Primary)
		}
		if err := s.ImportStateCheck(all); err != nil {
			return err
		}
	}
	if s.ImportStateVerify {
		return verify(s, before, after)
	}
	return nil
}

func (r *runner) importsByBlock(s resource.TestStep, config string, identity map[string]any) error {
	workspace := r.workspace
	if !s.ImportStatePersist {
		workspace = r.workspace.Clone()
	}
	workspace.Forget(s.ResourceName)
	plan, err := workspace.Plan(r.t.Context(), config, Mode{})
	if err != nil {
		return fmt.Errorf("generating plan with import config: %w", err)
	}
	shown, err := plan.JSON()
	if err != nil {
		return err
	}
	for _, change := range shown.ResourceChanges {
		if change.Address != s.ResourceName {
			continue
		}
		switch {
		case change.Change.Importing == nil:
			return fmt.Errorf("importing resource %s: expected an import operation, got %v", s.ResourceName, change.Change.Actions)
		case !s.ExpectNonEmptyPlan && !change.Change.Actions.NoOp():
			return fmt.Errorf("importing resource %s: expected a no-op import operation, got %v:\n%s", s.ResourceName, change.Change.Actions, summary(shown))
		}
		planned, err := (&Workspace{state: plan.state}).State()
		if err != nil {
			return err
		}
		if got := identityIn(planned, s.ResourceName); identity != nil && !maps.Equal(identity, got) {
			return fmt.Errorf("importing resource %s: expected identity values %v, got %v", s.ResourceName, identity, got)
		}
		return checkPlan(r.t.Context(), shown, s.ImportPlanChecks.PreApply)
	}
	return fmt.Errorf("importing resource %s: expected a resource change, got no changes", s.ResourceName)
}

func identityIn(state *tfjson.State, at string) map[string]any {
	for _, one := range state.Values.RootModule.Resources {
		if one.Address == at {
			return one.IdentityValues
		}
	}
	return nil
}

// verify requires every imported resource to be as known before.
func verify(s resource.TestStep, before, after *terraform.State) error {
	identifier := s.ImportStateVerifyIdentifierAttribute
	if identifier == "" {
		identifier = "id"
	}
	for name, imported := range after.RootModule().Resources {
		if strings.HasPrefix(name, "data.") {
			continue
		}
		var known *terraform.ResourceState
		for other, one := range before.RootModule().Resources {
			if !strings.HasPrefix(other, "data.") && one.Type == imported.Type && one.Primary.Attributes[identifier] == imported.Primary.Attributes[identifier] {
				known = one
			}
		}
		if known == nil || imported.Primary.Attributes[identifier] == "" {
			return fmt.Errorf("failed state verification, resource with %s %q not found", identifier, imported.Primary.Attributes[identifier])
		}
		was, is := compared(s, known), compared(s, imported)
		if !maps.Equal(was, is) {
			return fmt.Errorf("ImportStateVerify attributes not equivalent: known as\n%v\nimported as\n%v", was, is)
		}
	}
	return nil
}

// compared are the attributes that are compared after an import: without those that the test
// ignores, timeouts, and empty collections.
func compared(s resource.TestStep, of *terraform.ResourceState) map[string]string {
	attributes := maps.Clone(of.Primary.Attributes)
	maps.DeleteFunc(attributes, func(name, value string) bool {
		if value == "0" && (strings.HasSuffix(name, ".#") || strings.HasSuffix(name, ".%")) || name == "timeouts" || strings.HasPrefix(name, "timeouts.") {
			return true
		}
		for _, ignored := range s.ImportStateVerifyIgnore {
			if strings.HasPrefix(name, ignored) {
				return true
			}
		}
		return false
	})
	return attributes
}
