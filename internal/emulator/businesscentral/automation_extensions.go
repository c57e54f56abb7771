// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// Ids of Microsoft's own apps, identical in every environment, and of the companion (extension/app/app.json).
const (
	applicationID       = "c1335042-3002-4257-bf8a-75c898ccb1b8"
	baseApplicationID   = "437dbf0e-84ff-417a-965d-ed2bb9650972"
	systemApplicationID = "63ca2fa4-4f03-4f2b-a480-172fef340d3f"
	companionID         = "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90"
	companionName       = "Business Central Sales Connector"
	companionPublisher  = "bcsales"

	columnInstalled  = "isInstalled"
	columnPackage    = "packageId"
	columnDependsOn  = "dependsOn" // state only: app ids
	publishedGlobal  = "Global"
	publishedPrivate = "PTE"

	publisherMicrosoft = "Microsoft"
)

// environmentVersion is the version of Microsoft's apps in the environment.
func environmentVersion() version.Version { return version.Version{28, 1, 30000, 0} }

// extensions is page 30002 over table "Published Application": Microsoft's apps, uploaded apps, and the companion,
// whose installed version is part of the emulator's configuration.
func extensions(c *odatasvc.Context) []store.Row {
	stored := c.World.Store.Table(store.BusinessCentral, setExtensions)
	var rows []store.Row
	for _, row := range microsoftExtensions() {
		if !stored.Has(stored.Key(row)) {
			rows = append(rows, row)
		}
	}
	companion := c.World.Config.Companion
	seen := companion == ""
	for _, row := range stored.All() {
		if row.Equal(columnID, companionID) {
			row = row.Clone()
			row[columnInstalled] = companion != "" && versionOf(row).String() == fullVersion(companion).String()
			seen = seen || row.Bool(columnInstalled)
		}
		rows = append(rows, row)
	}
	if !seen {
		rows = append(rows, extensionRow(derivedID("package", companionID, companion), companionID, companionName, companionPublisher, publishedPrivate, fullVersion(companion)))
	}
	return rows
}

func microsoftExtensions() []store.Row {
	row := func(id, name string) store.Row {
		return extensionRow(derivedID("package", id), id, name, publisherMicrosoft, publishedGlobal, environmentVersion())
	}
	return []store.Row{
		row(applicationID, "Application"), row(baseApplicationID, "Base Application"), row(systemApplicationID, "System Application"),
	}
}

func extensionRow(packageID, id, name, publisher, published string, v version.Version) store.Row {
	return store.Row{
		columnPackage: packageID, columnID: id, "displayName": name, "publisher": publisher, "publishedAs": published, columnInstalled: true,
		"versionMajor": int64(v[0]), "versionMinor": int64(v[1]), "versionBuild": int64(v[2]), "versionRevision": int64(v[3]),
	}
}

func versionOf(row store.Row) version.Version {
	part := func(name string) int32 { return int32(row.Int("version" + name)) } //nolint:gosec // versions have 31 bits
	return version.Version{part("Major"), part("Minor"), part("Build"), part("Revision")}
}

// fullVersion parses a version from the emulator's configuration; anything else is 0.0.0.0.
func fullVersion(text string) version.Version {
	v, err := version.Parse(text)
	if err != nil {
		return version.Version{}
	}
	return v
}

// installedExtension returns the installed package of an app.
func installedExtension(c *odatasvc.Context, app string) (store.Row, bool) {
	rows := extensions(c)
	i := slices.IndexFunc(rows, func(r store.Row) bool { return r.Equal(columnID, app) && r.Bool(columnInstalled) })
	if i < 0 {
		return nil, false
	}
	return rows[i], true
}

// setInstalled marks one package of an app, or none, as the installed one.
func setInstalled(c *odatasvc.Context, app, packageID, version string) {
	t := c.World.Store.Table(store.BusinessCentral, setExtensions)
	for _, row := range t.Where(func(r store.Row) bool { return r.Equal(columnID, app) }) {
		t.Update(t.Key(row), store.Row{columnInstalled: row.Equal(columnPackage, packageID)})
	}
	if strings.EqualFold(app, companionID) {
		if c.World.Config.Companion == "" {
			listStoredSetups(c)
		}
		c.World.Config.Companion = version
	}
}

func installExtension(c *odatasvc.Context, bound store.Row, _ map[string]any) (any, error) {
	if bound.Bool(columnInstalled) {
		return nil, dialogError(textInstalled, bound.String("displayName"))
	}
	setInstalled(c, bound.String(columnID), bound.String(columnPackage), versionOf(bound).String())
	return nil, nil
}

// uninstallExtension also uninstalls what depends on the extension, as the platform does without asking in a
// session without a user interface.
func uninstallExtension(c *odatasvc.Context, bound store.Row, _ map[string]any) (any, error) {
	if !bound.Bool(columnInstalled) {
		return nil, dialogError(textNotInstalled, bound.String("displayName"))
	}
	uninstall(c, bound)
	return nil, nil
}

func uninstall(c *odatasvc.Context, row store.Row) {
	app := row.String(columnID)
	t := c.World.Store.Table(store.BusinessCentral, setExtensions)
	if !t.Has(t.Key(row)) {
		t.Put(row.Clone()) // a companion installed by the seed stays published
	}
	setInstalled(c, app, "", "")
	for _, other := range t.All() {
		needs, _ := other[columnDependsOn].([]any)
		if other.Bool(columnInstalled) && slices.ContainsFunc(needs, func(id any) bool { text, _ := id.(string); return strings.EqualFold(text, app) }) {
			uninstall(c, other)
		}
	}
}

func unpublishExtension(c *odatasvc.Context, bound store.Row, _ map[string]any) (any, error) {
	if bound.Bool(columnInstalled) {
		return nil, dialogError(textUnpublishUsed, bound.String("displayName"))
	}
	t := c.World.Store.Table(store.BusinessCentral, setExtensions)
	t.Delete(t.Key(bound))
	return nil, nil
}
