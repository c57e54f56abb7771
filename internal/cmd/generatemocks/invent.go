// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// inventor invents the values of one type.
type inventor struct {
	kind  string
	parts []framework.IDPart
}

// value returns the value of the attribute at the path, such as "companies.id".
func (in inventor) value(path string, described *tfprotov6.SchemaAttribute, types typed) (cty.Value, error) {
	if value, known := samples()[in.kind+"."+path]; known {
		return value, nil
	}

	if value, known := types.fallback(described.Name); known && path == described.Name {
		return value, nil
	}

	if described.NestedType != nil {
		return in.nested(path, described.NestedType, types.within(described.Name))
	}

	switch {
	case path == "id" && len(in.parts) > 0:
		return in.identifier()
	case described.Type.Is(tftypes.String):
		return in.text(path, described, types.of(described.Name))
	case described.Type.Is(tftypes.Number):
		return numberOf(described.Name), nil
	case described.Type.Is(tftypes.Bool):
		return cty.BoolVal(healthy()[described.Name]), nil
	}

	// A list of texts has no element: it says what else there is, such as the mappings that one depends on.
	return cty.EmptyTupleVal, nil
}

// nested returns an object. Terraform takes it for what the elements of a list or map have in common, and the list itself stays
// empty: a mock cannot give it elements (https://github.com/hashicorp/terraform/issues/38369).
func (in inventor) nested(path string, of *tfprotov6.SchemaObject, types typed) (cty.Value, error) {
	object := map[string]cty.Value{}
	unknown := make([]error, 0, len(of.Attributes))

	for _, described := range of.Attributes {
		value, err := in.value(path+"."+described.Name, described, types)
		unknown = append(unknown, err)
		object[described.Name] = value
	}

	if err := errors.Join(unknown...); err != nil {
		return cty.NilVal, err
	}

	return cty.ObjectVal(object), nil
}

// identifier joins the parts of an id.
func (in inventor) identifier() (cty.Value, error) {
	parts := make([]string, len(in.parts))

	for i, part := range in.parts {
		value, known := texts()[part.Name]

		switch {
		case part.GUID || !known && strings.HasSuffix(part.Name, "_id"):
			parts[i] = guid(part.Name)
		case known:
			parts[i] = value.AsString()
		default:
			return cty.NilVal, unknownError(part.Name)
		}
	}

	return cty.StringVal(strings.Join(parts, "/")), nil
}

func (in inventor) text(path string, described *tfprotov6.SchemaAttribute, of attr.Type) (cty.Value, error) {
	value, known := texts()[described.Name]

	switch {
	case of.Equal(customtypes.GUIDType{}), path != described.Name && described.Name == "id":
		return cty.StringVal(guid(meaning(path))), nil
	case known:
		return value, nil
	case strings.HasSuffix(described.Name, "_at"), strings.HasSuffix(described.Name, "_on"):
		return cty.StringVal(someTime), nil
	case strings.HasSuffix(described.Name, "_id"):
		return cty.StringVal(guid(described.Name)), nil
	}

	if words := enumerated(described.Description); len(words) > 0 {
		return cty.StringVal(words[0]), nil
	}

	return cty.NilVal, unknownError(path)
}

// meaning names the argument of other types that takes the id at the path: the id of a list's companies is a company_id.
func meaning(path string) string {
	if same, known := ids()[path]; known {
		return same
	}

	return path[strings.LastIndex(path, ".")+1:]
}

// guid returns the GUID of whatever the attribute names: the same in every type.
func guid(attribute string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("bcsales/mock/"+attribute)).String()
}

// enumeration matches words in backticks that a description enumerates: "`a` (the default), `b` or `c`".
var enumeration = regexp.MustCompile("`([^`]+)`(?: \\([^)]*\\))?(?:(?:,|;| or|, or) `([^`]+)`)+")

// word matches one of them.
var word = regexp.MustCompile("`([^`]+)`")

// enumerated returns the words that a description says an attribute is one of.
func enumerated(description string) []string {
	found := word.FindAllStringSubmatch(enumeration.FindString(description), -1)
	words := make([]string, 0, len(found))

	for _, match := range found {
		words = append(words, match[1])
	}

	return words
}

type unknownError string

func (e unknownError) Error() string {
	return fmt.Sprintf("nothing says what %q may hold: add a value to samples.go", string(e))
}
