// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
)

// candidate is a way to authenticate that the configuration asks for.
type candidate struct {
	method auth.Method
	found  found
}

// method chooses the way to authenticate: the one that the first level that names any names.
func (r *resolver) method() (candidate, bool) {
	byLevel := r.candidates()
	for _, l := range levels() {
		switch here := byLevel[l]; len(here) {
		case 0:
		case 1:
			return here[0], true
		default:
			r.problem("", "More than one way to authenticate", fmt.Sprintf("In %s there is more than one: %s. Keep one of "+
				"them.\n\n%s", l, strings.Join(namesOf(here), ", "), r.listing(byLevel)))
			return candidate{}, false
		}
	}
	r.problem("", "No way to authenticate", "Set one of client_secret, client_certificate, client_certificate_path, use_oidc, use_msi and "+
		"use_cli in the provider block, or their BCSALES_* or ARM_* variables.\n\n"+r.listing(byLevel))
	return candidate{}, false
}

func (r *resolver) candidates() map[level][]candidate {
	out := map[level][]candidate{}
	values := []struct {
		method  auth.Method
		setting setting
		flag    bool
	}{
		{auth.ClientSecret, r.clientSecret(), false},
		{auth.ClientCertificate, r.certificate(), false},
		{auth.ClientCertificate, r.certificatePath(), false},
		{auth.OIDC, r.useOIDC(), true},
		{auth.ManagedIdentity, r.useMSI(), true},
		{auth.AzureCLI, r.useCLI(), true},
	}
	for _, v := range values {
		for _, l := range levels() {
			f, ok := v.setting.at(l, r.lookup)
			if !ok {
				continue
			}
			if !v.flag {
				out[l] = append(out[l], candidate{v.method, f})
				continue
			}
			on, err := parseFlag(f)
			if err != nil {
				r.problem(v.setting.argument, "Invalid flag", err.Error()+".")
			}
			if on {
				out[l] = append(out[l], candidate{v.method, f})
			}
			// A flag decides for the levels below it, also when it says no.
			break
		}
	}
	return out
}

func namesOf(candidates []candidate) []string {
	names := make([]string, len(candidates))
	for i, c := range candidates {
		names[i] = c.found.name
	}
	return names
}

// listing says what was found where: names, never values.
func (r *resolver) listing(byLevel map[level][]candidate) string {
	lines := make([]string, 0, len(levels()))
	for _, l := range levels() {
		var names []string
		for _, s := range []setting{
			r.tenantID(), r.clientID(), r.clientIDFilePath(), r.certificatePassword(), r.oidcToken(), r.oidcTokenFilePath(),
			r.oidcRequestURL(), r.oidcRequestToken(), r.serviceConnection(),
		} {
			if f, ok := s.at(l, r.lookup); ok {
				names = append(names, f.name)
			}
		}
		names = append(names, namesOf(byLevel[l])...)
		content := "nothing"
		if len(names) > 0 {
			content = strings.Join(names, ", ")
		}
		lines = append(lines, fmt.Sprintf("  %s: %s", l, content))
	}
	return "Found:\n" + strings.Join(lines, "\n")
}
