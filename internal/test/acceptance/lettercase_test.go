// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// cased are the arguments whose letter case counts, with the reason. In every other text it does not.
func cased() map[attributeKey]string {
	return map[attributeKey]string{
		{"bcsales_company", "display_name"}:                          "shown to people as it is written",
		{"bcsales_company", "business_profile_id"}:                   "an id of another service, whose comparison is not documented",
		{"bcsales_dataverse_connection_setup", "business_unit_name"}: "Business Central compares it with Dataverse's to the letter (BCApps, codeunit CDS Integration Impl.)",
	}
}

// TestLetterCase applies the guide. For every object, each text of its configuration is written in the other letter case,
// and its id is imported in it: nothing is planned. Ids in braces are refused, and another timeout makes nothing unknown.
func TestLetterCase(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	session, objects := appliedObjects(t, env)
	for _, kind := range resourceTypes() {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(objects)), func(address string) bool { return strings.HasPrefix(address, kind) }) {
			t.Errorf("there is no object of %s", kind)
		}
	}
	for address, object := range acctest.SampleOf(objects) {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			kind, _, _ := strings.Cut(address, ".")
			config := generate(session.ResourceSchemas()[kind], object.Value)
			if planned, answer := session.Plan(t.Context(), kind, object, config); answer.Failed() || planned.Changes() {
				t.Fatalf("its own configuration plans a change: %s", answer.Errors())
			}
			for name, value := range config.AsValueMap() {
				changed := func(other cty.Value) (inprocess.Planned, inprocess.Diagnostics) {
					values := config.AsValueMap()
					values[name] = other
					return session.Plan(t.Context(), kind, object, cty.ObjectVal(values))
				}
				if other := inOtherCase(value); !other.RawEquals(value) {
					planned, answer := changed(other)
					checkOtherCase(t, attributeKey{kind, name}, planned, answer)
				}
				if value.Type() != cty.String || value.IsNull() || !customtypes.IsGUID(value.AsString()) {
					continue
				}
				if _, answer := changed(cty.StringVal("{" + value.AsString() + "}")); !strings.Contains(answer.Errors(), "without braces") {
					t.Errorf("%s in braces ended with %q", name, answer.Errors())
				}
			}
			staysKnown(t, session, kind, object, config)
			importInOtherCase(t, session, kind, object.Value.GetAttr("id").AsString())
		})
	}
}

func checkOtherCase(t *testing.T, key attributeKey, planned inprocess.Planned, answer inprocess.Diagnostics) {
	t.Helper()
	_, counts := cased()[key]
	switch {
	case answer.Failed() && strings.Contains(answer.Errors(), "value must be one of"): // words of the provider's own
	case answer.Failed():
		t.Errorf("%s in the other letter case is refused: %s", key, answer.Errors())
	case planned.Changes() && !counts:
		t.Errorf("%s in the other letter case plans a change:\n- %#v\n+ %#v", key, planned.Prior.Value, planned.State.Value)
	case !planned.Changes() && counts:
		t.Errorf("%s in the other letter case plans nothing, although it counts", key)
	}
}

// staysKnown changes what no service holds: everything else stays as it is.
func staysKnown(t *testing.T, session *inprocess.Session, kind string, object inprocess.Object, config cty.Value) {
	t.Helper()
	if kind == "bcsales_security_role_assignment" {
		return // the same run may move the user to another business unit, where the role has another id
	}
	values := config.AsValueMap()
	values["timeouts"] = cty.ObjectVal(map[string]cty.Value{
		"create": cty.NullVal(cty.String), "read": cty.StringVal("3m"), "update": cty.NullVal(cty.String), "delete": cty.NullVal(cty.String),
	})
	planned, answer := session.Plan(t.Context(), kind, object, cty.ObjectVal(values))
	if answer.Failed() || !planned.Changes() || !planned.State.Value.IsWhollyKnown() {
		t.Errorf("another timeout plans %#v: %s", planned.State.Value, answer.Errors())
	}
}

