// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address  = "bcsales_security_role_assignment.test"
	rootUnit = "000000b0-0000-4000-8000-000000000001"
	user     = "000000d1-0000-4000-8000-000000000002"
	basic    = "236750cd-45ae-4939-ab12-b24b920ced93" // template of Basic User
)

func set(name string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: name} }

func config(env *acctest.Env, principal, role string) string {
	return env.ProviderConfig() + "resource \"bcsales_security_role_assignment\" \"test\" {\n  " + principal + "\n  " + role + "\n}\n"
}

func ofUser(id string) string { return fmt.Sprintf("system_user_id = %q", id) }
func ofTeam(id string) string { return fmt.Sprintf("team_id = %q", id) }
func byID(id string) string   { return fmt.Sprintf("role_id = %q", id) }
func byName(n string) string  { return fmt.Sprintf("role_name = %q", n) }
func byTemplate(t string) string {
	return fmt.Sprintf("role_template_id = %q", t)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

func expect(attribute, value string) resource.TestCheckFunc {
	return resource.TestCheckResourceAttr(address, attribute, value)
}

// copyOf returns the id of the role's copy in the business unit.
func copyOf(env *acctest.Env, name, unit string) string {
	for _, row := range env.Rows(set("roles")) {
		if row["name"] == name && row["_businessunitid_value"] == unit {
			return row["roleid"].(string)
		}
	}
	return ""
}

// has checks whether the user (or team) has the role.
func has(env *acctest.Env, links, column, principal, role string, want bool) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := false
		for _, link := range env.Rows(set(links)) {
			got = got || link[column] == principal && link["roleid"] == role
		}
		if got != want {
			return fmt.Errorf("%s has role %s: %t, want %t", principal, role, got, want)
		}
		return nil
	}
}

func userHas(env *acctest.Env, role string, want bool) resource.TestCheckFunc {
	return has(env, "systemuserrolescollection", "systemuserid", user, role, want)
}

func unlink(env *acctest.Env, links, key, role string) {
	env.Delete(set(links), env.Find(set(links), "roleid", role)[key].(string))
}

func TestAssignmentToUser(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	role, other := copyOf(env, "Basic User", rootUnit), copyOf(env, "Delegate", rootUnit)
	child := env.Insert(set("businessunits"), acctest.Row{"name": "Child", "_parentbusinessunitid_value": rootUnit})["businessunitid"].(string)
	inChild := copyOf(env, "Basic User", child)
	if role == "" || inChild == "" || role == inChild {
		t.Fatalf("unexpected roles %q and %q", role, inChild)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             resource.ComposeAggregateTestCheckFunc(userHas(env, role, false), userHas(env, other, false)),
		Steps: []resource.TestStep{
			{
				Config: config(env, ofUser(user), byName("Basic User")),
				Check: resource.ComposeAggregateTestCheckFunc(userHas(env, role, true), expect("id", user+"/"+role), expect("role_id", role),
					expect("role_template_id", basic), expect("assigned_role_id", role), expect("business_unit_id", rootUnit)),
			},
			{Config: config(env, ofUser(user), byName("Basic User")), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateId: user + "/" + inChild, ExpectError: regexp.MustCompile(`(?i)non-existent|cannot import`)},
			// The same root role named in other ways, and in another letter case, is no replacement.
			{Config: config(env, ofUser(user), byName("basic user")), PlanOnly: true},
			{Config: config(env, ofUser(user), byTemplate(strings.ToUpper(basic))), PlanOnly: true},
			{Config: config(env, ofUser(strings.ToUpper(user)), byID(strings.ToUpper(role))), PlanOnly: true},
			{Config: config(env, ofUser(user), byID(inChild)), PlanOnly: true},
			{Config: config(env, ofUser(user), byID(role)+"\n"+byName("BASIC USER")+"\n"+byTemplate(basic)), PlanOnly: true},
			{Config: config(env, ofUser(user), byID(role)+"\n"+byName("Delegate")), PlanOnly: true, ExpectError: regexp.MustCompile(`name\s+different\s+security\s+roles`)},
			{Config: config(env, ofUser(user), byID(role)), PlanOnly: true},
			{ // drift
				PreConfig:        func() { unlink(env, "systemuserrolescollection", "systemuserroleid", role) },
				Config:           config(env, ofUser(user), byID(role)),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				Check:            userHas(env, role, true),
			},
			{ // the user moved, and somebody gave the copy there
				PreConfig: func() {
					unlink(env, "systemuserrolescollection", "systemuserroleid", role)
					env.Patch(set("systemusers"), user, acctest.Row{"_businessunitid_value": child})
					env.Insert(set("systemuserrolescollection"), acctest.Row{"systemuserid": user, "roleid": inChild})
				},
				RefreshState: true,
				Check:        resource.ComposeAggregateTestCheckFunc(expect("assigned_role_id", inChild), expect("business_unit_id", child), expect("role_id", role)),
			},
			{Config: config(env, ofUser(user), byID(role)), PlanOnly: true},
			{
				PreConfig: func() {
					unlink(env, "systemuserrolescollection", "systemuserroleid", inChild)
					env.Patch(set("systemusers"), user, acctest.Row{"_businessunitid_value": rootUnit})
				},
				Config:           config(env, ofUser(user), byName("Delegate")),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				Check:            userHas(env, other, true),
			},
			{ // another root role
				Config:           config(env, ofUser(user), byName("Basic User")),
				ConfigPlanChecks: planned(plancheck.ResourceActionReplace),
				Check:            resource.ComposeAggregateTestCheckFunc(userHas(env, role, true), userHas(env, other, false)),
			},
			{Config: config(env, ofUser(user), byName("Basic User")), PlanOnly: true},
		},
	})
}

