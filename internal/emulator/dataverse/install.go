// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// mode is how a package is imported.
type mode int

const (
	modeImport  mode = iota // a first installation or an update
	modeHolding             // in addition to the installed solution, as its pending upgrade
	modeUpgrade             // as holding, and promoted immediately
)

// importable refuses a package that is not compatible with what is installed.
func (o *Org) importable(c *odatasvc.Context, p *solutionPackage, m mode) error {
	if p.customizations != nil {
		return bad(codeImportNotWellFormed, "Invalid customization file. This file is not well formed.")
	}
	if missing := o.missing(c, p); len(missing) > 0 {
		return missingError(p, missing)
	}
	old, ok := o.solution(c, p.UniqueName)
	if !ok {
		if m != modeImport {
			return bad(codeImportFailed, "ImportAsHolding failed with exception :Solution manifest import: FAILURE: Cannot create a holding solution for missing base %s.", p.UniqueName)
		}
		return nil
	}
	if err := o.fits(c, p, old); err != nil {
		return err
	}
	if m != modeImport && compareVersions(p.Version, old.String("version")) <= 0 {
		return bad(codeImportFailed, "ImportAsHolding failed with exception :Solution manifest import: FAILURE: The import solution must have a higher version than the existing solution it is upgrading.")
	}
	return nil
}

// fits compares a package with the installed solution of the same name.
func (o *Org) fits(c *odatasvc.Context, p *solutionPackage, old odatasvc.Row) error {
	switch {
	case p.managed() && !old.Bool("ismanaged"):
		return bad(codeManagedOverOpen, "The solution is already installed on this system as an unmanaged solution and the package supplied is attempting to install it in managed mode. Import can only update solutions when the modes match. Uninstall the current solution and try again.")
	case !p.managed() && old.Bool("ismanaged"):
		return bad(codeOpenOverManaged, "The solution is already installed on this system as a managed solution and the package supplied is attempting to install it in unmanaged mode. Import can only update solutions when the modes match. Uninstall the current solution and try again.")
	case p.managed() && compareVersions(p.Version, old.String("version")) < 0:
		// It is known that a lower version is refused; no public source shows that it is with this code.
		return bad(codeManagedOlder, "Solution '%s' already exists in this system as managed and cannot be upgraded.", p.UniqueName)
	case o.installed(c, p.UniqueName+upgradeSuffix):
		return bad(codeImportFailed, "An error occurred while importing a Solution. The solution %s has a pending upgrade.", p.UniqueName)
	}
	if patches := o.patches(c, old.String("solutionid")); len(patches) > 0 {
		return bad(codePatched, "Cannot modify solution because it has the following patches: %s.", strings.Join(patches, ", "))
	}
	return nil
}

func (o *Org) patches(c *odatasvc.Context, id string) []string {
	rows := c.Table(setSolutions).Where(func(r odatasvc.Row) bool { return r.Equal("_parentsolutionid_value", id) })
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.String("uniquename"))
	}
	return out
}

// missing lists what a package requires and the organization lacks, by the solutions that contain it. Components of
// the system count as present; those created by hand where the package was exported ("Active") do not.
func (o *Org) missing(c *odatasvc.Context, p *solutionPackage) []requirement {
	var out []requirement
	for _, d := range p.Dependencies {
		name, version := d.Required.solution()
		if name == "" || strings.EqualFold(name, "System") {
			continue
		}
		row, ok := o.solution(c, name)
		if !ok || version != "" && compareVersions(row.String("version"), version) < 0 {
			out = append(out, d)
		}
	}
	return out
}

// missingError refuses a package, with the text of public responses.
func missingError(p *solutionPackage, missing []requirement) *odatasvc.Error {
	return bad(codeImportDependencies, "The following solution cannot be imported: %s. Some dependencies are missing. The missing dependencies are : %s , ProductUpdatesOnly : False",
		p.UniqueName, describe(missing))
}

func describe(missing []requirement) string {
	var b strings.Builder
	b.WriteString("<MissingDependencies>")
	for _, d := range missing {
		b.WriteString("<MissingDependency><Required type=\"" + escape(d.Required.Type) + "\" schemaName=\"" + escape(d.Required.Name) +
			"\" displayName=\"" + escape(d.Required.DisplayName) + "\" solution=\"" + escape(d.Required.Solution) + "\" />" +
			"<Dependent type=\"" + escape(d.Dependent.Type) + "\" schemaName=\"" + escape(d.Dependent.Name) + "\" displayName=\"" + escape(d.Dependent.DisplayName) + "\" /></MissingDependency>")
	}
	b.WriteString("</MissingDependencies>")
	return b.String()
}

