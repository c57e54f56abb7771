// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Error codes of solution operations.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
const (
	// CodeSolutionConcurrency says that another solution operation is running; it may come as the answer to the start
	// or as the error of an operation that was accepted.
	CodeSolutionConcurrency = "0x80071151"
	// CodeApplicationLock and CodeSelfBlocked are transient conflicts inside the service.
	CodeApplicationLock = "0x8004ed47"
	CodeSelfBlocked     = "0x80048554"
	// CodeManagedOverUnmanaged refuses a managed package over an unmanaged solution.
	CodeManagedOverUnmanaged = "0x80048040"
	// CodePackageTooNew says that the package was exported from a newer version of the platform.
	CodePackageTooNew = "0x80048068"
	// CodeComponentInUse says that something depends on what is to be deleted.
	CodeComponentInUse = "0x8004f01f"
	// CodeDependenciesExist says the same of a solution.
	CodeDependenciesExist = "0x8004f01d"
	// CodeNotWellFormed, CodeBadZip and CodePackageNotValid say that the file is not a package that can be imported.
	CodeNotWellFormed   = "0x80048013"
	CodeBadZip          = "0x80048060"
	CodePackageNotValid = "0x80048066"
	// CodeSolutionVersion says that the package version is invalid.
	CodeSolutionVersion = "0x8004f01e"
	// CodeMissingDependencies says that the package needs something that is not installed.
	CodeMissingDependencies = "0x8004801d"
	// CodeManagedOlder says that a newer version is installed.
	CodeManagedOlder = "0x80048038"
	// CodePatched says that the installed solution has patches.
	CodePatched = "0x80048538"
	// CodeRestrictedSolution says that the solution belongs to the platform.
	CodeRestrictedSolution = "0x8004f005"
	// CodeDuplicateJob says that an import job with the chosen id exists.
	CodeDuplicateJob = "0x80071152"
)

// StagedSolution is the service's verdict about a package that was uploaded but not installed.
type StagedSolution struct {
	UploadID string `json:"StageSolutionUploadId"`
	// Status is Passed or Failed.
	Status     string               `json:"StageSolutionStatus"`
	Validation []SolutionValidation `json:"SolutionValidationResults"`
	// Missing holds the components that the package needs and the environment lacks. Their form is not documented.
	Missing []map[string]any      `json:"MissingDependencies"`
	Details StagedSolutionDetails `json:"SolutionDetails"`
}

// SolutionValidation is one finding of the service about a package.
type SolutionValidation struct {
	Type           string `json:"SolutionValidationResultType"`
	Message        string `json:"Message"`
	ErrorCode      int32  `json:"ErrorCode"`
	AdditionalInfo string `json:"AdditionalInfo"`
}

// StagedSolutionDetails compares a package with what is installed.
type StagedSolutionDetails struct {
	// HasPendingUpgrade is whether an earlier upgrade was staged and never applied.
	HasPendingUpgrade bool `json:"HasPendingUpgrade"`
}

// StageSolution uploads a package and has it checked. It installs nothing, so it may be repeated.
func (c *Client) StageSolution(ctx context.Context, content []byte) (StagedSolution, error) {
	var answer struct {
		Results StagedSolution `json:"StageSolutionResults"`
	}
	// encoding/json writes a byte slice in base64, which is Edm.Binary's form.
	body := map[string]any{"CustomizationFile": content}
	if _, err := c.api.Do(ctx, odata.Request{Method: http.MethodPost, Path: "StageSolution", Body: body, Repeatable: true}, &answer); err != nil {
		return StagedSolution{}, fmt.Errorf("staging the solution: %w", err)
	}
	if answer.Results.Status == "" {
		return StagedSolution{}, fmt.Errorf("staging the solution: %w", c.api.Misunderstood(http.MethodPost, "StageSolution", "it does not hold the result of the check"))
	}
	return answer.Results, nil
}

// ImportStart says how to import a staged package.
type ImportStart struct {
	// UploadID is the staged package's.
	UploadID string
	// JobID is chosen by the caller, so that the job can be found when the answer is lost.
	JobID string
	// Upgrade replaces an older installed version, which must exist; else the package is installed.
	Upgrade bool
	// OverwriteUnmanaged overwrites unmanaged customizations of the solution's components.
	OverwriteUnmanaged bool
	// PublishWorkflows activates the solution's processes.
	PublishWorkflows bool
}

// message is the name of the action, which the asynchronous operation has too.
func (s ImportStart) message() string {
	if s.Upgrade {
		return "StageAndUpgradeAsync"
	}
	return "ImportSolutionAsync"
}

// StartImport starts the installation or the upgrade and returns the id of the asynchronous operation. It is never
// retried: after a lost answer look for the operation first.
func (c *Client) StartImport(ctx context.Context, s ImportStart) (string, error) {
	body := map[string]any{
		"OverwriteUnmanagedCustomizations": s.OverwriteUnmanaged,
		"PublishWorkflows":                 s.PublishWorkflows,
		"ImportJobId":                      s.JobID,
		"SolutionParameters":               map[string]any{"StageSolutionUploadId": s.UploadID},
	}
	return c.startOperation(ctx, s.message(), body)
}

// StartUninstall starts the removal of a managed solution and returns the id of the asynchronous operation. Like
// [Client.StartImport] it is never retried.
func (c *Client) StartUninstall(ctx context.Context, uniqueName string) (string, error) {
	return c.startOperation(ctx, "UninstallSolutionAsync", map[string]any{"SolutionUniqueName": uniqueName})
}

func (c *Client) startOperation(ctx context.Context, action string, body any) (string, error) {
	var answer struct {
		OperationID string `json:"AsyncOperationId"`
	}
	if _, err := c.api.Do(ctx, odata.Request{Method: http.MethodPost, Path: action, Body: body}, &answer); err != nil {
		return "", fmt.Errorf("starting %s: %w", action, err)
	}
	if uuid.Validate(answer.OperationID) != nil {
		return "", fmt.Errorf("starting %s: %w", action, c.api.Misunderstood(http.MethodPost, action, "it does not hold the id of the operation"))
	}
	return answer.OperationID, nil
}
