// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// upgradeSuffix marks a holding solution, which is waiting to replace the solution without the suffix.
const upgradeSuffix = "_Upgrade"

func (o *Org) registerSolutions(s *odatasvc.Service) {
	s.RegisterOperation("StageSolution", o.stageSolution)
	s.RegisterOperation("ImportSolutionAsync", o.importSolutionAsync)
	s.RegisterOperation("ImportSolution", o.importSolution)
	s.RegisterOperation("StageAndUpgradeAsync", o.stageAndUpgradeAsync)
	s.RegisterOperation("DeleteAndPromoteAsync", o.deleteAndPromoteAsync)
	s.RegisterOperation("DeleteAndPromote", o.deleteAndPromote)
	s.RegisterOperation("UninstallSolutionAsync", o.uninstallSolutionAsync)
	s.RegisterOperation("PublishAllXml", o.publishAllXML)
	s.RegisterOperation("RetrieveDependenciesForUninstall", o.retrieveDependencies)
	s.RegisterOperation("RetrieveSolutionImportResult", o.importResult)
	s.RegisterOperation("RetrieveFormattedImportJobResults", o.formattedResults)
}

// solution finds an installed solution by its unique name.
func (o *Org) solution(c *odatasvc.Context, uniqueName string) (odatasvc.Row, bool) {
	return c.Table(setSolutions).First(func(r odatasvc.Row) bool { return o.same(r, "uniquename", uniqueName) })
}

func (o *Org) installed(c *odatasvc.Context, uniqueName string) bool {
	_, ok := o.solution(c, uniqueName)
	return ok
}

func (o *Org) solutionRules() odatasvc.Set {
	return odatasvc.Set{
		Forms:        map[string]odatasvc.Form{"version": odatasvc.Version()},
		Defaults:     o.solutionDefaults,
		BeforeInsert: o.createSolution,
		BeforeUpdate: o.updateSolution,
		BeforeDelete: o.deleteSolution,
		AfterDelete:  o.removed,
		StateInsert: stateInsert(setSolutions, func(c *odatasvc.Context, row odatasvc.Row) error {
			o.installRoles(c, row.String("uniquename"), row.String("solutionid"))
			return nil
		}),
	}
}

func (o *Org) solutionDefaults(c *odatasvc.Context, row odatasvc.Row) {
	o.stamp(c, "solution", row)
	row.SetDefault("version", "1.0.0.0")
	row.SetDefault("ismanaged", c.Request == nil || c.User == nil)
	row.SetDefault("isvisible", true)
	row.SetDefault("isapimanaged", false)
	row.SetDefault("friendlyname", row["uniquename"])
	row.SetDefault("installedon", c.World.Timestamp())
}

// createSolution adds an unmanaged solution, which is an empty container.
func (o *Org) createSolution(c *odatasvc.Context, row odatasvc.Row) error {
	if err := o.need(c, "prvCreateSolution", "solution", nil); err != nil {
		return err
	}
	name := row.String("uniquename")
	switch {
	case !uniqueNameForm.MatchString(name):
		return invalidUniqueName()
	case !versionForm.MatchString(row.String("version")):
		return invalidVersion()
	case o.installed(c, name):
		return bad(codeSolutionTaken, "The solution unique name '%s' is already being used and cannot be used again.", name)
	case row.String("_publisherid_value") == "":
		return missingField("publisherid", "solution")
	}
	return nil
}

func (o *Org) updateSolution(c *odatasvc.Context, old, changes odatasvc.Row) error {
	if err := o.need(c, "prvWriteSolution", "solution", nil); err != nil {
		return err
	}
	if old.Bool("ismanaged") {
		return bad(codeManagedUpdate, "Cannot update solution '%s' because it is a managed solution.", old.String("uniquename"))
	}
	if version, ok := changes["version"].(string); ok && !versionForm.MatchString(version) {
		return invalidVersion()
	}
	o.touch(c, "solution", changes)
	return nil
}

// deleteSolution is DELETE solutions(…): the synchronous uninstallation of a managed solution.
func (o *Org) deleteSolution(c *odatasvc.Context, row odatasvc.Row) error {
	if err := o.need(c, "prvDeleteSolution", "solution", nil); err != nil {
		return err
	}
	if err := o.idle(c, kindUninstall, ""); err != nil {
		return err
	}
	return o.removable(c, row)
}

