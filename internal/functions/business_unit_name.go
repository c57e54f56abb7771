// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

type businessUnitName struct{}

// NewBusinessUnitName returns the function business_unit_name.
func NewBusinessUnitName() function.Function { return businessUnitName{} }

func (businessUnitName) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "business_unit_name"
}

func (businessUnitName) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Name of a company's own business unit",
		MarkdownDescription: "Returns the name that Business Central and `bcsales_dataverse_company` give to the business unit of a company: " +
			"the company's name, a blank, and its id in lower case in parentheses. A company that was renamed keeps the unit with its old name.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "company_name", MarkdownDescription: "Name of the company in Business Central. It must not be empty."},
			function.StringParameter{Name: "company_id", MarkdownDescription: "Id of the company, a GUID without braces."},
		},
		Return: function.StringReturn{},
	}
}

func (businessUnitName) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var name, id string
	if resp.Error = req.Arguments.Get(ctx, &name, &id); resp.Error != nil {
		return
	}
	if name == "" {
		resp.Error = function.NewArgumentFuncError(0, "The name of the company is empty.")
		return
	}
	if len(id) != len(uuid.Nil.String()) || uuid.Validate(id) != nil {
		resp.Error = function.NewArgumentFuncError(1, "The id of a company is a GUID such as 00000000-0000-0000-0000-000000000001, without braces.")
		return
	}
	resp.Error = resp.Result.Set(ctx, dataverse.CompanyUnitName(name, id))
}
