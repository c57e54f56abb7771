// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// emptyID is what the service shows for a missing id.
const emptyID = "00000000-0000-0000-0000-000000000000"

// privilegeImport is the privilege to import. Packages with plug-ins require System
// Administrator, the only role that has it here.
const privilegeImport = "prvImportCustomization"

// stageSolution checks a package and stores it for an import. It installs nothing.
func (o *Org) stageSolution(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	if err := o.need(c, privilegeImport, "solution", nil); err != nil {
		return nil, err
	}
	content, _ := params["CustomizationFile"].(string)
	p, err := parsePackage(content)
	if err != nil {
		return nil, err
	}
	id := c.World.NewID()
	if wanted, ok := params["StageSolutionUploadId"].(string); ok && wanted != "" {
		id = wanted
	}
	c.Table(setUploads).Put(odatasvc.Row{"stagesolutionuploadid": id, "name": p.UniqueName, "customizationfile": content, "createdon": c.World.Timestamp()})
	status, validations, missing := "Passed", []any{}, []any{}
	if err := o.validation(c, p); err != nil {
		status = "Failed"
		validations = append(validations, map[string]any{
			"SolutionValidationResultType": "Error", "Message": err.Message, "ErrorCode": errorNumber(err.Code), "AdditionalInfo": "",
		})
	}
	if old, err := strconv.ParseFloat(p.PackageVersion, 64); err == nil && old < 9 {
		// That staging reports it this way is not verified; the text says that the import continues.
		validations = append(validations, map[string]any{
			"SolutionValidationResultType": "Warning", "ErrorCode": errorNumber(codePackageUpgraded), "AdditionalInfo": "",
			"Message": fmt.Sprintf("The solution package you are importing was generated on a different version of Microsoft Dynamics 365. The system will attempt to transform the package prior to import. Package Version: %s %s, System Version: %s %s.",
				p.PackageVersion, p.Version, "9.2", Version),
		})
	}
	for _, d := range o.missing(c, p) {
		status = "Failed"
		missing = append(missing, missingDependency(d))
	}
	return odatasvc.Row{"StageSolutionResults": map[string]any{
		"StageSolutionUploadId":     id,
		"StageSolutionStatus":       status,
		"SolutionValidationResults": validations,
		"MissingDependencies":       missing,
		"SolutionDetails":           o.details(c, p),
		"SolutionComponentsDetails": o.componentDetails(c, p),
	}}, nil
}

// validation returns why a package is not compatible with what is installed, or nil.
// Missing dependencies are reported separately.
func (o *Org) validation(c *odatasvc.Context, p *solutionPackage) *odatasvc.Error {
	err := error(nil)
	if p.customizations != nil {
		err = bad(codeImportNotWellFormed, "Invalid customization file. This file is not well formed.")
	} else if old, ok := o.solution(c, p.UniqueName); ok {
		err = o.fits(c, p, old)
	}
	if refused, ok := errors.AsType[*odatasvc.Error](err); ok {
		return refused
	}
	return nil
}

func missingDependency(d requirement) map[string]any {
	return map[string]any{
		"RequiredComponentSchemaName":         d.Required.Name,
		"RequiredComponentDisplayName":        d.Required.DisplayName,
		"RequiredComponentParentSchemaName":   d.Required.ParentName,
		"RequiredComponentParentDisplayName":  d.Required.ParentDisplay,
		"RequiredComponentId":                 idOrEmpty(d.Required.ID),
		"RequiredSolutionName":                d.Required.Solution,
		"RequiredComponentType":               d.Required.Type,
		"DependentComponentSchemaName":        d.Dependent.Name,
		"DependentComponentDisplayName":       d.Dependent.DisplayName,
		"DependentComponentParentSchemaName":  d.Dependent.ParentName,
		"DependentComponentParentDisplayName": d.Dependent.ParentDisplay,
		"DependentComponentType":              d.Dependent.Type,
		"DependentComponentId":                idOrEmpty(d.Dependent.ID),
	}
}

func idOrEmpty(id string) string {
	if id = strings.Trim(id, "{}"); id != "" {
		return strings.ToLower(id)
	}
	return emptyID
}

