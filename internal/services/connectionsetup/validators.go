// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// originValidator accepts https addresses without path, query and user.
type originValidator struct{}

func (originValidator) Description(context.Context) string {
	return "value must be an https address without a path"
}

func (v originValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (originValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	if _, ok := origin(text); !ok || len(text) > 250 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not the address of a Dataverse environment",
			"Expected https:// and a host name, without a path, as in https://contoso.crm4.dynamics.com, got \""+text+"\". "+
				"Business Central supports secure connections (HTTPS) to the Dataverse environment only.")
	}
}

// addressValidator accepts https addresses.
type addressValidator struct{}

func (addressValidator) Description(context.Context) string { return "value must be an https address" }

func (v addressValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (addressValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	u, err := url.Parse(req.ConfigValue.ValueString())
	if err != nil || u.Scheme != "https" || u.Host == "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Not an https address",
			"Expected an address such as https://businesscentral.dynamics.com/contoso.com/Production, got \""+req.ConfigValue.ValueString()+"\".")
	}
}

// emailValidator accepts what Business Central accepts as the user name of an OAuth 2.0 connection.
type emailValidator struct{}

func (emailValidator) Description(context.Context) string { return "value must be an e-mail address" }

func (v emailValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (emailValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	local, domain, _ := strings.Cut(text, "@")
	if local == "" || domain == "" || strings.ContainsAny(text, " \t\n*?|&<>=()\"") || len(text) > 250 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not an e-mail address",
			"Expected the integration user's e-mail address in Dataverse, got \""+text+"\". "+
				"Business Central says: The user name must be a valid email address when the authentication type is set to Office 365.")
	}
}
