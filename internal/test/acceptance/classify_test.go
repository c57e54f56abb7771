// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// described is what the envelope declares about a resource in addition to its schema.
type described interface{ Traits() framework.Traits }

// attributeKey names an attribute of a resource type.
type attributeKey struct{ resource, name string }

func (k attributeKey) String() string { return k.resource + "." + k.name }

// settings lists the configurable attributes with a remote value of every resource, with a reason
// for each of the others why it cannot drift.
func settings(t *testing.T) (drifting []attributeKey, excluded map[attributeKey]string) {
	t.Helper()
	ctx := context.Background()
	excluded = map[attributeKey]string{}
	for _, construct := range provider.New("test", nil).Resources(ctx) {
		r := construct()
		var meta resource.MetadataResponse
		r.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "bcsales"}, &meta)
		var s resource.SchemaResponse
		r.Schema(ctx, resource.SchemaRequest{}, &s)
		local := r.(described).Traits().Local
		for _, name := range slices.Sorted(maps.Keys(s.Schema.Attributes)) {
			key, attribute := attributeKey{meta.TypeName, name}, s.Schema.Attributes[name]
			switch {
			case name == "timeouts":
				excluded[key] = "local: says how long operations may take"
			case !attribute.IsOptional() && !attribute.IsRequired():
				excluded[key] = "computed only"
			case local[name] != "":
				excluded[key] = "local: " + local[name]
			case replaces(ctx, attribute):
				excluded[key] = "key: a change makes another object"
			case keys()[key] != "":
				excluded[key] = "key: " + keys()[key]
			default:
				drifting = append(drifting, key)
			}
		}
	}
	return drifting, excluded
}

// keys are the attributes that belong to an object's identity although their schema does not show it.
func keys() map[attributeKey]string {
	const (
		role    = "names the role; another root role is another assignment"
		product = "names the product; another one is another assignment"
	)
	return map[attributeKey]string{
		{"bcsales_security_role_assignment", "role_id"}:          role,
		{"bcsales_security_role_assignment", "role_name"}:        role,
		{"bcsales_security_role_assignment", "role_template_id"}: role,
		{"bcsales_solution", "unique_name"}:                      "names the solution",
		{"bcsales_license_assignment", "user_id"}:                "names the account; another account is another assignment",
		{"bcsales_license_assignment", "sku_id"}:                 product,
		{"bcsales_license_assignment", "sku_part_number"}:        product,
	}
}

// replaces reports whether one of the attribute's plan modifiers replaces the resource.
func replaces(ctx context.Context, attribute schema.Attribute) bool {
	type describer interface {
		Description(ctx context.Context) string
	}
	modifiers := reflect.ValueOf(attribute).FieldByName("PlanModifiers")
	if !modifiers.IsValid() {
		return false
	}
	for i := range modifiers.Len() {
		text := modifiers.Index(i).Interface().(describer).Description(ctx)
		if strings.Contains(text, "replaces the resource") || strings.Contains(text, "destroy and recreate") {
			return true
		}
	}
	return false
}
