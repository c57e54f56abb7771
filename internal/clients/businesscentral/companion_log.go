// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const (
	allowedEnvironments = "allowedEnvironments"
	logEntries          = "logEntries"
)

// Values of LogEntry.Result.
const (
	LogStarted Option = "Started"
	LogFailed  Option = "Failed"
)

// AllowedEnvironment is an entry of the companion's list of Dataverse environments that the Business Central environment may
// connect to. People edit the list on the page Allowed Dataverse Environments; no API writes it.
type AllowedEnvironment struct {
	// EnvironmentURL is the address, in lower case and without a slash at the end.
	EnvironmentURL string `json:"environmentUrl"`
}

// LogEntry is an entry of the companion's log: what was changed through it, by whom. A call that was refused leaves none.
type LogEntry struct {
	// Time is when it happened.
	Time time.Time `json:"dateTime"`
	// UserName is the user or application that called.
	UserName string `json:"userName"`
	// ObjectName is what was changed, as the API names it, and ObjectKey which one; empty for the row of a company.
	ObjectName string `json:"objectName"`
	ObjectKey  string `json:"objectKey"`
	// Operation is what was done, such as enable.
	Operation string `json:"operation"`
	// Result is Succeeded, LogStarted or LogFailed.
	Result Option `json:"result"`
	// FailureText is the error of an operation that failed.
	FailureText string `json:"failureText"`
}

// IsEnvironmentAllowed reports whether the address is on the companion's list.
func (c *Client) IsEnvironmentAllowed(ctx context.Context, companyID, address string) (bool, error) {
	rows, err := companionList[AllowedEnvironment](ctx, c, companyID, allowedEnvironments, odata.Query{})
	for _, row := range rows {
		if row.EnvironmentURL == strings.ToLower(strings.TrimRight(strings.TrimSpace(address), "/")) {
			return true, nil
		}
	}
	return false, err
}

// LatestLogEntries reads the last entries of the company's log, the newest first.
func (c *Client) LatestLogEntries(ctx context.Context, companyID string, top int) ([]LogEntry, error) {
	return companionList[LogEntry](ctx, c, companyID, logEntries, odata.Query{OrderBy: "entryNo desc", Top: top})
}
