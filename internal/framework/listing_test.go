// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// listArguments narrow the list of things.
type listArguments struct {
	framework.CompanyFilter
}

// things lists things of these ids; an empty id is an error.
func things(ids ...string) *framework.ListDefinition[listArguments] {
	return &framework.ListDefinition[listArguments]{
		Arguments: map[string]schema.Attribute{"company_id": framework.CompanyArgument()},
		Find: func(ctx context.Context, clients *framework.Clients, config listArguments) iter.Seq2[framework.Listed, error] {
			return func(yield func(framework.Listed, error) bool) {
				if at, ok := ctx.Deadline(); !ok || time.Until(at) > 31*time.Minute || clients == nil {
					_ = yield(framework.Listed{}, errors.New("no deadline"))
					return
				}
				for _, id := range ids {
					if id == "" {
						yield(framework.Listed{}, errors.New("no more pages"))
						return
					}
					if !yield(framework.Listed{ID: id, Name: "thing " + id + config.CompanyID.ValueString()}, nil) {
						return
					}
				}
			}
		},
	}
}

// TestList yields what is there as an import and a refresh show it, ends at the limit, and says what failed after what it found.
func TestList(t *testing.T) {
	t.Parallel()
	no := errors.New("no answer")
	company := "000000c2-0000-4000-8000-000000000001"
	for name, tc := range map[string]struct {
		ids     []string
		wanted  inprocess.Listing
		data    any
		needs   framework.Services
		read    error
		company any
		stop    int // after so many
		want    []string
		fails   []string
	}{
		"identities":               {ids: []string{"a", "gone", "b"}, want: []string{"thing a", "thing gone", "thing b"}},
		"objects":                  {ids: []string{"a", "gone", "b"}, wanted: inprocess.Listing{Full: true}, want: []string{"thing a: red", "thing b: red"}},
		"of a company":             {ids: []string{"a"}, company: company, want: []string{"thing a" + company}},
		"up to the limit":          {ids: []string{"a", "b", "c"}, wanted: inprocess.Listing{Limit: 2}, want: []string{"thing a", "thing b"}},
		"up to a limit, of more":   {ids: []string{"a", "b", ""}, wanted: inprocess.Listing{Limit: 2}, want: []string{"thing a", "thing b"}},
		"below the limit":          {ids: []string{"a"}, wanted: inprocess.Listing{Limit: 2}, want: []string{"thing a"}},
		"until nobody wants more":  {ids: []string{"a", "b", ""}, stop: 1, want: []string{"thing a"}},
		"until it fails":           {ids: []string{"a", "", "b"}, want: []string{"thing a"}, fails: []string{"Could not list every thing", "No more pages"}},
		"what cannot be read":      {ids: []string{"a"}, wanted: inprocess.Listing{Full: true}, read: no, fails: []string{"Could not read the thing", "No answer"}},
		"what is no id":            {ids: []string{"/"}, fails: []string{"Unexpected id"}},
		"nothing":                  {},
		"without a client":         {ids: []string{"a"}, needs: framework.Graph, fails: []string{"lacks the argument tenant_id"}},
		"without a configuration":  {ids: []string{"a"}, data: framework.UnconfiguredClients("client_id"), needs: framework.Graph, fails: []string{"not configured yet", "client_id"}},
		"without a provider block": {ids: []string{"a"}, data: (*framework.Clients)(nil), fails: []string{"The provider is not configured"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService()
			s.things["a"], s.things["b"], s.read = &thing{color: "red"}, &thing{color: "red"}, tc.read
			def := s.definition()
			def.Needs = tc.needs
			if name == "what is no id" {
				def.IDParts = []framework.IDPart{{Name: "name"}, {Name: "color"}}
			}
			k := (&served{def: def, list: things(tc.ids...), data: orReady(tc.data)}).run(t)
			var err error
			if tc.wanted.Config, err = k.session.ListConfig("fake_thing", map[string]any{"company_id": tc.company}); err != nil {
				t.Fatal(err)
			}
			var got []string
			told := k.session.List(t.Context(), "fake_thing", tc.wanted, func(one inprocess.Listed) bool {
				shown := one.Name
				if tc.wanted.Full {
					shown += ": " + one.Value.GetAttr("color").AsString()
					if mode := one.Value.GetAttr("mode").AsString(); mode != "calm" {
						t.Errorf("the local setting is %q", mode)
					}
				}
				if id := one.Identity.GetAttr("name").AsString(); !strings.HasPrefix(one.Name, "thing "+id) {
					t.Errorf("%q has the identity %q", one.Name, id)
				}
				got = append(got, shown)
				return len(got) != tc.stop
			})
			if !slices.Equal(got, tc.want) {
				t.Errorf("%q, want %q", got, tc.want)
			}
			if tc.fails == nil {
				k.quiet(told)
				return
			}
			if k.fails(told, tc.fails...); len(told) != 1 {
				t.Errorf("%d errors: %s", len(told), told.Errors())
			}
		})
	}
}

