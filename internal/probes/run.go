// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"errors"
	"slices"
)

// Verdict is what came of a probe.
type Verdict string

// The verdicts.
const (
	AsAssumed Verdict = "as assumed"
	Different Verdict = "different"
	Untold    Verdict = "could not tell"
	// NotRun is the verdict of a probe that writes where the user has not allowed it.
	NotRun Verdict = "not run"
)

// Result is what a probe has shown.
type Result struct {
	Probe Probe

	Verdict Verdict
	// Answer is that of the service, Assumed that of the emulator.
	Answer, Assumed Answer
	// Reason says why nothing can be told.
	Reason string
	// Left is what could not be removed.
	Left []Leftover
}

// Run makes an experiment in the lab and in the emulator, and compares the two. When the context ends, it still removes what
// was made.
func Run(ctx context.Context, p Probe, l, emulator *Lab, write bool) Result {
	r := Result{Probe: p}
	if p.Writes && !write {
		r.Verdict, r.Reason = NotRun, "It writes, which --write allows."
		return r
	}
	r.Answer, r.Left = try(ctx, p, l, &r)
	if r.Verdict == Untold {
		return r
	}
	r.Assumed, _ = try(ctx, p, emulator, &r)
	if r.Verdict == Untold {
		r.Reason = "The emulator has no answer: " + r.Reason
		return r
	}
	r.Verdict = AsAssumed
	if !slices.Equal(r.Answer.Facts, r.Assumed.Facts) {
		r.Verdict = Different
	}
	return r
}

// try makes the experiment once and removes what it has made.
func try(ctx context.Context, p Probe, l *Lab, r *Result) (Answer, []Leftover) {
	err := ctx.Err()
	var answer Answer
	if err == nil {
		l.begin()
		answer, err = p.Ask(ctx, l)
	}
	if err == nil && len(answer.Facts) == 0 {
		err = errors.New("the experiment has shown nothing")
	}
	left := l.clean(ctx)
	if err != nil {
		r.Verdict, r.Reason = Untold, err.Error()
	}
	return answer, left
}
