// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"encoding/base64"
	"net/http"
	"slices"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
)

// deployDuration is how long the deployment of a small extension takes.
const deployDuration = 30 * time.Second

const (
	columnContent  = "extensionContent"
	columnSchedule = "schedule"
	columnStatus   = "status"
	columnDetails  = "details" // state only: shown by page "Extn Deployment Status Detail" but not by the API
	currentVersion = "Current version"

	statusInProgress = "InProgress"
	statusCompleted  = "Completed"
	statusFailed     = "Failed"
)

// Details of failed deployments. The first is Microsoft's (microsoft/AL issue 4526); the others are the emulator's
// own, because no source shows them.
const (
	detailSameVersion = "An extension with same App ID and version has already been uploaded. Resolve and deploy again."
	detailLower       = "Deployment failed. The extension %s by %s %s cannot be installed because the newer version %s is installed."
	detailDependency  = "Deployment failed. The extension %s by %s %s needs the extension %s by %s %s, which is not installed."
	detailApplication = "Deployment failed. The extension %s by %s %s is built for application version %s, and this environment has %s."
)

// extensionUploadSet is page 30006 over table 5447, whose only row has the key 0: a second row is
// refused until the first has been uploaded.
func extensionUploadSet() odatasvc.Set {
	return odatasvc.Set{
		Select: []string{"systemId", columnSchedule, "schemaSyncMode", columnContent},
		BeforeInsert: func(c *odatasvc.Context, row store.Row) error {
			if c.Table(setExtensionUpload).Len() > 0 {
				return existsError("API Extension Upload", "Id", "0")
			}
			row.SetDefault(columnSchedule, currentVersion)
			row.SetDefault("schemaSyncMode", "Add")
			return nil
		},
		BeforeUpdate: func(_ *odatasvc.Context, _, changes store.Row) error {
			if content, ok := changes[columnContent].(string); ok {
				changes[columnContent] = base64.StdEncoding.EncodeToString([]byte(content))
			}
			return nil
		},
	}
}

// uploadExtension is the action of page 30006: it starts the deployment and deletes the row.
func uploadExtension(c *odatasvc.Context, bound store.Row, _ map[string]any) (any, error) {
	content, err := base64.StdEncoding.DecodeString(bound.String(columnContent))
	if err != nil || len(content) == 0 {
		return nil, dialogError(textContentEmpty)
	}
	if !holds(c, permissionExtensions) {
		return nil, dialogError(textMayNotManage)
	}
	parsed, err := app.Parse(content)
	if err != nil {
		return nil, odatasvc.Errorf(http.StatusBadRequest, "Unknown", "%s", textNotAnExtension)
	}
	t := c.Table(setExtensionUpload)
	t.Delete(t.Key(bound))
	schedule := bound.String(columnSchedule)
	operation := c.World.NewID()
	c.World.Store.Table(store.BusinessCentral, setDeployments).Put(store.Row{
		"operationID": operation, "name": parsed.Name, "publisher": parsed.Publisher, "operationType": "Upload",
		columnStatus: statusInProgress, columnSchedule: schedule, "appVersion": parsed.Version.String(), "startedOn": c.World.Timestamp(),
	})
	background := c.Service.Background(c.Company)
	manifest, packageID := parsed.Manifest, parsed.PackageID
	c.World.After(deployDuration, "extension deployment "+operation, func() { deploy(background, operation, schedule, packageID, manifest) })
	return nil, nil
}

// deployments is page 30007 over table "NAV App Tenant Operation", the latest first.
func deployments(c *odatasvc.Context) []store.Row {
	rows := c.World.Store.Table(store.BusinessCentral, setDeployments).All()
	slices.Reverse(rows)
	return rows
}

// deploy ends a deployment: it installs the extension or records why it failed. A deployment staged for a later
// version of the environment is only accepted.
func deploy(c *odatasvc.Context, operation, schedule, packageID string, m app.Manifest) {
	end := func(status, details string) {
		c.World.Store.Table(store.BusinessCentral, setDeployments).Update(operation, store.Row{columnStatus: status, columnDetails: details})
	}
	if refusal := undeployable(c, m); refusal != "" {
		end(statusFailed, refusal)
		return
	}
	if schedule == currentVersion {
		row := extensionRow(packageID, m.ID, m.Name, m.Publisher, publishedPrivate, m.Version)
		needs := make([]any, len(m.Dependencies))
		for i, d := range m.Dependencies {
			needs[i] = d.ID
		}
		row[columnDependsOn] = needs
		c.World.Store.Table(store.BusinessCentral, setExtensions).Put(row)
		setInstalled(c, m.ID, packageID, m.Version.String())
	}
	end(statusCompleted, "")
}

func undeployable(c *odatasvc.Context, m app.Manifest) string {
	for _, row := range extensions(c) {
		if row.Equal(columnID, m.ID) && versionOf(row) == m.Version {
			return detailSameVersion
		}
	}
	if installed, ok := installedExtension(c, m.ID); ok && versionOf(installed).Compare(m.Version) > 0 {
		return sprintf(detailLower, m.Name, m.Publisher, m.Version, versionOf(installed))
	}
	if m.Application.Compare(environmentVersion()) > 0 {
		return sprintf(detailApplication, m.Name, m.Publisher, m.Version, m.Application, environmentVersion())
	}
	for _, d := range m.Dependencies {
		if installed, ok := installedExtension(c, d.ID); !ok || versionOf(installed).Compare(d.MinVersion) < 0 {
			return sprintf(detailDependency, m.Name, m.Publisher, m.Version, d.Name, d.Publisher, d.MinVersion)
		}
	}
	return ""
}
