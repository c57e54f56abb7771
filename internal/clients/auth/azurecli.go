// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"errors"
	"os/exec"
	"regexp"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// cli is a source that asks the Azure CLI for tokens of the user or application that is signed in there. The library runs one
// process of the CLI at a time.
type cli struct {
	credential *azidentity.AzureCLICredential
	secrets    *redact.Secrets
}

func newAzureCLI(c Config) (source, error) {
	if _, err := exec.LookPath("az"); err != nil {
		return nil, &ConfigError{
			Method: AzureCLI, Problem: "the Azure CLI was not found on PATH",
			Advice: "Install it (https://learn.microsoft.com/cli/azure/install-azure-cli) and run \"az login\", or use another method.",
		}
	}
	// The library runs a shell.
	if c.TenantID != "" && !isCLIArgument(c.TenantID) {
		return nil, &ConfigError{Method: AzureCLI, Problem: "tenant_id is neither a GUID nor a domain"}
	}
	credential, err := azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{TenantID: c.TenantID})
	if err != nil {
		return nil, &ConfigError{Method: AzureCLI, Problem: "the Azure CLI cannot be used", Err: err}
	}
	return &cli{credential: credential, secrets: c.Secrets}, nil
}

// isCLIArgument reports whether a text is a GUID or a domain.
func isCLIArgument(s string) bool {
	return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`).MatchString(s)
}

// token runs "az account get-access-token". The CLI cannot answer a claims challenge without a person: the error says what to run.
func (c *cli) token(ctx context.Context, scope, claims string) (azcore.AccessToken, error) {
	token, err := c.credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}, Claims: claims})
	switch {
	case err != nil && ctx.Err() != nil:
		return azcore.AccessToken{}, &ConfigError{Method: AzureCLI, Problem: `"az account get-access-token" did not end in time`, Err: ctx.Err()}
	case err != nil && !refused(err), err == nil && token.Token == "":
		// The output holds a token, so no part of it may reach a message.
		return azcore.AccessToken{}, &ConfigError{Method: AzureCLI, Problem: "the Azure CLI's output was not understood", Advice: "Update the Azure CLI."}
	case err != nil:
		return azcore.AccessToken{}, c.failure(err.Error())
	}
	return token, nil
}

// refused reports whether an error is the CLI's own word, or the library's advice in its place, and not that its output could not be
// read.
func refused(err error) bool {
	_, failed := errors.AsType[*azidentity.AuthenticationFailedError](err)
	return failed || strings.Contains(err.Error(), "az login")
}

// failure says what the CLI reported.
func (c *cli) failure(text string) error {
	text = strings.Join(strings.Fields(c.secrets.Text(text)), " ")
	// What the library puts around the CLI's own words helps nobody here.
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "AzureCLICredential: "), " To troubleshoot, visit ")
	e := &ConfigError{
		Method: AzureCLI, Problem: `"az account get-access-token" failed`, Err: errors.New(text),
		Advice: "Run the command yourself with --debug to see why.",
	}
	lower := strings.ToLower(text)
	switch {
	case strings.Contains(lower, "--claims-challenge"):
		e.Problem, e.Advice = "a Conditional Access policy asks for another sign-in", "Run the command that the message names, then repeat."
	case strings.Contains(lower, "az login"), strings.Contains(lower, "aadsts"):
		e.Problem, e.Advice = "nobody is signed in to the Azure CLI for this tenant", "Run \"az login --tenant <tenant>\"."
	}
	return e
}
