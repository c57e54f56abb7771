// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// cli is a source that asks the Azure CLI for tokens of the user or application that is signed in there.
type cli struct {
	path    string
	tenant  string
	secrets *redact.Secrets
}

func newAzureCLI(c Config) (source, error) {
	path := c.CLIPath
	if path == "" {
		path = "az"
	}
	found, err := exec.LookPath(path)
	if err != nil {
		return nil, &ConfigError{
			Method: AzureCLI, Problem: "the Azure CLI was not found on PATH",
			Advice: "Install it (https://learn.microsoft.com/cli/azure/install-azure-cli) and run \"az login\", or use another method.",
		}
	}
	if c.TenantID != "" && !isCLIArgument(c.TenantID) {
		return nil, &ConfigError{Method: AzureCLI, Problem: "tenant_id is neither a GUID nor a domain"}
	}
	return &cli{path: found, tenant: c.TenantID, secrets: c.Secrets}, nil
}

// isCLIArgument reports whether a text is safe to pass on: on Windows az is a batch file, which parses its arguments again.
func isCLIArgument(s string) bool {
	return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.:/_-]*$`).MatchString(s)
}

// token runs "az account get-access-token".
func (c *cli) token(ctx context.Context, scope, _ string) (azcore.AccessToken, error) {
	resource := resourceOf(scope)
	if !isCLIArgument(resource) {
		return azcore.AccessToken{}, &ConfigError{Method: AzureCLI, Problem: "the audience " + resource + " cannot be passed on"}
	}
	arguments := []string{"account", "get-access-token", "--resource", resource, "-o", "json"}
	if c.tenant != "" {
		arguments = append(arguments, "--tenant", c.tenant)
	}
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(ctx, c.path, arguments...) //nolint:gosec // the arguments are checked above
	command.Stdout, command.Stderr = &stdout, &stderr
	command.WaitDelay = time.Second
	if err := command.Run(); err != nil {
		return azcore.AccessToken{}, cliError(ctx, err, c.secrets.Text(stderr.String()))
	}
	return parseCLI(stdout.Bytes())
}

func cliError(ctx context.Context, err error, stderr string) error {
	e := &ConfigError{Method: AzureCLI, Problem: "\"az account get-access-token\" failed", Err: err}
	if ctx.Err() != nil {
		e.Err = ctx.Err()
		return e
	}
	if text := strings.TrimSpace(stderr); text != "" {
		e.Err = errors.New(strings.Join(strings.Fields(text), " "))
	}
	lower := strings.ToLower(stderr)
	if strings.Contains(lower, "az login") || strings.Contains(lower, "aadsts") {
		e.Problem, e.Advice = "nobody is signed in to the Azure CLI for this tenant", "Run \"az login --tenant <tenant>\"."
	}
	return e
}

func parseCLI(stdout []byte) (azcore.AccessToken, error) {
	var out struct {
		AccessToken string `json:"accessToken"`
		ExpiresOn   string `json:"expiresOn"`
		Expires     int64  `json:"expires_on"`
	}
	fail := func() (azcore.AccessToken, error) {
		// The output holds a token, so no part of it may reach a message.
		return azcore.AccessToken{}, &ConfigError{
			Method: AzureCLI, Problem: "the Azure CLI's output was not understood", Advice: "Update the Azure CLI.",
		}
	}
	if err := json.Unmarshal(stdout, &out); err != nil || out.AccessToken == "" {
		return fail()
	}
	if out.Expires > 0 {
		return azcore.AccessToken{Token: out.AccessToken, ExpiresOn: time.Unix(out.Expires, 0).UTC()}, nil
	}
	// Before version 2.54 there is only a local time without a zone.
	expires, err := time.ParseInLocation("2006-01-02 15:04:05.999999", out.ExpiresOn, time.Local) //nolint:gosmopolitan // see above
	if err != nil {
		return fail()
	}
	return azcore.AccessToken{Token: out.AccessToken, ExpiresOn: expires.UTC()}, nil
}
