// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// Pace says how often [Poll] looks: first after First, then ever longer up to Most.
type Pace struct {
	First, Most time.Duration
}

// Quick suits changes that take seconds, such as replication inside a service.
func Quick() Pace { return Pace{First: 100 * time.Millisecond, Most: 5 * time.Second} }

// Slow suits work that takes minutes, such as a solution import or a full synchronization.
func Slow() Pace { return Pace{First: 250 * time.Millisecond, Most: 15 * time.Second} }

// Later is the error of a look that is not done and knows when the next one makes sense: [Poll] waits for After then, but
// never less than its pace says.
type Later struct {
	// Waiting says what is waited for.
	Waiting string
	// After is the time until the next look.
	After time.Duration
}

// Error says what is waited for.
func (l *Later) Error() string { return l.Waiting }

// Poll calls look until it reports done or fails, or until the context ends. When the context ends first, the error
// wraps the context's error and repeats what look last said. The log says what is waited for, see [logging.Wait].
func Poll(ctx context.Context, pace Pace, look func(ctx context.Context) (done bool, waiting string, err error)) error {
	wait := pace.First
	last := ""
	log := logging.NewWait(nil)
	for {
		done, waiting, err := look(ctx)
		pause := wait
		if later, ok := errors.AsType[*Later](err); ok {
			done, waiting, err = false, later.Waiting, nil
			pause = max(pause, later.After)
		}
		switch {
		case err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()):
			return stillWaiting(last, err) // it names the call
		case err != nil:
			return err
		case done:
			return nil
		}
		last = waiting
		log.For(ctx, waiting)
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return stillWaiting(last, &EndedError{Err: ctx.Err()})
		case <-timer.C:
		}
		wait = min(wait*3/2, pace.Most)
	}
}

func stillWaiting(last string, err error) error {
	if last == "" {
		return err
	}
	return fmt.Errorf("%s: %w", last, err)
}
