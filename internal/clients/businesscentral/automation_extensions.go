// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const (
	automationExtensions = "extensions"
	extensionUpload      = "extensionUpload"
	extensionDeployments = "extensionDeploymentStatus"
)

// Extension is a published package of an extension. Several versions of one app can be published; one is installed.
// Source: BCApps APIV2AutExtensions.Page.al.
type Extension struct {
	PackageID string `json:"packageId"`
	AppID     string `json:"id"`
	Name      string `json:"displayName"`
	Publisher string `json:"publisher"`
	Major     int32  `json:"versionMajor"`
	Minor     int32  `json:"versionMinor"`
	Build     int32  `json:"versionBuild"`
	Revision  int32  `json:"versionRevision"`
	Installed bool   `json:"isInstalled"`
}

// Version is the package's version in the form 1.2.3.4.
func (e Extension) Version() string {
	return fmt.Sprintf("%d.%d.%d.%d", e.Major, e.Minor, e.Build, e.Revision)
}

// Deployment is an upload of an extension that runs or has ended.
// Source: BCApps APIV2AutExtensionDepl.Page.al.
type Deployment struct {
	ID        string `json:"operationID"`
	Name      string `json:"name"`
	Publisher string `json:"publisher"`
	// Type is Upload or Install.
	Type string `json:"operationType"`
	// Status is Unknown, InProgress, Failed, Completed or NotFound; the API gives no reason of a failure.
	Status   string `json:"status"`
	Schedule string `json:"schedule"`
	Version  string `json:"appVersion"`
	// StartedOn is when it began, in RFC 3339.
	StartedOn string `json:"startedOn"`
}

// Running reports whether the deployment has not ended.
func (d Deployment) Running() bool { return !d.Failed() && !d.Completed() }

// Failed reports whether the deployment failed.
func (d Deployment) Failed() bool { return strings.EqualFold(d.Status, "Failed") }

// Completed reports whether the deployment ended well.
func (d Deployment) Completed() bool { return strings.EqualFold(d.Status, "Completed") }

// UploadOptions say how an extension is deployed.
type UploadOptions struct {
	// Schedule is "Current version", "Next minor version" or "Next major version".
	Schedule string `json:"schedule"`
	// SchemaSyncMode is "Add" or "Force Sync".
	SchemaSyncMode string `json:"schemaSyncMode"`
}

// Extensions lists the published packages of one app, or of all with an empty id.
func (c *Client) Extensions(ctx context.Context, appID string) ([]Extension, error) {
	q := odata.Query{}
	if appID != "" {
		q.Filter = odata.Eq("id", odata.GUID(appID))
	}
	rows, err := automationList[Extension](ctx, c, automationExtensions, q)
	if err != nil {
		return nil, fmt.Errorf("listing extensions: %w", err)
	}
	return rows, nil
}

// Deployments lists the deployments of the environment.
func (c *Client) Deployments(ctx context.Context) ([]Deployment, error) {
	rows, err := automationList[Deployment](ctx, c, extensionDeployments, odata.Query{})
	if err != nil {
		return nil, fmt.Errorf("reading the state of deployments: %w", err)
	}
	return rows, nil
}

// UploadExtension sends a package and starts its deployment, which continues without further calls. An answer that is lost leaves
// open whether it runs.
//
// The table behind the route has one row, which an interrupted upload leaves behind and a further insert is refused
// for; such a row is used again (microsoft/AL issue 8152).
func (c *Client) UploadExtension(ctx context.Context, content []byte, o UploadOptions) error {
	return c.anywhere(ctx, func(company string) error {
		id, err := c.uploadRow(ctx, company, o)
		if err != nil {
			return fmt.Errorf("preparing the upload: %w", err)
		}
		row := inCompany(company, odata.Key(extensionUpload, id))
		// The content is a stream, which has no version: the row's, that of the line before, is no obstacle to it.
		header := odata.MatchAny()
		header.Set("Content-Type", "application/octet-stream")
		if _, err := c.automation.Do(ctx, odata.Request{Method: http.MethodPatch, Path: row + "/extensionContent", Body: content, Header: header}, nil); err != nil {
			return fmt.Errorf("sending the package: %w", err)
		}
		if _, err := c.automation.Do(ctx, odata.Request{Method: http.MethodPost, Path: row + "/Microsoft.NAV.upload"}, nil); err != nil {
			return fmt.Errorf("starting the deployment: %w", err)
		}
		return nil
	})
}

// uploadRow returns the id of the row to upload with.
func (c *Client) uploadRow(ctx context.Context, company string, o UploadOptions) (string, error) {
	type upload struct {
		ETag string `json:"@odata.etag"`
		ID   string `json:"systemId"`
	}
	path := inCompany(company, extensionUpload)
	look := func() (id string, err error) {
		err = odata.WriteLatest(ctx, func(ctx context.Context) (upload, bool, error) {
			left, found, err := odata.First[upload](ctx, c.automation, path, odata.Query{Select: []string{"systemId"}})
			id = left.ID
			return left, found, err
		}, func(ctx context.Context, left upload) error {
			return c.automation.Update(ctx, inCompany(company, odata.Key(extensionUpload, left.ID)), left.ETag, o, nil)
		})
		return id, err
	}
	id, err := look()
	if err != nil || id != "" {
		return id, err
	}
	var made upload
	_, err = c.automation.Do(ctx, odata.Request{Method: http.MethodPost, Path: path, Body: o, Shows: map[string]string{"systemId": ""}}, &made)
	if err == nil || !IsExisting(err) && !odata.IsAnswerLost(err) || ctx.Err() != nil {
		return made.ID, err
	}
	if id, again := look(); again == nil && id != "" {
		return id, nil
	}
	return "", err
}

// InstallExtension installs a published package.
func (c *Client) InstallExtension(ctx context.Context, packageID string) error {
	return c.extensionAction(ctx, packageID, "install")
}

// UninstallExtension uninstalls a package, and what depends on it; its data stays.
func (c *Client) UninstallExtension(ctx context.Context, packageID string) error {
	return c.extensionAction(ctx, packageID, "uninstall")
}

// UnpublishExtension removes an uninstalled package from the environment. Environments before version 25.4 refuse.
func (c *Client) UnpublishExtension(ctx context.Context, packageID string) error {
	return c.extensionAction(ctx, packageID, "unpublish")
}

func (c *Client) extensionAction(ctx context.Context, packageID, action string) error {
	err := automationDo(ctx, c, odata.Request{Method: http.MethodPost, Path: odata.Key(automationExtensions, packageID) + "/Microsoft.NAV." + action}, nil)
	if err != nil {
		return fmt.Errorf("action %s of extension package %s: %w", action, packageID, err)
	}
	return nil
}
