// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package transport sends the provider's HTTP requests: one azcore pipeline for each service, with everything in it
// that must hold for every request, whatever its meaning.
//
// A Client sends a token to its own origin and nowhere else, follows no redirect, and repeats a request only where
// repeating is safe:
//
//	answer                               repeated
//	429                                  any verb: the service refused the request before executing it; but never a 429
//	                                     that [Options.Throttles] does not count as throttling
//	502, 503, 504                        repeatable requests only
//	408                                  repeatable requests only, a few times
//	500                                  reads only, a few times
//	what [Options.TryAgain] recognizes   a few times
//	no answer within [Patience]          repeatable requests only
//	no connection was made               any verb, a few times: nothing was sent
//	connection broke after sending       repeatable requests only
//	401                                  once, with a fresh token
//	everything else                      never
//
// Above all stands the context's deadline, or a budget of time without one. A pause that a 429 asks for holds for
// every caller of the Client, as do its limits of concurrency and rate.
//
// The package knows no service's error format: an answer of any status is a Response, and package odata reads it.
package transport
