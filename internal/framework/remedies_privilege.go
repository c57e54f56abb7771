// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// privilegeName is the name of a privilege of Dataverse in a text.
var privilegeName = regexp.MustCompile(`\bprv\w+`)

// missingPrivilege names the privilege that the refusal of the provider's own identity names, as a sentence to add to the remedy.
func missingPrivilege(api *odata.Error) string {
	name := privilegeName.FindString(api.Message)
	if api.Service != "Dataverse" || name == "" {
		return ""
	}
	return " This call lacks the privilege " + name + "."
}

// privilegeRemedy says which role would give a team or user the privilege that Dataverse misses.
func privilegeRemedy(e *dataverse.MissingPrivilegeError) string {
	who := fmt.Sprintf("the %s %s", e.Principal.Kind, e.Principal.ID)
	if e.Name != "" {
		who = fmt.Sprintf("the %s %q (%s)", e.Principal.Kind, e.Name, e.Principal.ID)
	}
	var ways []string
	if len(e.Roles) > 0 {
		names := make([]string, len(e.Roles))
		for i, role := range e.Roles {
			names[i] = fmt.Sprintf("%q", role.Name)
		}
		ways = append(ways, "add the privilege to a security role that it has ("+strings.Join(names, ", ")+")")
	}
	switch {
	case e.Lacking.Name != "":
		ways = append(ways, fmt.Sprintf("assign it the security role %q", e.Lacking.Name))
	default:
		ways = append(ways, "assign it a security role with the privilege")
	}
	return fmt.Sprintf("Let %s have the privilege %s: %s, in the Power Platform admin center, and run terraform apply again.",
		who, e.Privilege, strings.Join(ways, ", or "))
}
