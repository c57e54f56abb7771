// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// foundOnKey is the private state key that says whether a setup that was found was on then.
const foundOnKey = "found_on"

// afterDestroy is what destroy leaves of a setup.
type afterDestroy int

const (
	nothingStays afterDestroy = iota
	staysOff
	staysOn
)

// takeUp saves a setup that is there already. One that somebody else made counts as found, and whether it was on is
// remembered; one that the provider's own identity made is what an interrupted apply left, and is its own.
func takeUp[M any](ctx context.Context, op *framework.Operation[M], m M, own, on bool) error {
	if own {
		return op.Save(ctx, m)
	}
	if err := op.Found(ctx); err != nil {
		return err
	}
	value := "false"
	if on {
		value = "true"
	}
	if err := op.SetPrivate(ctx, foundOnKey, []byte(value)); err != nil {
		return err
	}
	return op.Save(ctx, m)
}

// stays decides what destroy does, and says what it leaves: a setup that was found is not deleted, and is as on or off
// afterwards as it was before.
func stays[M any](ctx context.Context, op *framework.Operation[M], connection string) afterDestroy {
	if !op.WasFound(ctx) {
		return nothingStays
	}
	if string(op.Private(ctx, foundOnKey)) == "true" {
		op.Keep("the enabled "+connection+" connection setup", framework.FoundBefore)
		return staysOn
	}
	op.Keep("the "+connection+" connection setup (turned off)", framework.FoundBefore)
	return staysOff
}

// importCompany takes the company's id as the import id.
func importCompany[M any](_ context.Context, _ *framework.Operation[M], parts []string) (map[string]any, error) {
	if !customtypes.IsGUID(parts[0]) {
		return nil, framework.Errorf("The import id is not a company id", "Use the company's id, as the data source bcsales_companies shows it.", "Expected a GUID, got %q.", parts[0])
	}
	id := strings.ToLower(parts[0])
	return map[string]any{"id": id, "company_id": id}, nil
}
