// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Values of the columns statecode and statuscode.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/asyncoperation
const (
	asyncCompleted = 3
	asyncSucceeded = 30
	asyncCanceled  = 32
)

// AsyncOperation is work that the service does in the background.
type AsyncOperation struct {
	ID              string `json:"asyncoperationid"`
	Name            string `json:"name"`
	MessageName     string `json:"messagename"`
	State           int    `json:"statecode"`
	Status          int    `json:"statuscode"`
	Message         string `json:"message"`
	FriendlyMessage string `json:"friendlymessage"`
	ErrorCode       *int32 `json:"errorcode"`
}

// Done reports whether the operation has ended, in whichever way.
func (o AsyncOperation) Done() bool { return o.State == asyncCompleted }

// Succeeded reports whether the operation has ended well. Neither its completion time nor its progress says so.
func (o AsyncOperation) Succeeded() bool { return o.Done() && o.Status == asyncSucceeded }

// Canceled reports whether somebody canceled the operation.
func (o AsyncOperation) Canceled() bool { return o.Done() && o.Status == asyncCanceled }

// Code is the operation's error code in the form in which the Web API answers codes, or "".
func (o AsyncOperation) Code() string {
	if o.ErrorCode == nil || *o.ErrorCode == 0 {
		return ""
	}
	return Code(*o.ErrorCode)
}

// Code is an error number in the form in which the Web API answers codes, such as 0x80071151.
func Code(number int32) string {
	return fmt.Sprintf("0x%08x", uint32(number)) //nolint:gosec // the bits stay, the sign goes
}

// Text is what the service says about the operation, the friendly text first.
func (o AsyncOperation) Text() string {
	for _, text := range []string{o.FriendlyMessage, o.Message} {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}

func asyncColumns() []string {
	return []string{"asyncoperationid", "name", "messagename", "statecode", "statuscode", "message", "friendlymessage", "errorcode"}
}

// AsyncOperation reads an operation; found is false if it does not exist, for example because old ones were cleaned up.
func (c *Client) AsyncOperation(ctx context.Context, id string) (op AsyncOperation, found bool, err error) {
	op, err = odata.Get[AsyncOperation](ctx, c.api, odata.Key("asyncoperations", id), odata.Query{Select: asyncColumns()})
	if odata.IsNotFound(err) {
		return AsyncOperation{}, false, nil
	}
	if err != nil {
		return AsyncOperation{}, false, fmt.Errorf("reading the asynchronous operation %s: %w", id, err)
	}
	return op, true, nil
}

// recentOperations is how many operations are looked at to find one that was started moments ago.
const recentOperations = 20

// RecentSolutionOperations returns the caller's newest solution operations, the newest first.
func (c *Client) RecentSolutionOperations(ctx context.Context) ([]AsyncOperation, error) {
	caller, err := c.WhoAmI(ctx)
	if err != nil {
		return nil, err
	}
	operations, err := odata.List[AsyncOperation](ctx, c.api, "asyncoperations", odata.Query{
		Select: asyncColumns(),
		Filter: odata.And(
			odata.Eq("_createdby_value", odata.GUID(caller.UserID)),
			odata.In("messagename", odata.String("ImportSolutionAsync"), odata.String("StageAndUpgradeAsync"), odata.String("UninstallSolutionAsync")),
		),
		OrderBy: "createdon desc",
		Top:     recentOperations,
	})
	if err != nil {
		return nil, fmt.Errorf("listing solution operations: %w", err)
	}
	return operations, nil
}
