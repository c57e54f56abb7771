// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package logging writes the provider's log. Every line is redacted here and not by the masks of terraform-plugin-log, which
// write to a map that all goroutines of an operation share.
package logging

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

type secretsKey struct{}

// WithSecrets returns a context whose log lines show none of the secrets.
func WithSecrets(ctx context.Context, s *redact.Secrets) context.Context {
	return context.WithValue(ctx, secretsKey{}, s)
}

// Debug logs at level DEBUG.
func Debug(ctx context.Context, message string, fields map[string]any) {
	message, fields = redacted(ctx, message, fields)
	tflog.Debug(ctx, message, fields)
}

// Info logs at level INFO.
func Info(ctx context.Context, message string, fields map[string]any) {
	message, fields = redacted(ctx, message, fields)
	tflog.Info(ctx, message, fields)
}

// Warn logs at level WARN.
func Warn(ctx context.Context, message string, fields map[string]any) {
	message, fields = redacted(ctx, message, fields)
	tflog.Warn(ctx, message, fields)
}

// redacted hides what the secrets of the context know, and without any what looks like a token.
func redacted(ctx context.Context, message string, fields map[string]any) (string, map[string]any) {
	secrets, _ := ctx.Value(secretsKey{}).(*redact.Secrets)
	out := make(map[string]any, len(fields))
	for name, value := range fields {
		if text, ok := value.(string); ok {
			value = secrets.Text(text)
		}
		out[name] = value
	}
	return secrets.Text(message), out
}
