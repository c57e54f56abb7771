// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package world

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// HasDomain reports whether the tenant has a verified domain. Its verified domains are those of its accounts;
// unnamed is true if no account has one.
func (w *World) HasDomain(domain string) (has, unnamed bool) {
	unnamed = true
	for _, row := range w.Store.Table(store.Graph, "users").All() {
		_, other, _ := strings.Cut(row.String("userPrincipalName"), "@")
		if other != "" && strings.EqualFold(domain, other) {
			return true, false
		}
		unnamed = unnamed && other == ""
	}
	return false, unnamed
}

// IsTenant reports whether a URL segment identifies the tenant: by its id or by a verified domain.
func (w *World) IsTenant(name string) bool {
	if strings.EqualFold(name, w.Config.TenantID) {
		return true
	}
	has, _ := w.HasDomain(name)
	return has
}
