// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// AssertionError reports that no assertion could be had to sign in with.
type AssertionError struct {
	// Source is where it was sought.
	Source string
	// StatusCode is the issuer's answer, 0 when there was none.
	StatusCode int
	// Advice says what to do.
	Advice string
	// Err is the cause, if there is one.
	Err error
}

// Error says where and why.
func (e *AssertionError) Error() string {
	text := "no assertion for authentication by OpenID Connect from " + e.Source
	if e.StatusCode != 0 {
		text += fmt.Sprintf(": it answered %d %s", e.StatusCode, http.StatusText(e.StatusCode))
	}
	if e.Err != nil {
		text += fmt.Sprintf(": %v", e.Err)
	}
	return text
}

// Remedy says what to do; it may be empty.
func (e *AssertionError) Remedy() string { return e.Advice }

// Unwrap returns the cause.
func (e *AssertionError) Unwrap() error { return e.Err }

// assertionSource returns a current assertion.
type assertionSource func(ctx context.Context) (string, error)

func newAssertionSource(c Config) (assertionSource, error) {
	a := c.Assertion
	switch {
	case a.Token != "":
		return func(context.Context) (string, error) { return a.Token, nil }, nil
	case a.TokenFilePath != "":
		return func(context.Context) (string, error) { return readAssertion(a.TokenFilePath) }, nil
	case a.RequestURL != "" && a.RequestToken != "":
		return newIssuer(c)
	case a.RequestURL != "" || a.RequestToken != "":
		return nil, &ConfigError{
			Method: c.Method, Problem: "of oidc_request_url and oidc_request_token only one is known",
			Advice: "On GitHub, give the job the permission \"id-token: write\"; in Azure DevOps, map SYSTEM_ACCESSTOKEN: $(System.AccessToken).",
		}
	default:
		return nil, &ConfigError{Method: c.Method, Problem: "there is no assertion", Advice: "Set oidc_token, " +
			"oidc_token_file_path, or oidc_request_url and oidc_request_token, or run in a job of GitHub or Azure DevOps."}
	}
}

func readAssertion(path string) (string, error) {
	source := "the file " + path
	data, err := os.ReadFile(path)
	if err != nil {
		return "", &AssertionError{Source: source, Err: pathless(err)}
	}
	token := strings.TrimSpace(string(data))
	if token == "" {
		return "", &AssertionError{Source: source, Err: errors.New("it is empty"), Advice: "Let the file's owner write a token into it."}
	}
	return token, nil
}

// issuer requests assertions of GitHub or Azure DevOps.
type issuer struct {
	client *retryingClient
	name   string
	method string
	url    string
	token  string
	advice string
}

func newIssuer(c Config) (assertionSource, error) {
	a := c.Assertion
	u, err := url.Parse(a.RequestURL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, &ConfigError{Method: c.Method, Problem: "oidc_request_url is not an https address"}
	}
	i := &issuer{client: newRetryingClient(c), token: a.RequestToken}
	query := u.Query()
	if a.ServiceConnectionID != "" {
		// https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create
		i.name, i.method = "Azure DevOps", http.MethodPost
		i.advice = "Check the service connection's id, that the pipeline may use it, and that SYSTEM_ACCESSTOKEN is mapped."
		query.Set("api-version", "7.1")
		query.Set("serviceConnectionId", a.ServiceConnectionID)
	} else {
		// https://docs.github.com/actions/reference/security/oidc
		i.name, i.method = "GitHub", http.MethodGet
		i.advice = "Give the job the permission \"id-token: write\"."
		audience := a.Audience
		if audience == "" {
			audience = DefaultOIDCAudience
		}
		query.Set("audience", audience)
	}
	u.RawQuery = query.Encode()
	i.url = u.String()
	return i.assertion, nil
}

func (i *issuer) assertion(ctx context.Context) (string, error) {
	req, err := http.NewRequestWithContext(ctx, i.method, i.url, http.NoBody)
	if err != nil {
		return "", &AssertionError{Source: i.name, Err: err}
	}
	req.Header.Set("Authorization", "Bearer "+i.token)
	req.Header.Set("Accept", "application/json")
	if i.method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
		// Without it Azure DevOps answers a refusal with a redirect to a sign-in page.
		req.Header.Set("X-TFS-FedAuthRedirect", "Suppress")
	}
	answer, err := i.client.Do(req)
	if err != nil {
		return "", &AssertionError{Source: i.name, Err: transport.WithoutURL(err)}
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxTokenAnswer))
	if err != nil {
		return "", &AssertionError{Source: i.name, Err: err}
	}
	if answer.StatusCode != http.StatusOK {
		return "", &AssertionError{Source: i.name, StatusCode: answer.StatusCode, Advice: i.advice}
	}
	var out struct {
		Value     string `json:"value"`
		OIDCToken string `json:"oidcToken"`
	}
	// The body holds the assertion, so no part of it may reach a message.
	if err := json.Unmarshal(body, &out); err != nil {
		return "", &AssertionError{Source: i.name, Err: errors.New("its answer is not JSON"), Advice: i.advice}
	}
	token := out.Value + out.OIDCToken
	if token == "" {
		return "", &AssertionError{Source: i.name, Err: errors.New("its answer holds no token"), Advice: i.advice}
	}
	return token, nil
}