// install adds an imported package to the organization.
func (o *Org) install(c *odatasvc.Context, p *solutionPackage, m mode) error {
	if err := o.importable(c, p, m); err != nil {
		return err
	}
	publisher := o.publisherOf(c, p)
	name, now := p.UniqueName, c.World.Timestamp()
	if m != modeImport {
		name += upgradeSuffix
	}
	table := c.Table(setSolutions)
	row := odatasvc.Row{"solutionid": c.World.NewID(), "uniquename": name, "installedon": now}
	if old, ok := o.solution(c, name); ok {
		row = old.Clone()
		row["updatedon"] = now
	}
	row["version"], row["friendlyname"], row["description"] = p.Version, p.friendlyName(), first(p.Descriptions, "")
	row["ismanaged"], row["_publisherid_value"], row["solutionpackageversion"] = p.managed(), publisher, p.PackageVersion
	o.solutionDefaults(c, row)
	row["modifiedon"] = now
	table.Put(row)
	id := row.String("solutionid")
	o.recordParts(c, p, id)
	if m == modeHolding {
		return nil
	}
	if m == modeUpgrade {
		promoted, err := o.promote(c, p.UniqueName)
		if err != nil {
			return err
		}
		id = promoted
	}
	o.installRoles(c, p.UniqueName, id)
	return nil
}

// recordParts records a solution's components and dependencies.
func (o *Org) recordParts(c *odatasvc.Context, p *solutionPackage, id string) {
	o.forgetParts(c, id)
	for _, part := range p.Components {
		kind, _ := strconv.ParseInt(part.Type, 10, 64)
		behavior, _ := strconv.ParseInt(part.Behavior, 10, 64)
		object := strings.Trim(part.ID, "{}")
		if !store.IsGUID(object) {
			object = c.World.NewID()
		}
		row := odatasvc.Row{
			"solutioncomponentid": c.World.NewID(), "componenttype": kind, "objectid": store.NormalizeKey(object),
			"rootcomponentbehavior": behavior, "_solutionid_value": id, "ismetadata": kind == 1,
		}
		o.stamp(c, "solutioncomponent", row)
		c.Table(setComponents).Put(row)
	}
	for _, d := range p.Dependencies {
		name, _ := d.Required.solution()
		required, ok := o.solution(c, name)
		if !ok {
			continue
		}
		needs, _ := strconv.ParseInt(d.Required.Type, 10, 64)
		uses, _ := strconv.ParseInt(d.Dependent.Type, 10, 64)
		c.Table(setDependencies).Put(odatasvc.Row{
			"dependencyid": c.World.NewID(), "dependencytype": int64(2),
			"requiredcomponenttype": needs, "requiredcomponentobjectid": c.World.NewID(), "requiredcomponentbasesolutionid": required["solutionid"],
			"dependentcomponenttype": uses, "dependentcomponentobjectid": c.World.NewID(), "dependentcomponentbasesolutionid": id,
		})
	}
}

// installRoles adds the roles of one of Business Central's solutions, with their copies in every business unit.
// Existing roles stay unchanged.
func (o *Org) installRoles(c *odatasvc.Context, solution, id string) {
	root, ok := o.rootUnit(c)
	if !ok {
		return
	}
	for _, role := range rolesOfSolution(solution) {
		row, ok := o.solutionRole(c, role)
		if !ok {
			key := role.id
			if key == "" {
				key = c.World.NewID()
			}
			row = odatasvc.Row{
				"roleid": key, "name": role.name, "_businessunitid_value": root["businessunitid"], "_parentroleid_value": nil,
				"_roletemplateid_value": nil, "ismanaged": true, "solutionid": id, "isinherited": int64(1),
			}
			o.roleDefaults(c, row)
			c.Table(setRoles).Put(row)
		}
		_ = o.spreadRole(c, row)
	}
}

// solutionRole finds the original of a solution's role: by id, or by name in the root business unit.
func (o *Org) solutionRole(c *odatasvc.Context, role solutionRole) (odatasvc.Row, bool) {
	if role.id != "" {
		return c.Table(setRoles).Get(role.id)
	}
	return c.Table(setRoles).First(func(r odatasvc.Row) bool { return r.String("name") == role.name && original(r) })
}

// promote replaces a solution with its pending upgrade, which keeps its own id and takes over the name.
func (o *Org) promote(c *odatasvc.Context, name string) (string, error) {
	holding, ok := o.solution(c, name+upgradeSuffix)
	if !ok {
		return "", bad(codeNoUpgrade, "The %s solution doesn’t have an upgrade that is ready to be applied.", name)
	}
	base, ok := o.solution(c, name)
	if !ok {
		return "", bad(codeNoBase, "The base solution of the upgrade %s was not found.", holding.String("uniquename"))
	}
	old, id := base.String("solutionid"), holding.String("solutionid")
	o.forgetParts(c, old)
	solutions := c.Table(setSolutions)
	for _, patch := range o.patches(c, old) {
		if row, ok := o.solution(c, patch); ok {
			solutions.Delete(row.String("solutionid"))
		}
	}
	solutions.Delete(old)
	solutions.Update(id, odatasvc.Row{"uniquename": name, "installedon": base["installedon"], "updatedon": c.World.Timestamp()})
	for _, r := range c.Table(setDependencies).Where(func(r odatasvc.Row) bool { return r.Equal("requiredcomponentbasesolutionid", old) }) {
		c.Table(setDependencies).Update(r.String("dependencyid"), odatasvc.Row{"requiredcomponentbasesolutionid": id})
	}
	for _, r := range c.Table(setRoles).Where(func(r odatasvc.Row) bool { return r.Equal("solutionid", old) }) {
		c.Table(setRoles).Update(r.String("roleid"), odatasvc.Row{"solutionid": id})
	}
	return id, nil
}
