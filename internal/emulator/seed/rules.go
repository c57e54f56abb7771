// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// uniqueness finds values that two seeded rows of a set must not share, ignoring case.
type uniqueness struct {
	columns []string
	seen    map[string]string // column and value → path of the row
}

// unique lists the columns by which people identify the rows of a set.
func unique(set string) *uniqueness {
	columns := map[string][]string{
		"users": {"userPrincipalName", "userName"}, "servicePrincipals": {"appId"}, "applications": {"appId"}, "subscribedSkus": {"skuId"},
		"systemusers": {"azureactivedirectoryobjectid"}, "transactioncurrencies": {"isocurrencycode"}, "solutions": {"uniquename"},
		"salespeoplePurchasers": {"code"}, "currencies": {"code"}, "unitsOfMeasure": {"code"}, "paymentTerms": {"code"}, "shipmentMethods": {"code"},
		"customers": {"number"}, "vendors": {"number"}, "contacts": {"number"}, "items": {"number"},
	}[set]
	return &uniqueness{columns: columns, seen: map[string]string{}}
}

func (u *uniqueness) add(where string, row store.Row) error {
	for _, column := range u.columns {
		value := strings.ToLower(row.String(column))
		if value == "" {
			continue
		}
		if other, taken := u.seen[column+"="+value]; taken {
			return problemf(member(where, column), "%q is already used by %s", row.String(column), other)
		}
		u.seen[column+"="+value] = where
	}
	return nil
}