// importInOtherCase imports an object by its id in the other letter case: the configuration generated after the usual
// import plans nothing.
func importInOtherCase(t *testing.T, session *inprocess.Session, kind, id string) {
	t.Helper()
	imported := func(id string) inprocess.Object {
		object, answer := session.Import(t.Context(), kind, id, cty.NilVal)
		if !answer.Failed() {
			object, answer = session.Refresh(t.Context(), kind, object)
		}
		if answer.Failed() || !object.Exists() {
			t.Fatalf("importing %s: %s", id, answer.Errors())
		}
		return object
	}
	usual, other := imported(id), imported(otherCase(id))
	planned, answer := session.Plan(t.Context(), kind, other, generate(session.ResourceSchemas()[kind], usual.Value))
	if answer.Failed() || planned.Changes() || !other.Value.IsWhollyKnown() {
		t.Errorf("after the import of %s a change is planned: %s\n- %#v\n+ %#v", otherCase(id), answer.Errors(), other.Value, planned.State.Value)
	}
	parts := strings.Split(id, "/")
	for i, part := range parts {
		if !customtypes.IsGUID(part) {
			continue
		}
		braced := slices.Clone(parts)
		braced[i] = "{" + part + "}"
		if _, answer := session.Import(t.Context(), kind, strings.Join(braced, "/"), cty.NilVal); !strings.Contains(answer.Errors(), "without braces") {
			t.Errorf("importing %s ended with %q", strings.Join(braced, "/"), answer.Errors())
		}
	}
}

// appliedObjects applies the guide and returns the objects of its state, and those that an environment has besides.
func appliedObjects(t *testing.T, env *acctest.Env) (*inprocess.Session, map[string]inprocess.Object) {
	t.Helper()
	w := inprocess.NewWorkspace(env.Factories())
	plan, err := w.Plan(t.Context(), deletionGuide(t, env).config(), inprocess.Mode{})
	if err == nil {
		err = w.Apply(t.Context(), plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	session, objects := env.Session(nil, nil), map[string]inprocess.Object{}
	for address, text := range w.Attributes() {
		kind, _, _ := strings.Cut(address, ".")
		empty, err := session.Resource(kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		value, err := ctyjson.Unmarshal(text, empty.Type())
		if err != nil {
			t.Fatal(err)
		}
		objects[address] = inprocess.Object{Value: value}
	}
	for _, o := range unmanaged(env) {
		object, answer := session.Import(t.Context(), o.kind, o.id, cty.NilVal)
		if !answer.Failed() {
			object, answer = session.Refresh(t.Context(), o.kind, object)
		}
		if answer.Failed() {
			t.Fatal(answer.Errors())
		}
		objects[o.kind+".imported"] = object
	}
	return session, objects
}

// otherCase is a text in upper case, and one that is in upper case already in lower case.
func otherCase(text string) string {
	if upper := strings.ToUpper(text); upper != text {
		return upper
	}
	return strings.ToLower(text)
}

// inOtherCase writes every text of a value in the other letter case, and the keys of maps.
func inOtherCase(value cty.Value) cty.Value {
	if value.IsNull() {
		return value
	}
	switch kind := value.Type(); {
	case kind == cty.String:
		return cty.StringVal(otherCase(value.AsString()))
	case kind.IsMapType() && value.LengthInt() > 0:
		entries := map[string]cty.Value{}
		for key, element := range value.AsValueMap() {
			entries[otherCase(key)] = inOtherCase(element)
		}
		return cty.MapVal(entries)
	case (kind.IsSetType() || kind.IsListType()) && value.LengthInt() > 0:
		elements := value.AsValueSlice()
		for i, element := range elements {
			elements[i] = inOtherCase(element)
		}
		if kind.IsSetType() {
			return cty.SetVal(elements)
		}
		return cty.ListVal(elements)
	}
	return value
}
