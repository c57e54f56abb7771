// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import "time"

// Limits are the bounds that a Client keeps on its own, so that the service need not refuse it.
type Limits struct {
	// MaxConcurrent is the number of requests in flight; 0 is no limit.
	MaxConcurrent int
	// Requests may be sent in any Window; 0 is no limit.
	Requests int
	// Window is the length of the service's sliding window.
	Window time.Duration
}

// BusinessCentralLimits returns the documented limits of one user: 5 concurrent OData requests and 6,000 requests in
// 5 minutes (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/administration/operational-limits-online),
// the latter less a margin for what else signs in as that user.
func BusinessCentralLimits() Limits {
	return Limits{MaxConcurrent: 5, Requests: 5700, Window: 5 * time.Minute}
}

// DataverseLimits returns limits below the documented service protection limits of one user and web server: 52
// concurrent requests and 6,000 requests in 5 minutes (https://learn.microsoft.com/power-apps/developer/data-platform/api-limits).
// The concurrency is lower than allowed, because the third limit, 20 minutes of execution time in 5 minutes, is
// reached by few parallel requests that are slow.
func DataverseLimits() Limits {
	return Limits{MaxConcurrent: 16, Requests: 5700, Window: 5 * time.Minute}
}

// GraphLimits returns modest limits: Microsoft Graph's own depend on the tenant's size and on the kind of request
// (https://learn.microsoft.com/graph/throttling-limits), and the provider needs few requests.
func GraphLimits() Limits {
	return Limits{MaxConcurrent: 8, Requests: 1000, Window: 10 * time.Second}
}