// TestWhatIsListedHasTheIdentityOfItsState, in the spelling of the service.
func TestWhatIsListedHasTheIdentityOfItsState(t *testing.T) {
	t.Parallel()
	def := newService().definition()
	def.Read = func(_ context.Context, _ *framework.Operation[thingModel], m thingModel) (thingModel, bool, error) {
		m.ID = types.StringValue("b")
		return m, true, nil
	}
	k := (&served{def: def, list: things("B"), data: ready()}).run(t)
	config, err := k.session.ListConfig("fake_thing", nil)
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	k.quiet(k.session.List(t.Context(), "fake_thing", inprocess.Listing{Config: config, Full: true}, func(one inprocess.Listed) bool {
		listed++
		if id, identity := one.Value.GetAttr("id").AsString(), one.Identity.GetAttr("name").AsString(); id != "b" || identity != id {
			t.Errorf("%q has the identity %q", id, identity)
		}
		return true
	}))
	if listed != 1 {
		t.Errorf("listed %d times", listed)
	}
}

func orReady(data any) any {
	if data == nil {
		return ready()
	}
	if clients, ok := data.(*framework.Clients); ok && clients == nil {
		return nil
	}
	return data
}

// TestCompanyFilter goes through one company or all, and ends with the first error.
func TestCompanyFilter(t *testing.T) {
	t.Parallel()
	const one, two = "000000C2-0000-4000-8000-000000000001", "000000C2-0000-4000-8000-000000000002"
	no := errors.New("no answer")
	for name, tc := range map[string]struct {
		company string
		status  int    // of the companies
		fails   string // the name of the company where it fails
		stop    int
		want    []string
		err     string
	}{
		"all":                     {want: []string{"CRONUS: unit", "FABRIKAM: unit"}},
		"one":                     {company: one, want: []string{"CRONUS: unit"}},
		"none of that id":         {company: strings.Replace(one, "c2", "c3", 1), status: http.StatusNotFound, err: "has no company"},
		"none that can be read":   {status: http.StatusForbidden, err: "listing companies"},
		"until one fails":         {fails: "CRONUS", err: "no answer"},
		"the last fails":          {fails: "FABRIKAM", want: []string{"CRONUS: unit"}, err: "no answer"},
		"until nobody wants more": {stop: 1, want: []string{"CRONUS: unit"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := businessCentral(t, "Production", func(*http.Request) transporttest.Answer {
				if tc.status != 0 {
					return transporttest.Answer{Status: tc.status, Body: `{"error":{"code":"Internal_RecordNotFound","message":"No."}}`}
				}
				row := func(id, name string) string { return `{"id":"` + id + `","name":"` + name + `"}` }
				if tc.company != "" {
					return transporttest.Answer{Body: row(one, "CRONUS")}
				}
				return transporttest.Answer{Body: `{"value":[` + row(one, "CRONUS") + `,` + row(two, "FABRIKAM") + `]}`}
			})
			filter := framework.CompanyFilter{CompanyID: customtypes.NewGUID(tc.company)}
			if tc.company == "" {
				filter = framework.CompanyFilter{CompanyID: customtypes.GUIDNull()}
			}
			var got []string
			var last error
			for found, err := range filter.EachOne(t.Context(), client, "unit", func(c businesscentral.Company) (bool, error) {
				if c.ID != strings.ToLower(c.ID) {
					t.Errorf("the id %s", c.ID)
				}
				if c.Name == tc.fails {
					return false, no
				}
				return true, nil
			}) {
				if last = err; err == nil {
					got = append(got, found.Name)
				}
				if len(got) == tc.stop && tc.stop > 0 {
					break
				}
			}
			if !slices.Equal(got, tc.want) || (last == nil) != (tc.err == "") || last != nil && !strings.Contains(last.Error(), tc.err) {
				t.Errorf("%q, %v", got, last)
			}
		})
	}
}
