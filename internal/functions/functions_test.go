// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package functions_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/functions"
)

// call calls a function as the framework does, and returns its result or its error.
func call(t *testing.T, f function.Function, arguments ...string) (attr.Value, *function.FuncError) {
	t.Helper()
	values := make([]attr.Value, len(arguments))
	for i, one := range arguments {
		values[i] = types.StringValue(one)
	}
	return callWith(t, f, values...)
}

func callWith(t *testing.T, f function.Function, values ...attr.Value) (attr.Value, *function.FuncError) {
	t.Helper()
	var defined function.DefinitionResponse
	f.Definition(t.Context(), function.DefinitionRequest{}, &defined)
	var name function.MetadataResponse
	f.Metadata(t.Context(), function.MetadataRequest{}, &name)
	var valid function.DefinitionValidateResponse
	defined.Definition.ValidateImplementation(t.Context(), function.DefinitionValidateRequest{}, &valid)
	if valid.Diagnostics.HasError() {
		t.Fatalf("%s: %v", name.Name, valid.Diagnostics)
	}
	if got, want := len(values), len(defined.Definition.Parameters); got != want {
		t.Fatalf("%s has %d parameters, not %d", name.Name, want, got)
	}
	result, err := defined.Definition.Return.NewResultData(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	answer := function.RunResponse{Result: result}
	f.Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData(values)}, &answer)
	return answer.Result.Value(), answer.Error
}

func TestIntegrationRoles(t *testing.T) {
	t.Parallel()
	got, err := call(t, functions.NewIntegrationRoles())
	if err != nil {
		t.Fatal(err)
	}
	want := object(map[string]string{
		"base":          "a2b18661-9ff5-e911-a812-000d3a0b9028",
		"administrator": "8c8d4f51-a72b-e511-80d9-3863bb349780",
		"user":          "6f960e32-a72b-e511-80d9-3863bb349780",
	})
	if !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBusinessUnitName(t *testing.T) {
	t.Parallel()
	const id = "6F7A1C9E-2B4D-4E83-9C50-1D2E3F4A5B6C"
	for name, tc := range map[string]struct{ company, id, want, refused string }{
		"upper case":    {company: "CRONUS", id: id, want: "CRONUS (6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c)"},
		"as it is":      {company: " Müller & Söhne ", id: strings.ToLower(id), want: " Müller & Söhne  (6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c)"},
		"no name":       {id: id, refused: "empty"},
		"braces":        {company: "CRONUS", id: "{" + id + "}", refused: "without braces"},
		"not an id":     {company: "CRONUS", id: "CRONUS", refused: "is a GUID"},
		"without lines": {company: "CRONUS", id: strings.ReplaceAll(id, "-", ""), refused: "is a GUID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := call(t, functions.NewBusinessUnitName(), tc.company, tc.id)
			if tc.refused != "" {
				if err == nil || !strings.Contains(err.Text, tc.refused) {
					t.Errorf("got %v, want an error about %q", err, tc.refused)
				}
				return
			}
			if want := types.StringValue(tc.want); err != nil || !got.Equal(want) {
				t.Errorf("got %v and %v, want %s", got, err, want)
			}
		})
	}
}

func TestParseWebClientURL(t *testing.T) {
	t.Parallel()
	const host = "https://businesscentral.dynamics.com"
	for name, tc := range map[string]struct {
		url  string
		want map[string]string
	}{
		"everything":        {host + "/contoso.com/Production?company=CRONUS%20Int.", map[string]string{"address": host + "/contoso.com/Production", "tenant": "contoso.com", "environment": "Production", "company": "CRONUS Int."}},
		"no company":        {host + "/contoso.com/Production/", map[string]string{"address": host + "/contoso.com/Production/", "tenant": "contoso.com", "environment": "Production"}},
		"empty company":     {host + "/Production?company=", map[string]string{"address": host + "/Production", "environment": "Production"}},
		"no tenant":         {host + "/Production?company=CRONUS", map[string]string{"address": host + "/Production", "environment": "Production", "company": "CRONUS"}},
		"a tenant alone":    {host + "/contoso.com", map[string]string{"address": host + "/contoso.com", "tenant": "contoso.com"}},
		"a host alone":      {host, map[string]string{"address": host}},
		"a name as written": {host + "/p?company=Fish & Chips #1 = 100%", map[string]string{"address": host + "/p", "environment": "p", "company": "Fish & Chips #1 = 100%"}},
		"an encoded name":   {host + "/p?Company=M%C3%BCller%20%26%20S%C3%B6hne", map[string]string{"address": host + "/p", "environment": "p", "company": "Müller & Söhne"}},
		"blanks around":     {"  " + host + "/p  ", map[string]string{"address": host + "/p", "environment": "p"}},
		"http":              {"http://businesscentral.dynamics.com/p", nil},
		"no address":        {"Production", nil},
		"nothing":           {"", nil},
		"no host":           {"https:///p", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := call(t, functions.NewParseWebClientURL(), tc.url)
			if tc.want == nil {
				if err == nil || !strings.Contains(err.Text, "begins with https://") {
					t.Errorf("got %v, want an error about the address", err)
				}
				return
			}
			if want := object(tc.want, "address", "tenant", "environment", "company"); err != nil || !got.Equal(want) {
				t.Errorf("got %v and %v, want %s", got, err, want)
			}
		})
	}
}

func TestReadinessReport(t *testing.T) {
	t.Parallel()
	names := []string{"id", "title", "scope", "status", "detail", "remedy"}
	checks := func(all ...attr.Value) attr.Value { return types.ListValueMust(all[0].Type(t.Context()), all) }
	user := object(map[string]string{"id": "u", "title": "The user is enabled", "scope": "environment", "status": "fail", "detail": "No.", "remedy": "Enable it."}, names...)
	team := object(map[string]string{"id": "t", "title": "The team is there", "scope": "company", "status": "pass", "detail": "Yes."}, names...)
	cronus := checks(user, team)
	got, err := callWith(t, functions.NewReadinessReport(), types.MapValueMust(cronus.Type(t.Context()), map[string]attr.Value{"CRONUS": cronus, "Contoso": cronus}))
	if err != nil {
		t.Fatal(err)
	}
	page, ok := got.(types.String)
	if !ok {
		t.Fatalf("it returns %T", got)
	}
	for text, times := range map[string]int{
		"| The user is enabled | fail | No. | Enable it. |": 1, "| The team is there | pass | Yes. |  |": 2, "| CRONUS | no | 1 | 0 |": 1,
	} {
		if n := strings.Count(page.ValueString(), text); n != times {
			t.Errorf("%q stands %d times in\n%s", text, n, page.ValueString())
		}
	}
}

// object is an object of texts; those that are only named are null.
func object(values map[string]string, names ...string) attr.Value {
	kinds, all := map[string]attr.Type{}, map[string]attr.Value{}
	for _, name := range names {
		kinds[name], all[name] = types.StringType, types.StringNull()
	}
	for name, value := range values {
		kinds[name], all[name] = types.StringType, types.StringValue(value)
	}
	return types.ObjectValueMust(kinds, all)
}
