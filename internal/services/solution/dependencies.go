// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// componentTypes names the component types that people meet.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/solutioncomponent
func componentTypes() map[string]string {
	return map[string]string{
		"1": "table", "2": "column", "3": "relationship", "9": "choice", "10": "relationship", "20": "security role", "24": "form",
		"26": "view", "29": "process", "36": "e-mail template", "59": "chart", "60": "form", "61": "web resource", "62": "site map",
		"80": "app", "91": "plug-in assembly", "92": "plug-in step", "95": "service endpoint", "300": "canvas app",
		"371": "connector", "372": "connector", "380": "environment variable", "381": "environment variable value",
		"connectionreference": "connection reference",
	}
}

// emptyGUID is what the service shows where there is no id.
const emptyGUID = "00000000-0000-0000-0000-000000000000"

// unmanagedLayer is the name under which the service shows what belongs to no managed solution.
const unmanagedLayer = "Active"

// serviceText is a text of the service as a diagnostic shows it: the missing dependencies in it one a line, all of them.
func serviceText(text, code string) string {
	rest, missing := dataverse.SplitMissingDependencies(text)
	told := withCode(shorten(rest), code)
	if len(missing) == 0 {
		return told
	}
	return told + "\nMissing:\n" + whole(dependencyLines(missing))
}

// dependencyLines lists what is missing, each once, with everything that needs it.
func dependencyLines(missing []dataverse.MissingDependency) []string {
	var lines []string
	needed := map[string][]string{}
	for _, dependency := range missing {
		line := describeComponent(dependency.Required)
		switch solution := dependency.Required.Solution; {
		case solution == unmanagedLayer:
			line += ", which no managed solution brings"
		case solution != "":
			line = solution + ": " + line
		}
		if _, known := needed[line]; !known {
			lines = append(lines, line)
			needed[line] = nil
		}
		if dependent := describeComponent(dependency.Dependent); dependent != "" && !slices.Contains(needed[line], dependent) {
			needed[line] = append(needed[line], dependent)
		}
	}
	for i, line := range lines {
		if len(needed[line]) > 0 {
			lines[i] += ", needed by " + strings.Join(needed[line], ", ")
		}
	}
	return lines
}

func describeComponent(c dataverse.DependencyComponent) string {
	kind := c.Type
	if known, ok := componentTypes()[strings.ToLower(c.Type)]; ok {
		kind = known
	} else if strings.Trim(c.Type, "0123456789") == "" && c.Type != "" {
		kind = "component of type " + c.Type
	}
	name := first(c.DisplayName, c.SchemaName, c.ID)
	if c.SchemaName != "" && c.SchemaName != name {
		name += " (" + c.SchemaName + ")"
	}
	if parent := first(c.ParentDisplayName, c.ParentSchemaName); parent != "" {
		name += " of " + parent
	}
	return strings.TrimSpace(kind + " " + name)
}

// stagedDependencies lists the missing dependencies that the check of a package found. The service does not document their
// form: without the known names, every text that it holds is shown.
func stagedDependencies(missing []map[string]any) []string {
	var known []dataverse.MissingDependency
	var lines []string
	for _, entry := range missing {
		end := func(prefix string) dataverse.DependencyComponent {
			text := func(name string) string {
				switch value := entry[prefix+name].(type) {
				case string:
					return value
				case float64:
					return strconv.FormatFloat(value, 'f', -1, 64)
				}
				return ""
			}
			return dataverse.DependencyComponent{
				Type: text("ComponentType"), SchemaName: text("ComponentSchemaName"), DisplayName: text("ComponentDisplayName"),
				ParentSchemaName: text("ComponentParentSchemaName"), ParentDisplayName: text("ComponentParentDisplayName"),
				Solution: text("SolutionName"),
			}
		}
		if required := end("Required"); required.Solution != "" {
			known = append(known, dataverse.MissingDependency{Required: required, Dependent: end("Dependent")})
			continue
		}
		lines = append(lines, describeUnknown(entry))
	}
	return append(dependencyLines(known), lines...)
}

func describeUnknown(entry map[string]any) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(entry)) {
		switch value := entry[name].(type) {
		case string:
			if value != "" && value != emptyGUID {
				parts = append(parts, name+" "+value)
			}
		case map[string]any:
			if text := describeUnknown(value); text != "" {
				parts = append(parts, name+" ("+text+")")
			}
		}
	}
	return shorten(strings.Join(parts, ", "))
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
