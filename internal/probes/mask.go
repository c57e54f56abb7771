// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import "regexp"

var (
	guids     = regexp.MustCompile(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`)
	mails     = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`)
	addresses = regexp.MustCompile(`https?://[^\s"'<>)]+`)
	hosts     = regexp.MustCompile(`(?i)\b(?:[a-z0-9-]+\.)+(?:dynamics\.com|dynamics\.cn|microsoftdynamics\.us|appsplatform\.us|onmicrosoft\.com)\b`)
)

// Mask takes out of a text what identifies a tenant or a person: ids, addresses, hosts and e-mail addresses.
func Mask(text string) string {
	text = addresses.ReplaceAllString(text, "{address}")
	text = mails.ReplaceAllString(text, "{e-mail}")
	text = hosts.ReplaceAllString(text, "{host}")
	return guids.ReplaceAllString(text, "{id}")
}
