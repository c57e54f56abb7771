// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"fmt"
	"strings"
	"time"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// companionChecks look at what the companion extension keeps itself.
func companionChecks() []check {
	return []check{
		{"environment_allowed", "A person has allowed the Dataverse environment", ofCompany, checkAllowed},
		{"change_log", "No operation of the companion extension failed last", ofCompany, checkLog},
	}
}

// remedyAllow is a step that no API can take.
const remedyAllow = "Let a person with the permission set BCS Approve add the address on the page Allowed Dataverse Environments in Business Central, once for the environment. The guide \"Install the companion extension\" shows it."

// checkAllowed looks for the address of the setup, or the provider's own while there is no setup, on the companion's list.
func checkAllowed(ctx context.Context, f *facts) (outcome, error) {
	if _, err := f.connector(ctx); err != nil {
		return outcome{}, err
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	setup, err := f.setup(ctx)
	address := setup.EnvironmentURL
	if err != nil || address == "" {
		dv, err := f.dv()
		if err != nil {
			return outcome{}, err
		}
		address = dv.Origin()
	}
	allowed, err := client.IsEnvironmentAllowed(ctx, f.company, address)
	switch {
	case err != nil:
		return outcome{}, err
	case !allowed && setup.IsEnabled:
		return warn(remedyAllow, "%s is not on the list of Dataverse environments that this Business Central environment may connect to. The connection stays on, and cannot be turned on again once it is off.", address)
	case !allowed:
		return fail(remedyAllow, "%s is not on the list of Dataverse environments that this Business Central environment may connect to, so no connection can be made or turned on.", address)
	}
	return pass("%s is on the list.", address)
}

const (
	// recentEntries is how many entries of the log are looked at.
	recentEntries = 50
	// longest is how long an operation may take before it counts as broken off; Business Central ends a call after ten minutes.
	longest = 15 * time.Minute
)

// checkLog looks at the last entry of each operation on each object.
func checkLog(ctx context.Context, f *facts) (outcome, error) {
	if _, err := f.connector(ctx); err != nil {
		return outcome{}, err
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	entries, err := client.LatestLogEntries(ctx, f.company, recentEntries)
	if err != nil {
		return outcome{}, err
	}
	var bad []string
	seen := map[string]bool{}
	for _, entry := range entries { // the latest first
		key := entry.ObjectName + "/" + entry.ObjectKey + "/" + entry.Operation
		if seen[key] {
			continue
		}
		seen[key] = true
		switch {
		case entry.Result == bc.LogFailed:
			bad = append(bad, describeEntry(entry)+" failed: "+strings.TrimSuffix(strings.TrimSpace(entry.FailureText), "."))
		case entry.Result == bc.LogStarted && time.Since(entry.Time) > longest:
			bad = append(bad, describeEntry(entry)+" did not come to its end")
		}
	}
	if len(bad) > 0 {
		return warn("Fix what the entry reports, then apply again: once the operation succeeds, its entry is the last one. The whole log is on the page Sales Connector Log in Business Central.", "%s.", list(bad))
	}
	if len(entries) == 0 {
		return pass("Nothing was changed in the company through the extension yet.")
	}
	return pass("The last change was %s. The whole log is on the page Sales Connector Log in Business Central.", describeEntry(entries[0]))
}

// describeEntry names an entry for people.
func describeEntry(e bc.LogEntry) string {
	object := e.ObjectName
	if e.ObjectKey != "" {
		object += " " + e.ObjectKey
	}
	return fmt.Sprintf("%s of %s by %s at %s", e.Operation, object, e.UserName, e.Time.UTC().Format(time.RFC3339))
}