func (o *Org) details(c *odatasvc.Context, p *solutionPackage) map[string]any {
	out := map[string]any{
		"SolutionUniqueName": p.UniqueName, "SolutionFriendlyName": p.friendlyName(), "SolutionDescription": first(p.Descriptions, ""),
		"PublisherUniqueName": p.Publisher.UniqueName, "PublisherFriendlyName": first(p.Publisher.Names, p.Publisher.UniqueName),
		"PreviousSolutionUniqueName": nil, "PreviousSolutionFriendlyName": nil, "PreviousPublisherUniqueName": nil, "PreviousPublisherFriendlyName": nil,
		"IsPatchSolution": false, "IsManaged": p.managed(), "PreviousIsManaged": false, "SolutionVersion": p.Version,
		"PreviousSolutionVersion": nil, "PreviousPatchSolutionsNames": []any{}, "IsPrerequisitesExport": false,
		"HasPendingUpgrade": o.installed(c, p.UniqueName+upgradeSuffix),
	}
	old, ok := o.solution(c, p.UniqueName)
	if !ok {
		return out
	}
	out["PreviousSolutionUniqueName"], out["PreviousSolutionFriendlyName"] = old["uniquename"], old["friendlyname"]
	out["PreviousIsManaged"], out["PreviousSolutionVersion"] = old.Bool("ismanaged"), old["version"]
	if publisher, ok := c.Table(setPublishers).Get(old.String("_publisherid_value")); ok {
		out["PreviousPublisherUniqueName"], out["PreviousPublisherFriendlyName"] = publisher["uniquename"], publisher["friendlyname"]
	}
	patches := []any{}
	for _, name := range o.patches(c, old.String("solutionid")) {
		patches = append(patches, name)
	}
	out["PreviousPatchSolutionsNames"] = patches
	return out
}

func (o *Org) componentDetails(c *odatasvc.Context, p *solutionPackage) []any {
	present := "False"
	if o.installed(c, p.UniqueName) {
		present = "True"
	}
	out := make([]any, 0, 1+len(p.Components))
	out = append(out, map[string]any{
		"ComponentName": p.friendlyName(), "ComponentTypeName": "solution", "IsPresentInOrg": "Unknown",
		"Attributes": map[string]any{
			"Count": 2, "Keys": []any{"localizedname", "description"}, "Values": []any{p.friendlyName(), first(p.Descriptions, "")},
		},
	})
	for _, part := range p.Components {
		name := part.Name
		if name == "" {
			name = part.ID
		}
		out = append(out, map[string]any{
			"ComponentName": name, "ComponentTypeName": componentType(part.Type), "IsPresentInOrg": present,
			"Attributes": map[string]any{"Count": 1, "Keys": []any{"name"}, "Values": []any{name}},
		})
	}
	return out
}

// componentType names the common kinds of components.
func componentType(kind string) string {
	switch kind {
	case "1":
		return "entity"
	case "20":
		return "role"
	case "60":
		return "systemform"
	case "61":
		return "webresource"
	case "91":
		return "pluginassembly"
	}
	return kind
}

// errorNumber converts 0x8004f005 into the signed number of the .NET API.
func errorNumber(code string) int64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(code, "0x"), 16, 32)
	if err != nil {
		return -1
	}
	return int64(int32(uint32(n))) //nolint:gosec // the same bits; the first one is the sign
}

// packageFor reads the package of an import, either from the request or as staged before.
func (o *Org) packageFor(c *odatasvc.Context, params map[string]any) (*solutionPackage, error) {
	if content, _ := params["CustomizationFile"].(string); content != "" {
		return parsePackage(content)
	}
	solution, _ := params["SolutionParameters"].(map[string]any)
	id, _ := solution["StageSolutionUploadId"].(string)
	if id == "" {
		return nil, bad(codeImportFailed, "An error occurred while importing a Solution. Neither a customization file nor a staged solution was given.")
	}
	upload, ok := c.Table(setUploads).Get(id)
	if !ok {
		return nil, absent("stagesolutionupload", id)
	}
	return parsePackage(upload.String("customizationfile"))
}
