// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/report"
)

type readinessReport struct{}

// NewReadinessReport returns the function readiness_report.
func NewReadinessReport() function.Function { return readinessReport{} }

func (readinessReport) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "readiness_report"
}

func (readinessReport) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Markdown page about the readiness of companies",
		MarkdownDescription: "Returns a page in Markdown from what `bcsales_integration_readiness` found in each company: a summary, " +
			"what concerns the environment once, and a table of the checks of each company with status, finding and remedy.",
		Parameters: []function.Parameter{
			function.MapParameter{
				Name: "checks", MarkdownDescription: "Attribute `checks` of the data source, by the name of the company.",
				ElementType: types.ListType{ElemType: types.ObjectType{AttrTypes: map[string]attr.Type{
					"id": types.StringType, "title": types.StringType, "scope": types.StringType,
					"status": types.StringType, "detail": types.StringType, "remedy": types.StringType,
				}}},
			},
		},
		Return: function.StringReturn{},
	}
}

func (readinessReport) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var checks map[string][]struct {
		ID     string  `tfsdk:"id"`
		Title  string  `tfsdk:"title"`
		Scope  string  `tfsdk:"scope"`
		Status string  `tfsdk:"status"`
		Detail string  `tfsdk:"detail"`
		Remedy *string `tfsdk:"remedy"`
	}
	if resp.Error = req.Arguments.Get(ctx, &checks); resp.Error != nil {
		return
	}
	var companies []report.Company
	for _, name := range slices.Sorted(maps.Keys(checks)) {
		company := report.Company{Name: name}
		for _, c := range checks[name] {
			f := report.Finding{ID: c.ID, Title: c.Title, Scope: c.Scope, Status: c.Status, Detail: c.Detail}
			if c.Remedy != nil {
				f.Remedy = *c.Remedy
			}
			company.Findings = append(company.Findings, f)
		}
		companies = append(companies, company)
	}
	resp.Error = resp.Result.Set(ctx, report.Markdown(companies))
}
