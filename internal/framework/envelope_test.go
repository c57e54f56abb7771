// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	testresource "github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// thing is an object of the fake service.
type thing struct{ color string }

// service is a fake service whose next calls can be made to fail.
type service struct {
	mu       sync.Mutex
	things   map[string]*thing
	create   func() error // called after the object was made
	update   func() error // called before the object is changed
	remove   func()       // called after the object was removed
	read     error
	needs    framework.Services
	restored int
	bounded  map[string]bool // whether each kind of operation had a deadline
}

// note remembers whether an operation had a deadline. The caller holds the lock.
func (s *service) note(ctx context.Context, operation string) {
	_, ok := ctx.Deadline()
	if s.bounded == nil {
		s.bounded = map[string]bool{}
	}
	before, known := s.bounded[operation]
	s.bounded[operation] = ok && (before || !known)
}

type thingModel struct {
	framework.Base
	Name  types.String `tfsdk:"name"`
	Color types.String `tfsdk:"color"`
	Mode  types.String `tfsdk:"mode"`
}

func (s *service) definition() framework.Definition[thingModel] {
	return framework.Definition[thingModel]{
		Name: "thing", Noun: "thing", Needs: s.needs,
		Schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"name":  schema.StringAttribute{Required: true},
			"color": schema.StringAttribute{Optional: true, Computed: true},
			"mode":  schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("calm")},
		}},
		IDParts: []framework.IDPart{{Name: "name"}},
		Local:   map[string]string{"mode": "has no remote value"},
		Create: func(ctx context.Context, op *framework.Operation[thingModel], plan thingModel) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.note(ctx, "create")
			color := plan.Color.ValueString()
			if plan.Color.IsUnknown() {
				color = "gray"
			}
			if _, exists := s.things[plan.Name.ValueString()]; exists {
				if err := op.Found(ctx); err != nil {
					return err
				}
			} else {
				op.Making(ctx)
				s.things[plan.Name.ValueString()] = &thing{color: color}
			}
			plan.ID = plan.Name
			if s.create != nil {
				if err := s.create(); errors.Is(err, context.DeadlineExceeded) {
					return err // nothing saved: the answer never came
				} else if err != nil {
					return errors.Join(op.Save(ctx, plan), err)
				}
			}
			return op.Save(ctx, plan)
		},
		Recover: func(_ context.Context, _ *framework.Operation[thingModel], plan thingModel) (thingModel, bool, error) {
			s.restored++
			plan.ID = plan.Name
			_, found := s.things[plan.Name.ValueString()]
			return plan, found, nil
		},
		Read: func(ctx context.Context, _ *framework.Operation[thingModel], state thingModel) (thingModel, bool, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.note(ctx, "read")
			t, found := s.things[state.ID.ValueString()]
			if !found || s.read != nil {
				return state, false, s.read
			}
			state.Name, state.Color = state.ID, types.StringValue(t.color)
			return state, true, nil
		},
		Update: func(ctx context.Context, _ *framework.Operation[thingModel], plan, _ thingModel) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.note(ctx, "update")
			if s.update != nil {
				if err := s.update(); err != nil {
					return err
				}
			}
			s.things[plan.ID.ValueString()].color = plan.Color.ValueString()
			return nil
		},
		Delete: func(ctx context.Context, op *framework.Operation[thingModel], state thingModel) error {
			if op.WasFound(ctx) {
				return nil
			}
			s.mu.Lock()
			s.note(ctx, "delete")
			delete(s.things, state.ID.ValueString())
			s.mu.Unlock()
			if s.remove != nil {
				s.remove()
			}
			return nil
		},
	}
}

// fake is a provider with the one resource.
type fake struct {
	service *service
	clients *framework.Clients
}

func (f *fake) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "fake"
}
func (f *fake) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}
func (f *fake) Configure(_ context.Context, _ provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	if resp.ResourceData = f.clients; f.clients.Configured() {
		resp.ResourceData = ready() // each command has its own
	}
}