func TestAssignmentToTeam(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	child := env.Insert(set("businessunits"), acctest.Row{"name": "Child", "_parentbusinessunitid_value": rootUnit})["businessunitid"].(string)
	team := env.Insert(set("teams"), acctest.Row{"name": "Team", "teamtype": 0, "_businessunitid_value": child})["teamid"].(string)
	root, inChild := copyOf(env, "Basic User", rootUnit), copyOf(env, "Basic User", child)
	teamHas := func(want bool) resource.TestCheckFunc {
		return has(env, "teamrolescollection", "teamid", team, inChild, want)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             teamHas(false),
		Steps: []resource.TestStep{
			{
				Config: config(env, ofTeam(team), byID(root)),
				Check: resource.ComposeAggregateTestCheckFunc(teamHas(true), expect("id", team+"/"+root), expect("role_id", root),
					expect("assigned_role_id", inChild), expect("business_unit_id", child)),
			},
			{Config: config(env, ofTeam(team), byID(root)), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{
				PreConfig:        func() { unlink(env, "teamrolescollection", "teamroleid", inChild) },
				Config:           config(env, ofTeam(team), byID(root)),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				Check:            teamHas(true),
			},
			{ // the team is gone: so is the assignment, and nothing can be made for it
				PreConfig:   func() { env.Delete(set("teams"), team) },
				Config:      config(env, ofTeam(team), byID(root)),
				ExpectError: regexp.MustCompile(`There\s+is\s+no\s+such\s+team`),
			},
		},
	})
}

func TestAssignmentIdentity(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		Steps: []resource.TestStep{
			{Config: config(env, ofUser(user), byName("Basic User"))},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}

// TestFoundAssignment stays on destroy; an imported one counts as created.
func TestFoundAssignment(t *testing.T) {
	t.Parallel()
	for name, imported := range map[string]bool{"found": false, "imported": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			role := copyOf(env, "Basic User", rootUnit)
			env.Insert(set("systemuserrolescollection"), acctest.Row{"systemuserid": user, "roleid": role})
			steps := []resource.TestStep{{Config: config(env, ofUser(user), byID(role))}}
			if imported {
				steps = append([]resource.TestStep{{
					Config: config(env, ofUser(user), byID(role)), ResourceName: address,
					ImportState: true, ImportStateId: user + "/" + role, ImportStatePersist: true,
				}}, resource.TestStep{Config: config(env, ofUser(user), byID(role)), PlanOnly: true})
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(), CheckDestroy: userHas(env, role, !imported), Steps: steps,
			})
		})
	}
}

// TestLostAnswers loses the answers to the assignment and to its removal; the repeated removal hears that the link is
// not valid.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	role := copyOf(env, "Basic User", rootUnit)
	invalid := map[string]any{"error": map[string]any{"code": "0x80060888", "message": "role with id is not valid."}}
	path := "systemuserroles_association"
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             userHas(env, role, false),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: path, Action: "reset_after", Times: 1})
				},
				Config: config(env, ofUser(user), byID(role)),
			},
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "DELETE", Path: path, Action: "status", Status: 400, Body: invalid, Times: 1})
				},
				Config: config(env, ofUser(user), byID(role)), Destroy: true,
				ExpectError: regexp.MustCompile(`0x80060888`), // the role is still there
			},
			{
				PreConfig: func() {
					env.Faults(
						acctest.Fault{API: acctest.Dataverse, Method: "DELETE", Path: path, Action: "reset_after", Times: 1},
						acctest.Fault{API: acctest.Dataverse, Method: "DELETE", Path: path, Action: "status", Status: 400, Body: invalid, Times: 1},
					)
				},
				Config: config(env, ofUser(user), byID(role)), Destroy: true,
			},
		},
	})
}

