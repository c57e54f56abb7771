// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"fmt"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// unitKind is a kind of units whose couplings go together with its table mapping.
type unitKind struct {
	table         int64
	mapping, noun string
}

// unitsThatGo lists the kinds of units whose couplings turning the Sales connection on removes, with the unit group
// mapping on or off (BCApps, codeunit CRM Integration Management, EnableUnitGroupMapping and DisableUnitGroupMapping).
func unitsThatGo(unitGroups bool) []unitKind {
	if unitGroups {
		return []unitKind{{bc.TableUnitOfMeasure, "UNIT OF MEASURE", "units of measure"}}
	}
	return []unitKind{
		{bc.TableUnitGroup, "UNIT GROUP", "unit groups"},
		{bc.TableItemUnitOfMeasure, "ITEM UOM", "units of items"},
		{bc.TableResourceUnitOfMeasure, "RESOURCE UOM", "units of resources"},
	}
}

// unitCouplings are the couplings of units that turning the Sales connection on removes.
type unitCouplings struct {
	kinds  []unitKind
	counts []int
	// counted is false when Business Central could not be asked.
	counted bool
}

// countUnits counts, with a request for each kind, the couplings that turning the Sales connection on removes.
func countUnits[M any](ctx context.Context, p *framework.PlanOperation[M], company string, unitGroups bool) (unitCouplings, error) {
	units := unitCouplings{kinds: unitsThatGo(unitGroups)}
	if !p.Ready() {
		return units, nil
	}
	for _, kind := range units.kinds {
		n, err := p.BusinessCentral.CountRecordCouplings(ctx, company, kind.table)
		if mayComeLater(err) {
			return units, nil
		}
		if err != nil {
			return units, err
		}
		units.counts = append(units.counts, n)
	}
	units.counted = true
	return units, nil
}

// any reports whether couplings are known to go.
func (u unitCouplings) any() bool {
	for _, n := range u.counts {
		if n > 0 {
			return true
		}
	}
	return false
}

// sentence says which couplings go, and how many.
func (u unitCouplings) sentence() string {
	parts := make([]string, 0, len(u.kinds))
	for i, kind := range u.kinds {
		what := fmt.Sprintf("%s (mapping %s)", kind.noun, kind.mapping)
		switch {
		case !u.counted:
			parts = append(parts, "all couplings of "+what)
		case u.counts[i] == 1:
			parts = append(parts, "1 coupling of "+what)
		case u.counts[i] > 1:
			parts = append(parts, fmt.Sprintf("%d couplings of %s", u.counts[i], what))
		}
	}
	if len(parts) == 0 {
		return "Business Central also removes couplings of units then; at present there are none that it would remove."
	}
	return "Business Central also removes " + strings.Join(parts, ", ") + "; these units have to be coupled or synchronized again."
}

// resetWarning is what a plan says when enabling will reset mappings.
const resetWarning = "Enabling a connection resets its table mappings to their defaults. What differs is written again afterwards, " +
	"but filters and field mappings that were added by hand are lost. Scheduled synchronization stops until the connection is on again."
