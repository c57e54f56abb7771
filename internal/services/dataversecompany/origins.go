// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// originsKey is the private state key of [origins].
const originsKey = "found"

// origins says which parts were there before this resource; destroy leaves those in place.
type origins struct {
	BusinessUnit bool `json:"businessUnit,omitempty"`
	Team         bool `json:"team,omitempty"`
	Company      bool `json:"company,omitempty"`
	// Incomplete is set while the company is being made or taken down: what exists of it is then still ours to finish.
	Incomplete bool `json:"incomplete,omitempty"`
}

func (o origins) save(ctx context.Context, op *framework.Operation[companyModel]) error {
	value, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("recording what existed before: %w", err)
	}
	return op.SetPrivate(ctx, originsKey, value)
}

// loadOrigins returns what was recorded; after an import nothing is, and everything counts as made here.
func loadOrigins(ctx context.Context, op *framework.Operation[companyModel]) (origins, error) {
	var o origins
	value, err := op.Private(ctx, originsKey)
	if err != nil || len(value) == 0 {
		return o, err
	}
	if err := json.Unmarshal(value, &o); err != nil {
		return o, fmt.Errorf("reading what existed before: %w", err)
	}
	return o, nil
}
