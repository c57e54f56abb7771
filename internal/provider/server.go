// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// Server returns the provider's server. It is where every diagnostic and every line of the log leaves the provider, and
// where both are redacted. lookup is as for [New].
func Server(version string, lookup config.Lookup) tfprotov6.ProviderServer {
	p := New(version, lookup)
	inner := providerserver.NewProtocol6(p)()
	served, ok := inner.(protocol)
	if !ok {
		panic("provider: the framework's server has no actions or lists")
	}
	return &server{protocol: served, secrets: p.secrets, run: uuid.NewString()}
}

// protocol is what the framework's server serves of this provider.
type protocol interface {
	tfprotov6.ProviderServer
	tfprotov6.ActionServer
	tfprotov6.ListResourceServer
}

// server redacts what the framework's server answers.
type server struct {
	protocol
	secrets *redact.Secrets
	run     string
	kinds   kinds
}

// logged returns the context of one call: its lines are redacted, and name the run of the provider that they belong to.
func (s *server) logged(ctx context.Context) context.Context {
	return logging.With(logging.Start(ctx, s.secrets), map[string]any{"run_id": s.run})
}

// clean redacts diagnostics in place.
func (s *server) clean(all []*tfprotov6.Diagnostic) {
	for _, d := range all {
		d.Summary, d.Detail = s.secrets.Text(d.Summary), s.secrets.Text(d.Detail)
	}
}

// failure redacts an error of the protocol.
func (s *server) failure(err error) error {
	if err == nil {
		return nil
	}
	if text := s.secrets.Text(err.Error()); text != err.Error() {
		return errors.New(text)
	}
	return err
}

func redacted[Q, A any](ctx context.Context, s *server, req Q, call func(context.Context, Q) (*A, error), diagnostics func(*A) []*tfprotov6.Diagnostic) (*A, error) {
	ctx, end := logging.Call(s.logged(ctx))
	defer end()
	answer, err := call(ctx, req)
	if answer != nil {
		s.clean(diagnostics(answer))
	}
	return answer, s.failure(err)
}

// InvokeAction implements tfprotov6.ActionServer; what the action reports on its way is redacted too.
func (s *server) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	stream, err := s.protocol.InvokeAction(s.logged(ctx), req)
	if stream == nil || stream.Events == nil {
		return stream, s.failure(err)
	}
	events := stream.Events
	stream.Events = func(yield func(tfprotov6.InvokeActionEvent) bool) {
		for event := range events {
			switch kind := event.Type.(type) {
			case tfprotov6.ProgressInvokeActionEventType:
				kind.Message = s.secrets.Text(kind.Message)
				event.Type = kind
			case tfprotov6.CompletedInvokeActionEventType:
				s.clean(kind.Diagnostics)
			}
			if !yield(event) {
				return
			}
		}
	}
	return stream, s.failure(err)
}

// ListResource implements tfprotov6.ListResourceServer; what is said of each object is redacted.
func (s *server) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	stream, err := s.protocol.ListResource(s.logged(ctx), req)
	if stream == nil || stream.Results == nil {
		return stream, s.failure(err)
	}
	results := stream.Results
	stream.Results = func(yield func(tfprotov6.ListResourceResult) bool) {
		for result := range results {
			s.clean(result.Diagnostics)
			if !yield(result) {
				return
			}
		}
	}
	return stream, s.failure(err)
}
