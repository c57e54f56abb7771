// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

func TestPoll(t *testing.T) {
	t.Parallel()
	pace := transport.Pace{First: time.Microsecond, Most: 2 * time.Microsecond}
	looks := 0
	err := transport.Poll(t.Context(), pace, func(context.Context) (bool, string, error) {
		looks++
		return looks == 4, "not yet", nil
	})
	if err != nil || looks != 4 {
		t.Errorf("%d looks, %v", looks, err)
	}
	failure := errors.New("failed")
	if err = transport.Poll(t.Context(), pace, func(context.Context) (bool, string, error) { return false, "", failure }); !errors.Is(err, failure) {
		t.Error(err)
	}
}

func TestPollEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	err := transport.Poll(ctx, transport.Slow(), func(context.Context) (bool, string, error) {
		cancel()
		return false, "the import is at 40 %", nil
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "the import is at 40 %") {
		t.Error(err)
	}
	err = transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) { return false, "", ctx.Err() })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestPollLooksWhenALookSays: what a look asks for takes the place of the pace, once.
func TestPollLooksWhenALookSays(t *testing.T) {
	t.Parallel()
	pace := transport.Pace{First: time.Microsecond, Most: time.Microsecond}
	for name, test := range map[string]struct{ after, least time.Duration }{
		"a time":  {after: 30 * time.Millisecond, least: 30 * time.Millisecond},
		"no time": {},
	} {
		var at []time.Time
		err := transport.Poll(t.Context(), pace, func(context.Context) (bool, string, error) {
			if at = append(at, time.Now()); len(at) == 1 {
				return false, "", &transport.Later{Waiting: "another import", After: test.after}
			}
			return true, "", nil
		})
		if err != nil || len(at) != 2 || at[1].Sub(at[0]) < test.least {
			t.Errorf("%s: looks at %v, %v", name, at, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := transport.Poll(ctx, pace, func(context.Context) (bool, string, error) {
		cancel()
		return false, "", &transport.Later{Waiting: "another import", After: time.Hour}
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "another import") {
		t.Error(err)
	}
}