// removable refuses to uninstall what must stay.
func (o *Org) removable(c *odatasvc.Context, row odatasvc.Row) error {
	switch strings.ToLower(row.String("uniquename")) {
	case "default", "active", "basic", "system":
		return bad(codeRestrictedSolution, "Attempting to delete a restricted solution.")
	}
	if n := len(o.dependents(c, row.String("solutionid"))); n > 0 {
		return bad(codeInUse, "The Solution(%s) component cannot be deleted because it is referenced by %d other components. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest.",
			row.String("solutionid"), n)
	}
	return nil
}

// dependents lists the dependencies of other installed solutions on a solution.
func (o *Org) dependents(c *odatasvc.Context, id string) []odatasvc.Row {
	return c.Table(setDependencies).Where(func(r odatasvc.Row) bool {
		return r.Equal("requiredcomponentbasesolutionid", id) && !r.Equal("dependentcomponentbasesolutionid", id)
	})
}

// removed removes what a solution installed. An unmanaged solution is only a container.
func (o *Org) removed(c *odatasvc.Context, row odatasvc.Row) error {
	id, name := row.String("solutionid"), row.String("uniquename")
	o.forgetParts(c, id)
	if !row.Bool("ismanaged") || strings.HasSuffix(name, upgradeSuffix) {
		return nil
	}
	for _, patch := range c.Table(setSolutions).Where(func(r odatasvc.Row) bool { return r.Equal("_parentsolutionid_value", id) }) {
		c.Table(setSolutions).Delete(patch.String("solutionid"))
	}
	for _, role := range rolesOfSolution(name) {
		if row, ok := o.solutionRole(c, role); ok {
			if err := o.forgetRole(c, row); err != nil {
				return err
			}
		}
	}
	for _, set := range tablesOf(name) {
		table := c.Table(set)
		for _, r := range table.All() {
			table.Delete(table.Key(r))
		}
	}
	return nil
}

// forgetParts removes the records of a solution's components and dependencies.
func (o *Org) forgetParts(c *odatasvc.Context, id string) {
	for set, column := range map[string]string{setComponents: "_solutionid_value", setDependencies: "dependentcomponentbasesolutionid"} {
		table := c.Table(set)
		for _, r := range table.Where(func(r odatasvc.Row) bool { return r.Equal(column, id) }) {
			table.Delete(table.Key(r))
		}
	}
}

func (o *Org) retrieveDependencies(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	name, _ := params["SolutionUniqueName"].(string)
	row, ok := o.solution(c, name)
	if !ok {
		return nil, absent("solution", name)
	}
	out := []odatasvc.Row{}
	for _, r := range o.dependents(c, row.String("solutionid")) {
		out = append(out, r.Clone())
	}
	return out, nil
}

func (o *Org) publisherRules() odatasvc.Set {
	return odatasvc.Set{
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			o.stamp(c, "publisher", row)
			row.SetDefault("isreadonly", false)
			row.SetDefault("friendlyname", row["uniquename"])
			row.SetDefault("customizationprefix", "new")
			row.SetDefault("customizationoptionvalueprefix", int64(10000))
		},
	}
}

// publisherOf finds or adds the publisher of a package.
func (o *Org) publisherOf(c *odatasvc.Context, p *solutionPackage) string {
	table := c.Table(setPublishers)
	if row, ok := table.First(func(r odatasvc.Row) bool { return o.same(r, "uniquename", p.Publisher.UniqueName) }); ok {
		return row.String("publisherid")
	}
	row := odatasvc.Row{
		"publisherid": c.World.NewID(), "uniquename": p.Publisher.UniqueName,
		"friendlyname": first(p.Publisher.Names, p.Publisher.UniqueName), "customizationprefix": p.Publisher.Prefix,
	}
	if n, err := strconv.ParseInt(p.Publisher.Option, 10, 64); err == nil {
		row["customizationoptionvalueprefix"] = n
	}
	o.publisherRules().Defaults(c, row)
	table.Put(row)
	return row.String("publisherid")
}
