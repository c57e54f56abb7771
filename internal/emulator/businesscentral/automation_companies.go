// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// companyNameLength is the length of Company.Name.
const companyNameLength = 30

// automationCompanySet is page 30001 over table Company. A company created through it is not initialized: its
// tables are empty until somebody opens it.
func automationCompanySet() odatasvc.Set {
	return odatasvc.Set{
		Table: setCompanies, Global: true,
		BeforeInsert: insertCompany,
		BeforeUpdate: func(_ *odatasvc.Context, _, changes store.Row) error { return companyDisplayName(changes) },
		BeforeDelete: deletableCompany,
		AfterDelete:  dropCompany,
		StateDelete:  stateDropCompany,
	}
}

func insertCompany(c *odatasvc.Context, row store.Row) error {
	row.SetDefault("displayName", "")
	if err := companyDisplayName(row); err != nil {
		return err
	}
	// OnInsertRecord ignores the name in the request.
	row["name"] = texts.Cut(row.String("displayName"), companyNameLength)
	row["evaluationCompany"] = false
	row.SetDefault("businessProfileId", "")
	if _, taken := c.Table(setAutomationCompanies).First(func(r store.Row) bool { return r.Equal("name", row.String("name")) }); taken {
		return existsError("Company", "Name", row.String("name"))
	}
	return nil
}

// companyDisplayName enforces NotBlank.
func companyDisplayName(changes store.Row) error {
	if name, given := changes["displayName"].(string); given && strings.TrimSpace(name) == "" {
		return fieldError("Display Name must have a value in Company: Name=. It cannot be zero or empty.")
	}
	return nil
}

// deletableCompany refuses to delete the last company, as page 357 does, and the company of the request, which is
// open in the request's session. The second text is the emulator's own.
func deletableCompany(c *odatasvc.Context, row store.Row) error {
	if c.Table(setAutomationCompanies).Len() < 2 {
		return dialogError(textLastCompany)
	}
	if row.Equal(columnID, c.Company) {
		return dialogError(textCurrentCompany, row.String("name"))
	}
	return nil
}

// dropCompany empties the company's tables and revokes what was granted for that company only.
func dropCompany(c *odatasvc.Context, row store.Row) error {
	scope := store.CompanyScope(row.String(columnID))
	for _, set := range c.World.Store.Sets(scope) {
		clearTable(c.World.Store.Table(scope, set), func(store.Row) bool { return true })
	}
	clearTable(c.World.Store.Table(store.BusinessCentral, setUserPermissions), func(r store.Row) bool {
		return r.Equal(columnCompany, row.String("name"))
	})
	return nil
}

// stateDropCompany deletes a company on behalf of another administrator.
func stateDropCompany(c *odatasvc.Context, key string) (bool, error) {
	row, ok := c.Find(setCompanies, key)
	if !ok {
		return false, nil
	}
	c.Table(setCompanies).Delete(key)
	return true, dropCompany(c, row)
}

func clearTable(t *store.Table, match func(store.Row) bool) {
	for _, row := range t.Where(match) {
		t.Delete(t.Key(row))
	}
}