func (f *fake) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return framework.NewResource(f.service.definition()) }}
}
func (f *fake) DataSources(context.Context) []func() datasource.DataSource { return nil }

func factories(s *service, clients *framework.Clients) map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"fake": providerserver.NewProtocol6WithError(&fake{service: s, clients: clients}),
	}
}

func newService() *service { return &service{things: map[string]*thing{}} }

func ready() *framework.Clients { return framework.NewClients(framework.ClientSet{}) }

const config = `
resource "fake_thing" "this" {
  name  = "a"
  color = "%s"
}
`

func colored(color string) string { return fmt.Sprintf(config, color) }

func emptyPlan() testresource.ConfigPlanChecks {
	return testresource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
}

func TestEnvelopeLifecycle(t *testing.T) {
	t.Parallel()
	s := newService()
	acctest.Terraform(t, testresource.TestCase{
		ProtoV6ProviderFactories: factories(s, ready()),
		Steps: []testresource.TestStep{
			{Config: colored("red"), ConfigPlanChecks: emptyPlan()},
			{ResourceName: "fake_thing.this", ImportState: true, ImportStateVerify: true},
			{ResourceName: "fake_thing.this", ImportState: true, ImportStateId: " ", ExpectError: regexp.MustCompile("import id of a thing is not valid")},
			{Config: colored("blue"), ConfigPlanChecks: emptyPlan(), Check: func(_ *terraform.State) error { return s.is("a", "blue") }},
			{PreConfig: func() { s.things["a"].color = "pink" }, Config: colored("blue"), Check: func(_ *terraform.State) error { return s.is("a", "blue") }},
			{PreConfig: func() { delete(s.things, "a") }, Config: colored("blue"), ConfigPlanChecks: testresource.ConfigPlanChecks{
				PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("fake_thing.this", plancheck.ResourceActionCreate)},
			}},
		},
		CheckDestroy: func(*terraform.State) error {
			if len(s.things) != 0 {
				return errors.New("the thing is still there")
			}
			return nil
		},
	})
	for _, operation := range []string{"create", "read", "update", "delete"} {
		if !s.bounded[operation] {
			t.Errorf("%s has no deadline", operation)
		}
	}
}

// TestEnvelopeSavesBeforeAFailure lets creation fail after the object was made: it is in state, and the next apply
// replaces it instead of making a second.
func TestEnvelopeSavesBeforeAFailure(t *testing.T) {
	t.Parallel()
	s := newService()
	s.create = func() error { return errors.New("the second step failed") }
	acctest.Run(t, testresource.TestCase{
		ProtoV6ProviderFactories: factories(s, ready()),
		Steps: []testresource.TestStep{
			{Config: colored("red"), ExpectError: regexp.MustCompile("(?s)Could not create the thing.*second step failed")},
			{
				PreConfig: func() { s.create = nil },
				Config:    colored("red"),
				ConfigPlanChecks: testresource.ConfigPlanChecks{
					PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("fake_thing.this", plancheck.ResourceActionReplace)},
				},
			},
		},
	})
}

// TestEnvelopeRecoversAfterADeadline looks with a fresh context for what an interrupted creation made.
func TestEnvelopeRecoversAfterADeadline(t *testing.T) {
	t.Parallel()
	s := newService()
	s.create = func() error { return fmt.Errorf("waiting for the answer: %w", context.DeadlineExceeded) }
	acctest.Run(t, testresource.TestCase{
		ProtoV6ProviderFactories: factories(s, ready()),
		Steps: []testresource.TestStep{
			{Config: colored("red"), ExpectError: regexp.MustCompile("(?s)deadline exceeded.*timeouts")},
			{PreConfig: func() {
				s.create = nil
				if s.restored != 1 {
					t.Errorf("looked %d times for what the creation made", s.restored)
				}
			}, Config: colored("red"), ConfigPlanChecks: testresource.ConfigPlanChecks{
				PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("fake_thing.this", plancheck.ResourceActionReplace)},
			}},
		},
	})
}

