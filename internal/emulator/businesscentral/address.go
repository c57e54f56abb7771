// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net"
	"net/url"
	"regexp"
	"strings"
)

// dataverseHost matches the addresses of Dataverse environments in the public cloud (Microsoft
// Learn, "Datacenter regions": crm, crm2, crm4, …).
var dataverseHost = regexp.MustCompile(`(?i)^[a-z0-9-]+\.(api\.)?crm[0-9]{0,2}\.dynamics\.com$`)

// hostName matches labels of letters, digits and hyphens only.
var hostName = regexp.MustCompile(`(?i)^[a-z0-9-]+(\.[a-z0-9-]+)*$`)

// checkAddress validates an environment URL as codeunit "BCS Environment Url" does and returns it as it is stored:
// trimmed, without a trailing slash. Only the emulator accepts loopback addresses, with a port.
func checkAddress(sent string) (string, error) {
	address := strings.TrimRight(strings.TrimSpace(sent), "/")
	if address == "" {
		return "", ownError(ownURLEmpty)
	}
	if !strings.HasPrefix(strings.ToLower(address), "https://") {
		return "", ownError(ownURLHTTPS, sent)
	}
	if u, err := url.Parse(address); err == nil && loopback(u.Hostname()) && u.User == nil && u.Path+u.RawQuery+u.Fragment == "" {
		return address, nil
	}
	host := address[len("https://"):]
	if !hostName.MatchString(host) {
		return "", ownError(ownURLOrigin, sent)
	}
	if !dataverseHost.MatchString(host) {
		return "", ownError(ownURLHost, sent)
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

// filterCharacters have a meaning in a filter, which the base application makes of the user name; no e-mail address in
// Microsoft Entra has one of them (codeunit "BCS Setup Validation", FilterCharactersTok).
const filterCharacters = `*?|&<>=()"`

// checkUserName trims the user name and requires an e-mail address.
func checkUserName(name string) (string, error) {
	trimmed := strings.TrimSpace(name)
	if !strings.Contains(trimmed, "@") || strings.ContainsAny(trimmed, filterCharacters) {
		return "", ownError(ownUserName, name)
	}
	return trimmed, nil
}

// reachable reports whether the address is this emulator's Dataverse; nothing else can be reached.
func (d dataverse) reachable(address string) bool {
	origin := d.world.Config.Origin
	return origin == "" || strings.EqualFold(strings.TrimRight(origin, "/"), address)
}

// answer reads the first user, as TestConnection of the base application does,
// and returns why Dataverse does not respond.
func (d dataverse) answer(address string) (why string, ok bool) {
	if d.reachable(address) {
		return "", true
	}
	host := address
	if u, err := url.Parse(address); err == nil {
		host = u.Host
	}
	return "The remote name could not be resolved: '" + host + "'", false
}
