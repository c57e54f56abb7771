// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// overrides are the endpoints that the configuration names, by argument.
type overrides map[string]*url.URL

// endpoints returns the overridden endpoints after their rules were checked: all together or on loopback hosts, and
// never with credentials that were set for other providers.
func (r *resolver) endpoints(credentials level, known bool) overrides {
	out := overrides{}
	var names, named []string
	remote := false
	all := r.endpointSettings()
	for _, s := range all {
		f, ok := s.find(r.lookup)
		if !ok {
			continue
		}
		u, err := parseOrigin(f.value)
		if err != nil {
			r.problem(s.argument, "Invalid endpoint", fmt.Sprintf("%s is \"%s\": %v.", f.name, withoutUser(f.value), err))
			continue
		}
		out[s.argument] = u
		remote = remote || !transport.IsLoopback(u.Hostname())
		names = append(names, f.name)
		named = append(named, fmt.Sprintf("%s = %s (%s)", s.argument, u, f.name))
	}
	if len(out) == 0 {
		return nil
	}
	if remote && len(out) < len(all) {
		r.problem("endpoints", "Endpoints are overridden in part", fmt.Sprintf("Only %s is set. Override authority, graph and "+
			"business_central together, so that no credential of one installation reaches another; one by one only on "+
			"loopback hosts.", strings.Join(names, ", ")))
		return nil
	}
	if known && credentials == inARM {
		r.problem("endpoints", "Credentials of other providers with overridden endpoints", fmt.Sprintf("The endpoints are "+
			"overridden by %s, and the only credentials found come from ARM_* variables, which were set for other providers "+
			"and are never sent to such an endpoint. Set them in the provider block or in BCSALES_* variables.",
			strings.Join(names, ", ")))
		return nil
	}
	r.warn("endpoints", "Endpoints are overridden", "Requests, and the tokens that go with them, are not sent to Microsoft's "+
		"own addresses:\n  "+strings.Join(named, "\n  "))
	return out
}

// withoutUser keeps a password in an address out of a message.
func withoutUser(address string) string {
	if at := strings.LastIndex(address, "@"); at >= 0 {
		return "…" + address[at:]
	}
	return address
}

// or returns the override of an endpoint, else the cloud's own.
func (o overrides) or(name, own string) *url.URL {
	if u, ok := o[name]; ok {
		return u
	}
	if own == "" {
		return nil
	}
	u, err := url.Parse(own)
	if err != nil {
		return nil
	}
	return u
}
