// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// updateUnitGroups does what codeunit 5367 "CRM Update Unit Group Mapping" does after unit group mapping has been
// enabled: every item and resource has a unit group and its base unit of measure.
func (co company) updateUnitGroups() {
	for _, source := range []struct{ set, kind, units string }{
		{"items", "Item", "itemUnitsOfMeasure"},
		{"resources", "Resource", "resourceUnitsOfMeasure"},
	} {
		for _, record := range co.table(source.set).All() {
			number := record.String("number")
			same := func(r store.Row) bool {
				return r.String("sourceNumber") == number && r.String("sourceType") == source.kind
			}
			if _, exists := co.table("unitGroups").First(same); !exists {
				co.insert("unitGroups", store.Row{"sourceNumber": number, "sourceType": source.kind})
			}
			if _, exists := co.table(source.units).First(same); exists {
				continue
			}
			if code := record.String("baseUnitOfMeasureCode"); code != "" {
				co.insert(source.units, store.Row{
					"sourceNumber": number, "sourceType": source.kind, "code": code, "quantity": int64(1),
				})
			}
		}
	}
}
