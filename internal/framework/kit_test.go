// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// definition of the fake resource, which a test changes.
type definition = framework.Definition[thingModel]

// kit is one run of a provider with the fake resource.
type kit struct {
	*testing.T
	session *inprocess.Session
}

// served is a provider whose clients are given.
type served struct {
	def  definition
	list *framework.ListDefinition[listArguments]
	data any
}

func (p *served) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "fake"
}
func (p *served) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}
func (p *served) Configure(_ context.Context, _ provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	resp.ResourceData, resp.ListResourceData = p.data, p.data
}
func (p *served) DataSources(context.Context) []func() datasource.DataSource { return nil }
func (p *served) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return framework.NewResource(p.def) }}
}

func (p *served) ListResources(context.Context) []func() list.ListResource {
	if p.list == nil {
		return nil
	}
	return []func() list.ListResource{func() list.ListResource { return framework.NewList(framework.NewResource(p.def), *p.list) }}
}

// run begins a run of the provider; data is what its Configure hands to resources and lists.
func (p *served) run(t *testing.T) kit {
	t.Helper()
	session, err := inprocess.Start(t.Context(), providerserver.NewProtocol6WithError(p))
	if err != nil {
		t.Fatal(err)
	}
	config, err := session.Provider(nil)
	if err != nil {
		t.Fatal(err)
	}
	if answer := session.Configure(t.Context(), config); answer.Failed() {
		t.Fatal(answer.Errors())
	}
	return kit{t, session}
}

// runs begins a run with the resource as change leaves it.
func runs(t *testing.T, s *service, data any, change func(d *definition)) kit {
	t.Helper()
	def := s.definition()
	if change != nil {
		change(&def)
	}
	return (&served{def: def, data: data}).run(t)
}

// value returns a thing named a; more attributes may be given, and other values of these.
func (k kit) value(given map[string]any) cty.Value {
	k.Helper()
	all := map[string]any{"name": "a", "color": "red"}
	maps.Copy(all, given)
	value, err := k.session.Resource("fake_thing", all)
	if err != nil {
		k.Fatal(err)
	}
	return value
}

// state returns the red thing a as an earlier run left it.
func (k kit) state(given map[string]any) inprocess.Object {
	k.Helper()
	all := map[string]any{"id": "a", "mode": "calm"}
	maps.Copy(all, given)
	return inprocess.Object{Value: k.value(all)}
}

func (k kit) plan(prior inprocess.Object, config cty.Value) (inprocess.Planned, inprocess.Diagnostics) {
	return k.session.Plan(k.Context(), "fake_thing", prior, config)
}

func (k kit) apply(planned inprocess.Planned) (inprocess.Object, inprocess.Diagnostics) {
	return k.session.Apply(k.Context(), "fake_thing", planned)
}

// change plans and applies; a plan that fails is not applied.
func (k kit) change(prior inprocess.Object, config cty.Value) (inprocess.Object, inprocess.Diagnostics) {
	planned, told := k.plan(prior, config)
	if told.Failed() {
		return prior, told
	}
	object, more := k.apply(planned)
	return object, append(told, more...)
}

// create makes the red thing a.
func (k kit) create() inprocess.Object {
	k.Helper()
	made, told := k.change(inprocess.Object{}, k.value(nil))
	k.quiet(told)
	return made
}

func (k kit) refresh(object inprocess.Object) (inprocess.Object, inprocess.Diagnostics) {
	return k.session.Refresh(k.Context(), "fake_thing", object)
}

// destroy plans the destruction and carries it out.
func (k kit) destroy(object inprocess.Object) inprocess.Diagnostics {
	planned, told := k.session.PlanDestroy(k.Context(), "fake_thing", object)
	if told.Failed() {
		return told
	}
	_, more := k.apply(planned)
	return append(told, more...)
}

// quiet expects neither errors nor warnings.
func (k kit) quiet(told inprocess.Diagnostics) {
	k.Helper()
	if len(told) > 0 {
		k.Fatalf("told: %s%s", told.Errors(), told.Warnings())
	}
}

// fails expects errors that hold all texts.
func (k kit) fails(told inprocess.Diagnostics, texts ...string) {
	k.Helper()
	if !told.Failed() {
		k.Errorf("no error, want one with %q", texts)
		return
	}
	for _, text := range texts {
		if !strings.Contains(told.Errors(), text) {
			k.Errorf("%q is not in %q", text, told.Errors())
		}
	}
}

// warns expects no error, and one warning that holds all texts.
func (k kit) warns(told inprocess.Diagnostics, texts ...string) {
	k.Helper()
	if told.Failed() || len(told) != 1 {
		k.Errorf("%d diagnostics, want one warning: %s%s", len(told), told.Errors(), told.Warnings())
	}
	for _, text := range texts {
		if !strings.Contains(told.Warnings(), text) {
			k.Errorf("%q is not in %q", text, told.Warnings())
		}
	}
}

// attribute returns a text of an object.
func attribute(object inprocess.Object, name string) string {
	if value := object.Value.GetAttr(name); value.IsKnown() && !value.IsNull() {
		return value.AsString()
	}
	return ""
}

// transportTo returns a transport that answers from the network.
func transportTo(t *testing.T, service string, root *url.URL, network *transporttest.Network) *transport.Client {
	t.Helper()
	client, err := transport.New(transport.Options{Service: service, Origin: root, Transporter: network, Clock: transporttest.NewClock()})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// businessCentral returns the client of an environment.
func businessCentral(t *testing.T, environment string, answer func(r *http.Request) transporttest.Answer) *businesscentral.Client {
	t.Helper()
	root := &url.URL{Scheme: "https", Host: "bc.example", Path: "/v2.0/tenant/" + environment}
	network := transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer { return answer(r) })
	return businesscentral.New(transportTo(t, "Business Central", root, network), root, "1.0.0", "")
}

// organization returns the client of a Dataverse organization.
func organization(t *testing.T, answer func(r *http.Request) transporttest.Answer) *dataverse.Client {
	t.Helper()
	root := &url.URL{Scheme: "https", Host: "contoso.example"}
	network := transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer { return answer(r) })
	return dataverse.New(transportTo(t, "Dataverse", root, network), root, dataverse.Scope{})
}

// noCompanies is an environment of Business Central without companies.
func noCompanies(*http.Request) transporttest.Answer {
	return transporttest.Answer{Body: `{"value":[]}`}
}

// errorOf is the error of a service with a status and a code.
func errorOf(status int, code string) error {
	return &odata.Error{Service: "Business Central", Method: http.MethodGet, Path: "companies", StatusCode: status, Code: code, Message: "No."}
}
