// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// ownNotFound is the fault whose answer is the service's own for an object that does not exist.
const ownNotFound = "404 of its own"

// tokenCanary has the shape of a token that no test gets otherwise.
const tokenCanary = "eyJjYW5hcnkiOjF9.c4n4ry0c4n4ry0.c4n4ry0c4n4ry0"

// faultNames lists the faults of the matrix.
func faultNames() []string {
	return append(slices.Sorted(maps.Keys(faults(""))), ownNotFound)
}

// ownNotFoundBody is what the service of a call answers about an object that does not exist.
func ownNotFoundBody(callPath string) any {
	code, message := "Internal_RecordNotFound", "The record does not exist."
	switch {
	case strings.Contains(callPath, "/api/data/"):
		code, message = "0x80040217", "The row With Id = 1 Does Not Exist"
	case strings.Contains(callPath, "/v1.0/") && !strings.Contains(callPath, "/api/"):
		code, message = "Request_ResourceNotFound", "Resource 'x' does not exist."
	}
	return map[string]any{"error": map[string]any{"code": code, "message": message}}
}

// faults are the faults of the matrix. Each hits one request. What refuses quotes a secret, as services have done.
func faults(secret string) map[string]acctest.Fault {
	all := map[string]acctest.Fault{
		"reset before": {Action: "reset_before"}, "reset after": {Action: "reset_after"}, "cut": {Action: "malformed"},
		"hang": {Action: "hang"}, "drip": {Action: "drip", Delay: "300ms"},
	}
	quoted := secret + " and " + tokenCanary
	answer := func(name string, status int, headers map[string]string, body any) {
		all[name] = acctest.Fault{Action: "status", Status: status, Headers: headers, Body: body}
	}
	stated := func(code, message string) any {
		return map[string]any{"error": map[string]any{"code": code, "message": message}}
	}
	for name, retryAfter := range map[string]string{"1": "1", "0": "0", "a fraction": "0.01", "no number": "NaN", "a past date": "Mon, 02 Mar 2020 08:00:00 GMT"} {
		answer("429 with "+name, 429, map[string]string{"Retry-After": retryAfter}, nil)
	}
	for name, status := range map[string]int{"500": 500, "503": 503, "504": 504, "401": 401, "403": 403, "409": 409, "412": 412} {
		answer(name, status, nil, stated("x", "The service does not want "+quoted+"."))
	}
	answer("malformed", 200, nil, `{"value":[`)
	answer("HTML", 200, map[string]string{"Content-Type": "text/html"}, "<html>Sign in "+quoted+"</html>")
	answer("nothing", 200, nil, map[string]any{})
	answer("no body", 200, nil, nil)
	answer("an error of success", 200, nil, stated("x", "No: "+quoted))
	answer("404 of a gateway", 404, nil, stated("404", "Not Found"))
	answer("404 of nobody", 404, nil, nil)
	for name, fault := range all {
		fault.Times = 1
		all[name] = fault
	}
	return all
}
