// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/dataverse"
)

// try is one request and its expected response. The caller is the administrator unless as names another one: an
// application by its client id, or a person by the object id. With async the request starts an operation, and
// status, code and text are those of the operation's end.
type try struct {
	as, method, path, body string
	status                 int
	code, text             string
	async                  bool
	match, noneMatch       string // If-Match, instead of "*" on PATCH, and If-None-Match
}

// noIfMatch as the If-Match value omits the header: PATCH then creates an absent row.
const noIfMatch = "-"

// rule is a rule of the service: a request that it refuses, beside a valid one. prepare runs before each.
type rule struct {
	name    string
	prepare func(h *organization)
	refused try
	passes  try
}

// group is the rules of one part of the service.
type group struct {
	name  string
	rules []rule
}

func groups() []group {
	return []group{
		{"callers", callerRules()},
		{"users", userRules()},
		{"access modes", accessModeRules()},
		{"deleting users", userDeletionRules()},
		{"roles", roleRules()},
		{"assignments", assignmentRules()},
		{"teams", teamRules()},
		{"business units", unitRules()},
		{"ownership", ownershipRules()},
		{"currencies", currencyRules()},
		{"requests", requestRules()},
		{"solutions", solutionRules()},
		{"imports", importRules()},
	}
}

// TestEveryCodeHasARule requires a rule for every code of the service.
func TestEveryCodeHasARule(t *testing.T) {
	t.Parallel()
	tried := map[string]bool{
		"0x80048067": true, // not a refusal: staging reports it, see TestStagingReports
	}
	for _, group := range groups() {
		for _, r := range group.rules {
			tried[strings.ToLower(r.refused.code)] = true
		}
	}
	codes := dataverse.Codes()
	for name, code := range codes {
		if !tried[code] {
			t.Errorf("no rule tries %s, %s", name, code)
		}
	}
	t.Logf("%d codes", len(codes))
}

func TestRules(t *testing.T) {
	t.Parallel()
	total := 0
	for _, group := range groups() {
		total += len(group.rules)
		for _, r := range group.rules {
			t.Run(group.name+"/"+r.name, func(t *testing.T) {
				t.Parallel()
				for kind, request := range map[string]try{"refused": r.refused, "passes": r.passes} {
					h := newOrganization(t)
					if r.prepare != nil {
						r.prepare(h)
					}
					h.try(kind, request)
				}
			})
		}
	}
	t.Logf("%d rules of Dataverse, each with the request that is refused and the one that passes", total)
}

func (h *organization) try(kind string, r try) {
	h.t.Helper()
	if r.method == "" {
		return
	}
	as := r.as
	if as == "" {
		as = appAdmin
	}
	a := h.send(as, r)
	if r.async && a.status < 300 {
		a = h.outcome(a)
	}
	if a.status != r.status {
		h.t.Errorf("%s: %s %s answers %d %s %q, want %d", kind, r.method, h.text(r.path), a.status, a.code, a.message, r.status)
		return
	}
	if !strings.EqualFold(a.code, r.code) {
		h.t.Errorf("%s: %s %s has the code %q (%s), want %q", kind, r.method, h.text(r.path), a.code, a.message, r.code)
	}
	if want := h.text(r.text); !strings.Contains(a.message, want) {
		h.t.Errorf("%s: %s %s says %q, want %q", kind, r.method, h.text(r.path), a.message, want)
	}
}

// outcome waits for a started operation: 0 for success, otherwise the error that it ended with.
func (h *organization) outcome(started answer) answer {
	h.t.Helper()
	h.settle()
	id, _ := started.body["AsyncOperationId"].(string)
	op := h.must("GET", "asyncoperations("+id+")", "").body
	if op["statecode"] != 3.0 {
		h.t.Fatalf("the operation has not ended: %v", op)
	}
	out := answer{}
	if op["statuscode"] != 30.0 {
		number, _ := op["errorcode"].(float64)
		out.status, out.code = int(op["statuscode"].(float64)), fmt.Sprintf("0x%08x", uint32(int32(number)))
		out.message, _ = op["message"].(string)
	}
	return out
}

func ok(method, path, body string) try {
	status := 204
	if method == "GET" {
		status = 200
	}
	return try{method: method, path: path, body: body, status: status}
}
