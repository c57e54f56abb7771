// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
)

// dataverseHost matches the addresses of Dataverse environments in the public cloud (Microsoft
// Learn, "Datacenter regions": crm, crm2, crm4, …).
var dataverseHost = regexp.MustCompile(`(?i)^[a-z0-9-]+\.(api\.)?crm[0-9]*\.dynamics\.com$`)

// checkAddress validates an environment URL and returns it as it is stored: trimmed, without a
// slash at the end. It follows CheckModifyConnectionURL of BCApps CDSIntegrationImpl and
// CRMIntegrationManagement; what is said of paths and hosts is the companion's, because a
// confirmation dialog cannot be answered here and a token must not leave the cloud.
func checkAddress(address, textHTTPS string) (string, error) {
	address = strings.TrimRight(strings.TrimSpace(address), "/")
	if address == "" {
		return "", nil
	}
	full := address
	if !strings.Contains(full, "://") {
		full = "https://" + full
	}
	u, err := url.Parse(full)
	if err != nil || u.Host == "" {
		return "", dialogError(textInvalidURL)
	}
	if !strings.EqualFold(u.Scheme, "https") {
		return "", dialogError("%s", textHTTPS)
	}
	if u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", dialogError(ownURLPath, address)
	}
	if !strings.Contains(address, "://") {
		return "", confirmError(fmt.Sprintf(textReplaceAddress, address, full))
	}
	if !loopback(u.Hostname()) && !dataverseHost.MatchString(u.Hostname()) {
		return "", dialogError(ownURLHost, address)
	}
	return address, nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// checkUserName trims the user name and wants an e-mail address, as the base application does
// for OAuth 2.0 (CheckUserName).
func checkUserName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name != "" && !strings.Contains(name, "@") {
		return "", dialogError(textUserNameEmail)
	}
	return name, nil
}

// reachable reports whether the address is this emulator's Dataverse; no other answers.
func (d dataverse) reachable(address string) bool {
	origin := d.world.Config.Origin
	return origin == "" || strings.EqualFold(strings.TrimRight(origin, "/"), address)
}

// testConnection reads the first user, as TestConnection of the base application does.
func (d dataverse) testConnection(address string) error {
	if d.reachable(address) {
		return nil
	}
	host := address
	if u, err := url.Parse(address); err == nil {
		host = u.Host
	}
	return dialogError(textConnectionNotAnswered, "The remote name could not be resolved: '"+host+"'")
}