// TestLateCopy waits for the copy of a role in the principal's business unit, which the service creates after a while.
func TestLateCopy(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	role := copyOf(env, "Basic User", rootUnit)
	// The plan, its repetition before the creation, and the creation look for it.
	env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "GET", Path: `/roles$`, Action: "status", Status: 200, Body: map[string]any{"value": []any{}}, Times: 3})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps:                    []resource.TestStep{{Config: config(env, ofUser(user), byName("Basic User")), Check: userHas(env, role, true)}},
	})
}

func TestAssignmentRefusals(t *testing.T) {
	t.Parallel()
	const unknown = "0000dead-0000-4000-8000-000000000001"
	for name, test := range map[string]struct {
		principal, role string
		prepare         func(env *acctest.Env)
		want            string
	}{
		"no user":      {principal: ofUser(unknown), role: byTemplate(basic), want: `There\s+is\s+no\s+such\s+user`},
		"no role id":   {principal: ofUser(user), role: byID(unknown), want: `(?s)no\s+such\s+security\s+role.*with\s+the\s+id`},
		"no role name": {principal: ofUser(user), role: byName("O'Neil"), want: `has\s+no\s+role\s+named\s+"O'Neil"`},
		"no template":  {principal: ofUser(user), role: byTemplate(unknown), want: `of\s+the\s+template`},
		"ambiguous": {
			principal: ofUser(user), role: byName("Twice"),
			prepare: func(env *acctest.Env) {
				for _, id := range []string{"0000aaaa-0000-4000-8000-000000000001", "0000aaaa-0000-4000-8000-000000000002"} {
					env.Insert(set("roles"), acctest.Row{"roleid": id, "name": "Twice", "_businessunitid_value": rootUnit})
				}
			},
			want: `(?s)More\s+than\s+one\s+security\s+role.*0000aaaa-0000-4000-8000-000000000001.*0000aaaa-0000-4000-8000-000000000002`,
		},
		"two principals": {principal: ofUser(user) + "\n" + ofTeam(user), role: byTemplate(basic), want: `(?i)exactly one|Invalid Attribute Combination`},
		"no principal":   {role: byTemplate(basic), want: `(?i)exactly one|Invalid Attribute Combination`},
		"two names":      {principal: ofUser(user), role: byTemplate(basic) + "\n" + byName("Delegate"), want: `(?s)role\s+of\s+the\s+template\s+.*has\s+the\s+name\s+"Basic\s+User",\s+not\s+"Delegate"`},
		"two templates": {
			principal: ofUser(user), role: byID(unknown) + "\n" + byTemplate(basic),
			prepare: func(env *acctest.Env) {
				env.Insert(set("roles"), acctest.Row{"roleid": unknown, "name": "Own", "_businessunitid_value": rootUnit})
			},
			want: `has\s+no\s+template,\s+not`,
		},
		"no role":    {principal: ofUser(user), want: `Invalid\s+Attribute\s+Combination`},
		"not a GUID": {principal: ofUser("me"), role: byTemplate(basic), want: `Not\s+a\s+GUID`},
		"disabled user": {
			principal: ofUser(user), role: byTemplate(basic),
			prepare: func(env *acctest.Env) { env.Patch(set("systemusers"), user, acctest.Row{"isdisabled": true}) },
			want:    `(?s)0x80040225`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if test.prepare != nil {
				test.prepare(env)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: config(env, test.principal, test.role), ExpectError: regexp.MustCompile(test.want)}},
			})
		})
	}
}

func TestImportRefusals(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const unknown = "0000dead-0000-4000-8000-000000000001"
	steps := make([]resource.TestStep, 1, 5)
	steps[0] = resource.TestStep{Config: config(env, ofUser(user), byTemplate(basic))}
	for id, want := range map[string]string{
		"x":                   `not\s+valid`,
		"x/y":                 `two\s+GUIDs`,
		unknown + "/" + basic: `no\s+such\s+user\s+or\s+team`,
		user + "/" + unknown:  `(?i)non-existent`,
	} {
		steps = append(steps, resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: id, ExpectError: regexp.MustCompile(want)})
	}
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: steps})
}
