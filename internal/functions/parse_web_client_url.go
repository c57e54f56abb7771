// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

type parseWebClientURL struct{}

// NewParseWebClientURL returns the function parse_web_client_url.
func NewParseWebClientURL() function.Function { return parseWebClientURL{} }

func (parseWebClientURL) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_web_client_url"
}

func (parseWebClientURL) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Parts of the address of Business Central's web client",
		MarkdownDescription: "Takes the address of Business Central's web client apart, as people copy it from the browser and as Sales connections hold it:\n\n" +
			"- `address`: the address without the company, as in `business_central_url`.\n" +
			"- `tenant`: the Microsoft Entra tenant, an id or a domain; null where the address leaves it out.\n" +
			"- `environment`: the environment, as in `business_central_environment`; null where the address leaves it out.\n" +
			"- `company`: the name of the company; null where the address names none.\n\n" +
			"What follows the company's name in the address belongs to the name, since Business Central does not encode `&` in names. " +
			"Remove further parameters, such as `page`, from an address that was copied from a browser.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "url", MarkdownDescription: "Address of the web client. It must begin with `https://`."},
		},
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"address": types.StringType, "tenant": types.StringType, "environment": types.StringType, "company": types.StringType,
		}},
	}
}

func (parseWebClientURL) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	if resp.Error = req.Arguments.Get(ctx, &text); resp.Error != nil {
		return
	}
	client := bc.ParseWebClient(text)
	if u, err := url.Parse(client.Address); err != nil || !strings.EqualFold(u.Scheme, "https") || u.Hostname() == "" {
		resp.Error = function.NewArgumentFuncError(0, "The address of the web client begins with https:// and a host, "+
			"such as https://businesscentral.dynamics.com/contoso.example/Production.")
		return
	}
	place := client.Place()
	resp.Error = resp.Result.Set(ctx, struct {
		Address     string  `tfsdk:"address"`
		Tenant      *string `tfsdk:"tenant"`
		Environment *string `tfsdk:"environment"`
		Company     *string `tfsdk:"company"`
	}{client.Address, present(place.Tenant), present(place.Environment), present(client.Name())})
}

// present returns nil for an empty text, which becomes null.
func present(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