// TestEnvelopeRecoversNothingThatItFound does not take what was there before an interrupted creation for its work.
func TestEnvelopeRecoversNothingThatItFound(t *testing.T) {
	t.Parallel()
	s := newService()
	s.things["a"] = &thing{color: "red"}
	s.create = func() error { return fmt.Errorf("waiting for the answer: %w", context.DeadlineExceeded) }
	acctest.Run(t, testresource.TestCase{
		ProtoV6ProviderFactories: factories(s, ready()),
		Steps: []testresource.TestStep{
			{Config: colored("red"), ExpectError: regexp.MustCompile("(?s)deadline exceeded.*timeouts")},
			{PreConfig: func() { s.create = nil }, Config: colored("red"), ConfigPlanChecks: testresource.ConfigPlanChecks{
				PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("fake_thing.this", plancheck.ResourceActionCreate)},
			}},
		},
		CheckDestroy: func(*terraform.State) error { return s.is("a", "red") },
	})
	if s.restored != 0 {
		t.Errorf("looked %d times for what the creation made", s.restored)
	}
}

// TestEnvelopeKeepsTheTruthAfterAFailedUpdate expects the next plan to start from what the service shows.
func TestEnvelopeKeepsTheTruthAfterAFailedUpdate(t *testing.T) {
	t.Parallel()
	s := newService()
	acctest.Run(t, testresource.TestCase{
		ProtoV6ProviderFactories: factories(s, ready()),
		Steps: []testresource.TestStep{
			{Config: colored("red")},
			{
				PreConfig:   func() { s.update = func() error { return errors.New("refused") } },
				Config:      colored("blue"),
				ExpectError: regexp.MustCompile("(?s)Could not update the thing.*Refused"),
			},
			{PreConfig: func() { s.update = nil }, Config: colored("red"), PlanOnly: true},
		},
	})
}

// TestEnvelopeLeavesWhatItFound keeps an object that existed before on destroy.
func TestEnvelopeLeavesWhatItFound(t *testing.T) {
	t.Parallel()
	s := newService()
	s.things["a"] = &thing{color: "red"}
	acctest.Run(t, testresource.TestCase{
		ProtoV6ProviderFactories: factories(s, ready()),
		Steps:                    []testresource.TestStep{{Config: colored("red")}},
		CheckDestroy:             func(*terraform.State) error { return s.is("a", "red") },
	})
}

// TestEnvelopeWaitsForTheProvider keeps the prior state while the provider's configuration is not known, and refuses to
// import.
func TestEnvelopeWaitsForTheProvider(t *testing.T) {
	t.Parallel()
	s := newService()
	unknown := framework.UnconfiguredClients("dataverse_url")
	acctest.Run(t, testresource.TestCase{
		Steps: []testresource.TestStep{
			{ProtoV6ProviderFactories: factories(s, ready()), Config: colored("red")},
			{ProtoV6ProviderFactories: factories(s, unknown), PreConfig: func() { s.things["a"].color = "blue" }, Config: colored("red"), PlanOnly: true},
			{ProtoV6ProviderFactories: factories(s, unknown), ResourceName: "fake_thing.this", ImportState: true, ImportStateId: "a", ExpectError: regexp.MustCompile(`(?s)cannot be imported yet.*dataverse_url`)},
			{ProtoV6ProviderFactories: factories(s, ready()), Config: colored("blue"), ConfigPlanChecks: emptyPlan()},
		},
	})
}

//nolint:unparam // rows read better with the name
func (s *service) is(name, color string) error {
	t, found := s.things[name]
	if !found || t.color != color {
		return fmt.Errorf("%s is %v, not %s", name, t, color)
	}
	return nil
}
