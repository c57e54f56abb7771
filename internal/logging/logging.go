// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package logging writes the provider's log, in a subsystem of its own. Every line is redacted here and not by the masks of
// terraform-plugin-log, which write to a map that all goroutines of an operation share.
package logging

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// subsystem names the logger of these lines: its level can be set separately with TF_LOG_PROVIDER_BCSALES_API.
const subsystem = "api"

// lines is what a context knows of the lines that are written with it. It is never changed.
type lines struct {
	secrets *redact.Secrets
	fields  map[string]any
	silent  bool // whether no line is written
}

type linesKey struct{}

func of(ctx context.Context) (lines, bool) {
	l, ok := ctx.Value(linesKey{}).(lines)
	return l, ok
}

// Start returns a context for the lines of one call of Terraform. They show none of the secrets, which may be nil.
func Start(ctx context.Context, s *redact.Secrets) context.Context {
	l := lines{secrets: s, silent: silent()}
	ctx = context.WithValue(ctx, linesKey{}, l)
	if l.silent {
		return ctx
	}
	return start(ctx)
}

func start(ctx context.Context) context.Context {
	return tflog.NewSubsystem(ctx, subsystem, tflog.WithRootFields(), tflog.WithAdditionalLocationOffset(2),
		tflog.WithLevelFromEnv(levelOfProvider, subsystem))
}

// With returns a context whose lines have these fields too. Empty texts are left out.
func With(ctx context.Context, fields map[string]any) context.Context {
	l, _ := of(ctx)
	all := maps.Clone(l.fields)
	for name, value := range fields {
		if value == "" {
			continue
		}
		if all == nil {
			all = map[string]any{}
		}
		all[name] = value
	}
	l.fields = all
	return context.WithValue(ctx, linesKey{}, l)
}

// Debug logs at level DEBUG.
func Debug(ctx context.Context, message string, fields map[string]any) {
	write(ctx, tflog.SubsystemDebug, message, fields)
}

// Info logs at level INFO.
func Info(ctx context.Context, message string, fields map[string]any) {
	write(ctx, tflog.SubsystemInfo, message, fields)
}

// Warn logs at level WARN.
func Warn(ctx context.Context, message string, fields map[string]any) {
	write(ctx, tflog.SubsystemWarn, message, fields)
}

// write hides what the secrets of the context know, and without any what looks like a token.
func write(ctx context.Context, line func(context.Context, string, string, ...map[string]any), message string, fields map[string]any) {
	l, started := of(ctx)
	if l.silent {
		return
	}
	if !started {
		ctx = start(ctx)
	}
	out := make(map[string]any, len(l.fields)+len(fields))
	for _, some := range []map[string]any{l.fields, fields} {
		for name, value := range some {
			if text, ok := value.(string); ok {
				value = l.secrets.Text(text)
			}
			out[name] = value
		}
	}
	line(ctx, subsystem, l.secrets.Text(message), out)
}
