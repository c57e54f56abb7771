// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// deleteInitial forgets the run, and says what it leaves behind.
func deleteInitial(ctx context.Context, op *framework.Operation[initialModel], state initialModel) error {
	leaveRun(op, state)
	text, err := state.describeMade(ctx)
	if err != nil || text == "" {
		return err
	}
	op.Warn(&framework.Problem{
		Summary: "Synchronized records and couplings are kept",
		Detail: "Records that the synchronization of the company " + state.ID.ValueString() + " created or changed are kept on both sides, and so are their couplings: " + text +
			". Business Central keeps its logs of the jobs, and its table mappings.",
	})
	return nil
}

// describeMade lists the mappings that made or changed records; it is empty when none did.
func (m initialModel) describeMade(ctx context.Context) (string, error) {
	results := map[string]resultModel{}
	if m.Results.IsNull() || m.Results.IsUnknown() {
		return "", nil
	}
	if diags := m.Results.ElementsAs(ctx, &results, false); diags.HasError() {
		return "", framework.DiagnosticsError(diags)
	}
	var made []string
	for _, name := range slices.Sorted(maps.Keys(results)) {
		inserted, modified := results[name].Inserted.ValueInt64(), results[name].Modified.ValueInt64()
		if inserted+modified > 0 {
			made = append(made, fmt.Sprintf("%s (%d made, %d changed)", name, inserted, modified))
		}
	}
	return strings.Join(made, ", "), nil
}
